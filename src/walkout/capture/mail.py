"""Mail (.eml) and saved pages (.mhtml): their dates, and what is attached to a mail."""

from __future__ import annotations

import binascii
import email
import re
from collections.abc import Iterator
from datetime import datetime
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from walkout.capture.item import Budget, Item
from walkout.capture.names import safe_name
from walkout.errors import HostileDocumentError, UnreadableError
from walkout.text.charset import decode

# The standard parser holds a mail several times over.
_MOST_BYTES = 64 << 20
_BORDER = re.compile(rb"(?i)boundary\s*=")
_MOST_BORDERS = 60
_SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)


def parse(item: Item) -> Message:
    """Return a mail's parts.

    Raises:
        UnreadableError: It is too large to be taken apart.
        HostileDocumentError: Its parts are nested beyond reason.
    """
    if len(item.content) > _MOST_BYTES:
        raise UnreadableError(
            "The mail is too large to be taken apart",
            fix="Save its attachments and add those.",
            megabytes=len(item.content) >> 20,
            most=_MOST_BYTES >> 20,
        )
    # Every line is held against the border of every part that is open.
    if len(_BORDER.findall(item.content)) > _MOST_BORDERS:
        raise HostileDocumentError(
            "The mail has more parts in parts than any mail",
            fix="Save its text and add that.",
            most=_MOST_BORDERS,
        )
    try:
        message = email.message_from_bytes(item.content)
        # Walking shows nesting that parsing alone survives.
        for _ in message.walk():
            pass
    except RecursionError:
        raise HostileDocumentError(
            "The mail's parts are nested beyond reason", fix="Save its text and add that."
        ) from None
    return message


def sent_at(message: Message) -> datetime | None:
    """Return when a mail was sent or a page was saved; None when its date tells no offset."""
    try:
        value = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return value if value.tzinfo else None


def address(message: Message) -> str | None:
    """Return the address that a saved page was got from."""
    found = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    text = str(found).strip() if found else ""
    return text if text.startswith(("http://", "https://")) else None


def header(message: Message, name: str) -> str | None:
    """Return a header in words, its encodings undone as far as they hold."""
    value = message.get(name)
    if value is None:
        return None
    try:
        parts = decode_header(str(value))
    except (ValueError, LookupError, binascii.Error, email.errors.MessageError):
        return str(value)
    words: list[str] = []
    for part, charset in parts:
        if isinstance(part, str):
            words.append(part)
            continue
        try:
            words.append(decode(part, [charset] if charset else []).text)
        except UnreadableError:
            words.append(part.decode("utf-8", "replace"))
    return " ".join("".join(words).split()) or None


def attachments(message: Message, item: Item, document: str, budget: Budget) -> Iterator[Item]:
    """Yield what is attached to a mail, forwarded mails included, as items.

    Raises:
        HostileDocumentError: There is more of it than is allowed.
    """
    number = 0
    sent = sent_at(message)
    stack = [message]
    while stack:
        part = stack.pop()
        if part is not message and part.get_content_type() == "message/rfc822":
            number += 1
            inner = part.get_payload()
            mails = [m for m in inner if isinstance(m, Message)] if isinstance(inner, list) else []
            for mail in mails:
                yield _item(
                    mail.as_bytes(),
                    f"{item.name} {number}.eml",
                    number,
                    item,
                    document,
                    sent,
                    budget,
                )
            continue
        if part.is_multipart():
            stack.extend(reversed([p for p in part.get_payload() if isinstance(p, Message)]))
            continue
        name = _filename(part)
        kind = part.get_content_type()
        wanted = part.get_content_disposition() == "attachment" or name or kind.startswith("image/")
        if part is message or not wanted or kind in _SIGNATURES:
            continue
        number += 1
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload:
            yield _item(
                payload, name or f"{item.name} {number}", number, item, document, sent, budget
            )


def _item(
    content: bytes,
    name: str,
    number: int,
    item: Item,
    document: str,
    sent: datetime | None,
    budget: Budget,
) -> Item:
    budget.enter()
    budget.spend(len(content), packed=len(content), member=0, where=f"part {number}")
    return Item(
        content=content,
        name=safe_name(name),
        part_of=document,
        locator=f"part {number}",
        depth=item.depth + 1,
        captured_at=sent or item.captured_at,
    )


def _filename(part: Message) -> str | None:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    if not name:
        return None
    holder = Message()
    holder["Name"] = str(name).replace("\r", " ").replace("\n", " ")
    return header(holder, "Name")
