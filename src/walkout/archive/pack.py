"""The format of a pack: a header, then entries, each a run of sealed segments.

An entry is one captured content, encrypted under a key of its own, which derives from a random
secret that stands with the document and from a key that the whole archive shares: who has only
one of the two has nothing, and destroying the secret destroys the content. A content is cut into
segments of 64 KiB, so that memory stays bounded and a flipped byte is found to within 64 KiB;
the nonce counts the segments and marks the last one, so that segments can be neither swapped
nor cut off (the STREAM construction).

Source:
    Hoang, Reyhanitabar, Rogaway, Vizar 2015, Online Authenticated-Encryption and its
    Nonce-Reuse Misuse-Resistance, section 7 (STREAM). A fixed nonce prefix is safe here
    because a key seals one entry once.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HEADER = b"walkout pack 1\n\x00"
SEGMENT = 64 * 1024
TAG = 16
SECRET = 32

_SEALED = SEGMENT + TAG


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one sealed content lies, and what opens and proves it.

    Args:
        pack: Name of the pack's file.
        offset: First byte of the entry in the pack.
        length: Its sealed length in bytes.
        secret: The content's own half of its key; whoever destroys it has erased the content.
        sha256: SHA-256 of the content.
    """

    pack: str
    offset: int
    length: int
    secret: bytes = field(repr=False)
    sha256: bytes

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET or len(self.sha256) != 32:
            raise ValueError("a secret and a SHA-256 have 32 bytes each")
        if self.offset < len(HEADER) or self.length < TAG:
            raise ValueError("an entry lies behind its pack's header and holds a tag at least")

    @property
    def end(self) -> int:
        """One past the entry's last byte in the pack."""
        return self.offset + self.length


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def cipher_of(archive_key: bytes, secret: bytes) -> AESGCM:
    """Return what seals and opens the content with this secret."""
    return AESGCM(hmac.digest(archive_key, b"walkout content 1\x00" + secret, "sha256"))


def seal(content: bytes, cipher: AESGCM) -> Iterator[bytes]:
    """Yield the sealed segments of a content; an empty content has one.

    Args:
        content: The bytes.
        cipher: One that has never sealed anything.
    """
    view = memoryview(content)
    count = max(1, -(-len(view) // SEGMENT))
    for number in range(count):
        part = view[number * SEGMENT : (number + 1) * SEGMENT]
        yield cipher.encrypt(_nonce(number, number == count - 1), part, None)


def segments(entry: Entry) -> Iterator[tuple[int, int]]:
    """Yield the byte range of each sealed segment of an entry, in its pack."""
    for start in range(entry.offset, entry.end, _SEALED):
        yield start, min(start + _SEALED, entry.end)


def unseal(entry: Entry, cipher: AESGCM, number: int, sealed: bytes) -> bytes | None:
    """Return the content of one segment, or None when it is not what was sealed there.

    Args:
        entry: The entry.
        cipher: What opens it.
        number: The segment's number in it, from 0.
        sealed: The segment's bytes as they are in the pack.
    """
    last = (number + 1) * _SEALED >= entry.length
    try:
        return cipher.decrypt(_nonce(number, last), sealed, None)
    except InvalidTag:
        return None
