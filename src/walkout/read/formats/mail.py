"""Mail (.eml) and saved pages (.mhtml): the part that holds the words."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from datetime import date
from email.message import Message
from email.utils import parsedate_to_datetime

from walkout.errors import EmptyDocumentError, UnreadableError
from walkout.model import media
from walkout.model.document import Capture
from walkout.read.formats import html, plain
from walkout.read.page import Page, clean, has_words
from walkout.read.published import latest_day, plausible
from walkout.text.charset import decode

READER = "mail@1"
READER_PAGE = "mhtml@1"

_MOST_PARTS = 2000
# An answer's copy of what it answers is another mail's words.
_QUOTED = re.compile(r"^\s*>")


def read(capture: Capture, today: date) -> Page:
    """Return the words of a mail: its text if it has words, else its page.

    Raises:
        EmptyDocumentError: No part of it has words.
        UnreadableError: Its parts do not come apart, or are no text.
    """
    message = _message(capture)
    latest = latest_day(None, today)
    sent = _date(message)
    for kind in ("text/plain", "text/html"):
        for part in _parts(message, kind):
            content = _payload(part)
            if not content.strip():
                continue
            inner = replace(capture, content=content, media_type=_media_type(kind, part))
            try:
                page = html.read(inner, today) if kind == "text/html" else _plain(inner, today)
            except EmptyDocumentError:
                continue
            if not has_words(page.text):
                continue
            known = plausible(sent, latest)
            return replace(
                page,
                reader=READER,
                title=capture.title or page.title,
                published=sent if known else page.published,
                basis="metadata" if known else page.basis,
                url=capture.url,
            )
    raise EmptyDocumentError(
        "The mail has no words of its own", fix="Look at its attachments, which are kept beside it."
    )


def read_page(capture: Capture, today: date) -> Page:
    """Return the words of a saved page.

    Raises:
        EmptyDocumentError: There is no page in it, or no words on the page.
        UnreadableError: Its parts do not come apart.
    """
    message = _message(capture)
    start = (message.get_param("start") or "") if message.is_multipart() else ""
    pages = list(_parts(message, "text/html"))
    # The part that the head names is the page; the others are its frames.
    main = next((part for part in pages if start and part.get("Content-ID") == start), None)
    for part in [main] if main else pages:
        content = _payload(part)
        if content.strip():
            inner = replace(capture, content=content, media_type=_media_type(media.HTML, part))
            page = html.read(inner, today)
            return replace(page, reader=READER_PAGE, title=page.title or capture.title)
    raise EmptyDocumentError("The saved page has no page in it", fix="Save it again.")


def _message(capture: Capture) -> Message:
    try:
        return email.message_from_bytes(capture.content)
    except RecursionError:
        raise UnreadableError(
            "The mail's parts are nested beyond reason", fix="Save its text and add that."
        ) from None


def _parts(message: Message, kind: str) -> list[Message]:
    """Return the parts of a type that are not attached files, outermost first."""
    found: list[Message] = []
    queue = [message]
    seen = 0
    while queue and seen < _MOST_PARTS:
        part = queue.pop(0)
        seen += 1
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            inner = part.get_payload()
            queue.extend(p for p in inner if isinstance(p, Message))
        elif part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            found.append(part)
    return found


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _media_type(kind: str, part: Message) -> str:
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError):
        charset = None
    return f"{kind}; charset={charset}" if charset else kind


def _plain(capture: Capture, today: date) -> Page:
    label = media.charset(capture.media_type)
    decoded = decode(capture.content, [label] if label else [])
    lines = clean(decoded.text).split("\n")
    own = [line for line in lines if not _QUOTED.match(line)]
    notes = [f"charset:{decoded.encoding}"]
    if len(own) < len(lines):
        notes.append("quoted:cut")
    return plain.read_text("\n".join(own), capture, today, notes)


def _date(message: Message) -> date | None:
    try:
        value = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return value if value.tzinfo else value.date()
