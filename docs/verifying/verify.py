"""Each takes the raw body (bytes) as it came; header names in lower case."""
import base64, hashlib, hmac, time

try:  # Only verify_standard_key needs it: pip install cryptography
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None


def _fresh(timestamp, now):
    return timestamp.isdigit() and abs((now or time.time()) - int(timestamp)) <= 300


def verify_standard(secret, headers, body, now=None):
    timestamp = headers.get("webhook-timestamp", "")
    if not _fresh(timestamp, now):
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers.get('webhook-id', '')}.{timestamp}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest())
    given = headers.get("webhook-signature", "").encode().split(b" ")
    return any(hmac.compare_digest(one, expected) for one in given)


def verify_standard_key(public_key, headers, body, now=None):
    timestamp = headers.get("webhook-timestamp", "")
    if not _fresh(timestamp, now):
        return False
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key.removeprefix("whpk_")))
    content = f"{headers.get('webhook-id', '')}.{timestamp}.".encode() + body
    for given in headers.get("webhook-signature", "").split(" "):
        try:
            if given.startswith("v1a,"):
                key.verify(base64.b64decode(given[4:], validate=True), content)
                return True
        except (InvalidSignature, ValueError):
            continue
    return False


def verify_grafana(secret, headers, body, timestamp_header=None, now=None):
    content = body
    if timestamp_header is not None:
        timestamp = headers.get(timestamp_header.lower(), "")
        if not _fresh(timestamp, now):
            return False
        content = timestamp.encode() + b":" + body
    expected = hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
    return hmac.compare_digest(headers.get("x-grafana-alerting-signature", "").encode(), expected.encode())


def verify_opsknight(secret, headers, body):
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(headers.get("x-webhook-signature", "").encode(), expected.encode())
