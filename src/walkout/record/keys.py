"""The record key: how a passphrase or a key file opens it, and the keys that derive from it.

A record is sealed under one random key of 32 bytes. ``walkout.toml`` holds it wrapped, together
with what is needed to unwrap it except the passphrase or the key file. Changing a passphrase
wraps the same key again; nothing else in the folder changes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from walkout.errors import ConfigurationError, WrongKeyError

KEY = 32
_KEY_FILE_LEAST = 32

# 2**17 * 8 * 128 bytes = 128 MiB and about 0.4 s a guess: the highest of the settings that OWASP's
# password storage cheat sheet lists for scrypt. A seized disk is guessed at offline.
SCRYPT = {"n": 2**17, "r": 8, "p": 1}
_SCRYPT_MOST = 2**30
"""Bytes that a key's parameters may ask for, so that an edited file cannot take all memory."""


class KeySource(Protocol):
    """What a keeper opens a record with."""

    @property
    def kind(self) -> str:
        """``passphrase`` or ``key file``, as ``walkout.toml`` names it."""

    def parameters(self) -> dict[str, Any]:
        """Return fresh parameters to derive with: a salt, and costs."""

    def derive(self, parameters: Mapping[str, Any]) -> bytes:
        """Return the 32 bytes that wrap the record key."""


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A passphrase that a person remembers.

    Args:
        words: The passphrase; it is compared byte for byte in UTF-8.
        cost: scrypt's parameters for a new record; tests lower them.
    """

    words: str = field(repr=False)
    cost: Mapping[str, int] = field(default_factory=lambda: SCRYPT)
    kind: str = field(default="passphrase", init=False)

    def __post_init__(self) -> None:
        if not self.words:
            raise WrongKeyError(
                "The passphrase is empty", fix="Give at least one word, better six of them."
            )

    def parameters(self) -> dict[str, Any]:
        """Return a fresh salt and scrypt's costs."""
        return {"salt": _text(os.urandom(16)), **self.cost}

    def derive(self, parameters: Mapping[str, Any]) -> bytes:
        """Return what scrypt makes of the passphrase."""
        try:
            n, r, p = (int(parameters[name]) for name in ("n", "r", "p"))
            salt = _bytes(parameters["salt"])
            if min(n, r, p) < 1 or 128 * n * r * p > _SCRYPT_MOST:
                raise ValueError("costs out of range")
            return hashlib.scrypt(
                self.words.encode("utf-8", "surrogateescape"),
                salt=salt,
                n=n,
                r=r,
                p=p,
                maxmem=2 * _SCRYPT_MOST - 1,
                dklen=KEY,
            )
        except (KeyError, TypeError, ValueError):
            raise _unusable() from None


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A file whose bytes open the record; kept apart from the record, on a stick for example.

    Args:
        path: Where it is. At least 32 bytes, all of which count.
    """

    path: Path = field(repr=False)
    kind: str = field(default="key file", init=False)

    @classmethod
    def make(cls, path: Path) -> KeyFile:
        """Write a new key file, readable by its owner only, and return it.

        Raises:
            ConfigurationError: A file is there already, or the place cannot be written.
        """
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(base64.b64encode(os.urandom(KEY)) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise ConfigurationError(
                "The key file cannot be made",
                fix="Name a file that does not exist yet, in a folder that you may write to.",
                file=path.name,
                reason=error.strerror,
            ) from None
        return cls(path)

    def parameters(self) -> dict[str, Any]:
        """Return a fresh salt."""
        return {"salt": _text(os.urandom(16))}

    def derive(self, parameters: Mapping[str, Any]) -> bytes:
        """Return what HKDF makes of the file's bytes."""
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise WrongKeyError(
                "The key file cannot be read",
                fix="See that it is there and that you may read it.",
                file=self.path.name,
                reason=error.strerror,
            ) from None
        if len(data) < _KEY_FILE_LEAST:
            raise WrongKeyError(
                "The key file is too short to be one",
                fix="Use the file that `walkout init` made; it has 32 bytes or more.",
                file=self.path.name,
            )
        try:
            salt = _bytes(parameters["salt"])
        except (KeyError, TypeError, ValueError):
            raise _unusable() from None
        return HKDF(SHA256(), KEY, salt, b"walkout key file 1").derive(data)


def wrap(record_key: bytes, source: KeySource) -> dict[str, Any]:
    """Return the ``[key]`` table of ``walkout.toml`` that this source opens."""
    parameters = source.parameters()
    nonce = os.urandom(12)
    sealed = AESGCM(source.derive(parameters)).encrypt(nonce, record_key, _bound(source.kind))
    return {"opens_by": source.kind, **parameters, "nonce": _text(nonce), "wrapped": _text(sealed)}


def unwrap(table: Mapping[str, Any], source: KeySource | None) -> bytes:
    """Return the record key.

    Args:
        table: The ``[key]`` table of ``walkout.toml``.
        source: What the keeper gave; None when nothing was given.

    Raises:
        WrongKeyError: It is not what opens this record, or nothing was given.
        ConfigurationError: The table is damaged.
    """
    kind = table.get("opens_by")
    if kind == "nothing":
        try:
            return _checked(_bytes(table["plain"]))
        except (KeyError, TypeError, ValueError):
            raise _unusable() from None
    if source is None or source.kind != kind:
        needed = kind if kind in ("passphrase", "key file") else "key"
        raise WrongKeyError(f"The record opens by a {needed}", fix=f"Give its {needed}.")
    try:
        nonce, sealed = _bytes(table["nonce"]), _bytes(table["wrapped"])
        wrapping = source.derive(table)
        return _checked(AESGCM(wrapping).decrypt(nonce, sealed, _bound(source.kind)))
    except (KeyError, TypeError, ValueError):
        raise _unusable() from None
    except InvalidTag:
        raise WrongKeyError(
            f"The {kind} does not open this record",
            fix="Try again; nobody can recover a record whose key is lost.",
        ) from None


def plain(record_key: bytes) -> dict[str, Any]:
    """Return the ``[key]`` table of an unencrypted record, which anyone can open."""
    return {"opens_by": "nothing", "plain": _text(record_key)}


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one use each that derive from a record key.

    Args:
        database: Raw key of the SQLCipher database.
        names: Names of packs.
        contents: The half of every document's key that the archive shares.
        events: Event ids.
        identity: Names the record, so that a database of another one is known as such.
    """

    database: bytes = field(repr=False)
    names: bytes = field(repr=False)
    contents: bytes = field(repr=False)
    events: bytes = field(repr=False)
    identity: str

    @classmethod
    def of(cls, record_key: bytes) -> Keys:
        """Derive all of them; none tells anything of another or of the record key."""

        def derived(use: str) -> bytes:
            info = f"walkout {use} 1".encode("ascii")
            return HKDFExpand(SHA256(), KEY, info).derive(record_key)

        return cls(
            database=derived("database"),
            names=derived("pack names"),
            contents=derived("contents"),
            events=derived("event ids"),
            identity=derived("identity")[:8].hex(),
        )


def _bound(kind: str) -> bytes:
    return f"walkout record key 1 {kind}".encode()


def _checked(key: bytes) -> bytes:
    if len(key) != KEY:
        raise ValueError("a record key has 32 bytes")
    return key


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: object) -> bytes:
    if not isinstance(text, str):
        raise TypeError("not text")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def _unusable() -> ConfigurationError:
    return ConfigurationError(
        "The key table of walkout.toml is damaged",
        fix="Put walkout.toml back from a backup; without it the record cannot be opened.",
        table="key",
    )
