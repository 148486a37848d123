#!/bin/sh
# Prints the signature a message must have; the body comes on standard input. Compare it with the header, and the
# timestamp with your clock.
#   verify.sh standard WHSEC_SECRET ID TIMESTAMP < body
#   verify.sh opsknight SECRET < body
#   verify.sh grafana SECRET [TIMESTAMP] < body
set -e
case "$1" in
  standard)
    key=$(printf %s "${2#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
    printf v1,
    { printf '%s.%s.' "$3" "$4"; cat; } | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A
    echo ;;
  opsknight) openssl dgst -sha256 -hmac "$2" -r | sed 's/ .*//; s/^/sha256=/' ;;
  grafana) { [ -z "$3" ] || printf '%s:' "$3"; cat; } | openssl dgst -sha256 -hmac "$2" -r | sed 's/ .*//' ;;
  *)
    echo "usage: $0 standard|opsknight|grafana SECRET … < body" >&2
    exit 2 ;;
esac
