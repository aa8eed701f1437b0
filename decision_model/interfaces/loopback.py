"""What every server on this machine has in common."""

HERE = "127.0.0.1"
"""The address that only this machine can reach."""

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer says, whatever it holds: not to be kept, guessed at, told of or shown elsewhere."""
