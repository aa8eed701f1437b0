"""Mails as texts: the body of each message of a saved mail or of a mailbox, and who sent it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from typing import Any

HEADER = re.compile(rb"\A(?:From .*\r?\n)?(?:[A-Za-z-]+: ?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+\r?\n")
MESSAGE = re.compile(rb"^From \S+.*\r?\n(?=[A-Za-z-]+: )", re.MULTILINE)


@dataclass(frozen=True)
class Mail:
    """The text of one message, and its sender's address and name."""

    text: str
    address: str
    name: str


def mails(data: bytes) -> Iterator[Mail]:
    """The messages of a file; none where it is no mail."""
    header = HEADER.match(data)
    if header is None or b"from:" not in header[0].lower():
        return
    for part in [part for part in MESSAGE.split(data) if part.strip()]:
        message = message_from_bytes(part, _class=EmailMessage, policy=default)
        body = message.get_body(("plain", "html"))
        texts = [each for each in (body, *message.iter_attachments()) if each and each.get_content_maintype() == "text"]
        name, address = parseaddr(str(message.get("from", "")))
        yield Mail("\n".join(map(_content, texts)), address, name)


def _content(part: Any) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        payload = part.get_payload(decode=True)
        return payload.decode("cp1252", "replace") if isinstance(payload, bytes) else ""
