"""The leak gate: a second look at every written file, before anything is released.

A net under the allow-list, not in its place: it finds identifiers by their form and strings
that it was told of, and nothing else. What it does not find may still point to somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from walkout.errors import LeakError
from walkout.protect.decode import Piece, decode, words
from walkout.protect.identifiers import find_identifiers, pointing_number
from walkout.protect.screen import whole
from walkout.text.script import image, is_han

_SHORTEST_HAN, _SHORTEST = 3, 5


@dataclass(frozen=True, slots=True)
class GateReport:
    """What the gate did.

    Args:
        files: Files read.
        strings: Forbidden strings looked for.
        passed: Forbidden strings not looked for, since a fixed text of the release (a label, a
            place name, a file name of its own) holds them.
        short: Forbidden strings not looked for, since they are too short to mean anything
            without their context: under three Han characters, under five others.
    """

    files: int
    strings: int
    passed: int
    short: int


class Gate:
    """Looks for what must not leave.

    Args:
        forbidden: Strings that must stand in no file: document ids, file names, names of persons
            found in readings. Matched in simplified, half-width, lower-case form.
        fixed: Texts that every release holds or that a public list gives (labels, names of
            places, messages): a forbidden string that stands in one is passed, and counted.
    """

    def __init__(self, forbidden: Iterable[str], fixed: Iterable[str] = ()) -> None:
        folded = {image(text.strip()) for text in forbidden}
        folded.discard("")
        long = {text for text in folded if not _short(text)}
        known = "\n".join({image(text) for text in fixed})
        self._patterns = sorted(text for text in long if text not in known)
        self._short = len(folded) - len(long)
        self._passed = len(long) - len(self._patterns)
        self._automaton = AhoCorasick(self._patterns) if self._patterns else None
        self._clean: set[str] = set()

    def check(self, folder: Path, assets: Mapping[str, bytes]) -> GateReport:
        """Read every file of a folder and return what was done.

        Args:
            folder: The written release, not yet in its place.
            assets: Files of the installation itself, by path, which must stand there unchanged;
                their bytes are compared and not read.

        Raises:
            LeakError: Something was found, or a file is in no known format. The message has the
                file, the place in it and the kind of find, never the string.
        """
        files = 0
        for path in sorted(p for p in folder.rglob("*") if not p.is_dir()):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink():
                raise LeakError("A file of the release is a link", file=name)
            data = path.read_bytes()
            files += 1
            self._check_piece(name, Piece("file name", name))
            if name in assets:
                if data != assets[name]:
                    raise LeakError("A file of the explorer is not the installed one", file=name)
                continue
            self._check_words(name, data)
        return GateReport(files, len(self._patterns), self._passed, self._short)

    def _check_words(self, name: str, data: bytes) -> None:
        texts, numbers = words(name, data)
        texts -= self._clean
        if any(map(self._finds, texts)) or any(pointing_number(n) for n in numbers):
            # Only now is it worth the time to say where.
            for piece in decode(name, data):
                self._check_piece(name, piece)
        self._clean |= texts

    def _check_piece(self, name: str, piece: Piece) -> None:
        kind = self._finds(piece.text)
        if kind is not None and (not piece.number or pointing_number(piece.text)):
            raise LeakError(
                "The leak gate found what must not leave",
                fix="Nothing was released. Seal or correct the value, or withhold its event.",
                file=name,
                place=piece.place,
                kind=kind,
            )

    def _finds(self, text: str) -> str | None:
        for found in find_identifiers(text):
            return found.kind
        if self._automaton is None:
            return None
        folded = image(text)
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if whole(folded, start, end, self._patterns[number]):
                return "forbidden string"
        return None


def _short(text: str) -> bool:
    han = sum(map(is_han, text))
    return len(text) < (_SHORTEST_HAN if han == len(text) else _SHORTEST) and han < _SHORTEST_HAN
