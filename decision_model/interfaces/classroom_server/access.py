"""Who may do what, and how often: signed cookies, the room's code, and buckets that fill again with time."""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

MOST_BUCKETS = 20_000
TOKEN = 24
"""Bytes of a participant's token: 192 bits; its signature is as long."""
KEY = 18
"""Bytes of the instructor's key: 144 bits."""


@dataclass
class Buckets:
    """A bucket a name: `burst` at once, then `rate` a second. No clock that can be set has a say."""

    burst: float
    rate: float
    now: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, name: str) -> bool:
        """Take one out of a bucket; False where it is empty."""
        now = self.now()
        left, then = self._left.get(name, (self.burst, now))
        left = min(self.burst, left + (now - then) * self.rate)
        if len(self._left) >= MOST_BUCKETS and name not in self._left:
            self._left.pop(next(iter(self._left)))
        self._left[name] = (max(left - 1, 0) if left >= 1 else left, now)
        return left >= 1


@dataclass(frozen=True)
class Access:
    """The secrets of a room, all from one that its file keeps, so that they outlive a crash."""

    secret: bytes
    code: str

    @property
    def key(self) -> str:
        """What the instructor's link holds."""
        return _text(self._sign(b"key")[:KEY])

    @property
    def pass_(self) -> str:
        """What the instructor's cookie holds in its place."""
        return _text(self._sign(b"pass")[:TOKEN])

    def is_key(self, text: str) -> bool:
        return hmac.compare_digest(text.encode(), self.key.encode())

    def is_pass(self, text: str) -> bool:
        return hmac.compare_digest(text.encode(), self.pass_.encode())

    def is_code(self, text: str) -> bool:
        return hmac.compare_digest(text.upper().encode(), self.code.encode())

    def token(self) -> str:
        """A new participant's token, signed, so that nothing has to be kept of those who only look."""
        own = secrets.token_bytes(TOKEN)
        return _text(own + self._sign(b"token" + own)[:TOKEN])

    def participant(self, token: str) -> str:
        """Who holds a token, as the file knows them; empty for a token that was not given out here."""
        try:
            both = base64.urlsafe_b64decode(token.encode("ascii"))
        except ValueError:
            return ""
        own, sign = both[:TOKEN], both[TOKEN:]
        if not hmac.compare_digest(sign, self._sign(b"token" + own)[:TOKEN]):
            return ""
        return self._sign(b"participant" + own).hex()[:32]

    def _sign(self, text: bytes) -> bytes:
        return hmac.new(self.secret, text, sha256).digest()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii")
