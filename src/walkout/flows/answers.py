"""Answers of a language model kept in a folder, so that an interrupted run asks no question twice.

The folder holds words of the texts that were asked about. It is made for its owner alone, and it
is nobody's but the person's who named it: Walkout never deletes it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path

from walkout.errors import ConfigurationError

_KEY = re.compile(r"[0-9a-f]{64}")
_MOST = 8 * 1024 * 1024


class AnswerFolder(MutableMapping[str, str]):
    """Answers by the key of their question, one file each.

    Args:
        folder: The folder; made when it is not there.

    Raises:
        ConfigurationError: It is no folder of its owner's alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700, parents=False)
        if not folder.is_dir() or folder.is_symlink() or folder.stat().st_mode & 0o077:
            raise ConfigurationError(
                "The cache is no folder that only you can open",
                fix="Name a new folder, or take the rights of others away (chmod 700).",
                folder=folder.name,
            )

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise KeyError(key)
        return self._folder / f"{key}.txt"

    def __getitem__(self, key: str) -> str:
        """Return an answer; one that was not written whole is not there."""
        try:
            with self._path(key).open("rb") as file:
                data = file.read(_MOST + 1)
        except FileNotFoundError:
            raise KeyError(key) from None
        if len(data) > _MOST:
            raise KeyError(key)
        try:
            return data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            raise KeyError(key) from None

    def __setitem__(self, key: str, answer: str) -> None:
        """Keep an answer, whole or not at all."""
        path = self._path(key)
        part = path.with_suffix(".part")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(answer.encode("utf-8", "surrogatepass"))
        os.replace(part, path)

    def __delitem__(self, key: str) -> None:
        """Forget an answer."""
        try:
            self._path(key).unlink()
        except FileNotFoundError:
            raise KeyError(key) from None

    def __iter__(self) -> Iterator[str]:
        """Yield the keys of all answers."""
        return (p.stem for p in sorted(self._folder.glob("*.txt")) if _KEY.fullmatch(p.stem))

    def __len__(self) -> int:
        return sum(1 for _ in self)
