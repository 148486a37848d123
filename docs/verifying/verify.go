// Package verify checks the signatures of Tocsin's messages over the raw body.
package verify

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"
)

func sum(key []byte, parts ...[]byte) []byte {
	mac := hmac.New(sha256.New, key)
	for _, part := range parts {
		mac.Write(part)
	}
	return mac.Sum(nil)
}

func fresh(timestamp string) bool {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	age := time.Now().Unix() - seconds
	return err == nil && age <= 300 && age >= -300
}

// Standard verifies Standard Webhooks with a shared secret (whsec_…).
func Standard(secret string, header http.Header, body []byte) bool {
	timestamp := header.Get("webhook-timestamp")
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || !fresh(timestamp) {
		return false
	}
	head := header.Get("webhook-id") + "." + timestamp + "."
	expected := "v1," + base64.StdEncoding.EncodeToString(sum(key, []byte(head), body))
	for _, given := range strings.Fields(header.Get("webhook-signature")) {
		if hmac.Equal([]byte(given), []byte(expected)) {
			return true
		}
	}
	return false
}

// StandardKey verifies Standard Webhooks with a public key (whpk_…).
func StandardKey(publicKey string, header http.Header, body []byte) bool {
	timestamp := header.Get("webhook-timestamp")
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(publicKey, "whpk_"))
	if err != nil || len(key) != ed25519.PublicKeySize || !fresh(timestamp) {
		return false
	}
	content := append([]byte(header.Get("webhook-id")+"."+timestamp+"."), body...)
	for _, given := range strings.Fields(header.Get("webhook-signature")) {
		encoded, isKeySignature := strings.CutPrefix(given, "v1a,")
		signature, err := base64.StdEncoding.DecodeString(encoded)
		if isKeySignature && err == nil && ed25519.Verify(key, content, signature) {
			return true
		}
	}
	return false
}

// Grafana verifies Grafana's form; timestampHeader is empty when none is set.
func Grafana(secret string, header http.Header, body []byte, timestampHeader string) bool {
	var head []byte
	if timestampHeader != "" {
		if !fresh(header.Get(timestampHeader)) {
			return false
		}
		head = []byte(header.Get(timestampHeader) + ":")
	}
	expected := hex.EncodeToString(sum([]byte(secret), head, body))
	return hmac.Equal([]byte(header.Get("X-Grafana-Alerting-Signature")), []byte(expected))
}

// OpsKnight verifies OpsKnight's form.
func OpsKnight(secret string, header http.Header, body []byte) bool {
	expected := "sha256=" + hex.EncodeToString(sum([]byte(secret), body))
	return hmac.Equal([]byte(header.Get("X-Webhook-Signature")), []byte(expected))
}
