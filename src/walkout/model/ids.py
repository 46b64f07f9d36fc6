"""Identities: how ids are made, and why two things share one.

Hashes join parts by length, never by a separator, so ``["ab", "c"]`` and ``["a", "bc"]``
differ. All ids are lower-case ASCII and safe in a URL and a file name.
"""

from __future__ import annotations

import hashlib
import hmac

# Crockford's alphabet without letters that are read as digits; event ids are spoken and typed.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def digest(*parts: str | bytes | int | None) -> str:
    """Return the SHA-256 of the parts as 64 hexadecimal digits, borders included.

    ``None`` differs from the empty string.

    Example:
        >>> digest("ab", "c") == digest("a", "bc")
        False
    """
    state = hashlib.sha256()
    for part in parts:
        if part is None:
            state.update(b"n")
            continue
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(data))
        state.update(data)
    return state.hexdigest()


def document_id(content: bytes) -> str:
    """Return the id of a captured file: its bytes are its identity."""
    return "d" + digest("document", content)[:24]


def row_id(cells: tuple[str, ...], occurrence: int) -> str:
    """Return the id of a table row or JSON line: its cells and its occurrence number.

    Args:
        cells: The row's cells in column order, as text, unclean.
        occurrence: 0 for the first row of its container with these cells, 1 for the next.
            Exact repeats stay two documents.
    """
    return "d" + digest("row", occurrence, *cells)[:24]


def reading_id(document: str, reader: str, text: str) -> str:
    """Return the id of what one reader version made of one document."""
    return "r" + digest("reading", document, reader, text)[:24]


def mention_id(reading: str, start: int, end: int) -> str:
    """Return the id under which a mention is minted; it is kept when spans move later."""
    return "m" + digest("mention", reading, start, end)[:24]


def coder_family(coder: str) -> str:
    """Return the coder without its version: a better version says the same thing again.

    Example:
        >>> coder_family("rule:zh@3")
        'rule:zh'
    """
    return coder.partition("@")[0]


def statement_id(
    reading: str, field: str, value: bytes, start: int | None, end: int | None, coder: str
) -> str:
    """Return the id of a statement: unchanged re-extraction gives the same id.

    Args:
        reading: Id of the reading that is quoted.
        field: Contract field, such as ``harm.detained``.
        value: Canonical JSON of the value.
        start: First code point of the quote; None for an inferred value.
        end: One past the last code point; None for an inferred value.
        coder: Coder with or without version; only its family counts.
    """
    return "s" + digest("statement", reading, field, value, start, end, coder_family(coder))[:24]


def event_id(key: bytes, *parts: str) -> str:
    """Return a short event id that encodes nothing to whoever lacks the key.

    Eight characters of a keyed hash: 40 bits. The caller passes a counter as the last part
    and tries again on a collision.

    Example:
        >>> len(event_id(b"k" * 32, "m1", "0"))
        8
    """
    mac = hmac.new(key, digest("event", *parts).encode("ascii"), hashlib.sha256).digest()
    number = int.from_bytes(mac[:5], "big")
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(35, -1, -5))
