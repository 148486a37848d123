#!/bin/sh
# Prints the signature a message must have; the body comes on standard input.
#   verify.sh opsknight SECRET < body
#   verify.sh grafana SECRET [TIMESTAMP] < body
case "$1" in
  opsknight) openssl dgst -sha256 -hmac "$2" -r | sed 's/ .*//; s/^/sha256=/' ;;
  grafana) { [ -z "$3" ] || printf '%s:' "$3"; cat; } | openssl dgst -sha256 -hmac "$2" -r | sed 's/ .*//' ;;
  *) echo "usage: $0 opsknight|grafana SECRET [TIMESTAMP] < body" >&2; exit 2 ;;
esac
