"""The lexicon as one automaton: patterns of the trade, found in one pass over the image.

Patterns are data (`lexicon/`): one file per field and language, versioned with the rule coder.
A line is a literal, with a small notation that unfolds when the lexicon is loaded:

- ``{a,b,}`` one of these, or nothing;
- ``<name>`` one of the lines of ``lists.yml`` under that name;
- ``verb+`` the forms of a regular English verb, ``noun*`` singular and plural;
- `` .. `` or `` ..30.. `` a gap inside one sentence, 12 code points in Chinese and 40 in English
  unless the line says how many; a Chinese gap of 8 or fewer crosses no comma.

English patterns match whole words. A longer match of a field hides the shorter ones in it, and
lines under ``stop`` hide what they cover: ``strike price`` is no strike.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import ahocorasick_rs
import yaml

from walkout.errors import ConfigurationError
from walkout.extract.employer import known_firms
from walkout.extract.hits import Hit
from walkout.text.script import image

GAP = {"zh": 12, "en": 40}

_BREAK = re.compile(r"[。！？!?\n]|\.\s")
_CLAUSE = re.compile(r"[,，;；。！？!?\n]")
SHORT = 8
"""A Chinese gap of so many code points or fewer stays in its clause: verb and object stand close."""
_LIST = re.compile(r"<(\w+)>")
_GAP = re.compile(r"\s*\.\.(?:(\d+)\.\.)?\s*")
_WORD = re.compile(r"([a-z'-]{2,})([+*])(?!\d)")


@dataclass(slots=True)
class _Literal:
    whole: list[int] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)


class _Step(NamedTuple):
    """One part of a pattern with gaps; steps of a pattern follow each other in the list."""

    entry: int
    first: bool
    last: bool
    width: int


class Entry(NamedTuple):
    """What a pattern stands for."""

    field: str
    code: str
    weight: int
    language: str


def _forms(word: str) -> list[str]:
    """Return the forms of a regular English verb.

    Example:
        >>> _forms("stage"), _forms("occupy")[1:3]
        (['stage', 'stages', 'staged', 'staging'], ['occupies', 'occupied'])
    """
    if word.endswith("e"):
        return [word, word + "s", word + "d", word[:-1] + "ing"]
    if word.endswith("y") and word[-2] not in "aeiou":
        return [word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"]
    third = word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return [word, third, word + "ed", word + "ing"]


def _plural(word: str) -> list[str]:
    if word.endswith("y") and word[-2] not in "aeiou":
        return [word, word[:-1] + "ies"]
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return [word, word + "es"]
    return [word, word + "s"]


def unfold(pattern: str, lists: dict[str, list[str]] | None = None) -> Iterator[str]:
    """Yield the literals that a pattern without gaps stands for.

    Args:
        pattern: One part of a line.
        lists: Named lists.

    Example:
        >>> list(unfold("{拉,打}横幅")), list(unfold("block+ {a,the} road"))[:2]
        (['拉横幅', '打横幅'], ['block a road', 'block the road'])
    """
    named = lists or {}
    missing = [name for name in _LIST.findall(pattern) if name not in named]
    if missing:
        raise ConfigurationError(
            "A lexicon line names a list that is not there", name=missing[0], line=pattern
        )
    pattern = _LIST.sub(lambda m: "{" + ",".join(named[m.group(1)]) + "}", pattern)
    yield from _unfolded(pattern)


def _unfolded(pattern: str) -> Iterator[str]:
    if "{" not in pattern:
        yield from _inflect(pattern)
        return
    choices = [
        [word for option in options for word in _unfolded(option)] for options in _groups(pattern)
    ]
    for combination in itertools.product(*choices):
        yield "".join(combination)


def _groups(pattern: str) -> Iterator[list[str]]:
    """Yield the options of each part of a pattern: one for plain text, several for braces."""
    depth = start = 0
    options: list[str] = []
    for index, char in enumerate(pattern):
        if char == "{":
            if depth == 0:
                if index > start:
                    yield [pattern[start:index]]
                start = index + 1
                options = []
            depth += 1
        elif char == "}" and depth:
            depth -= 1
            if depth == 0:
                options.append(pattern[start:index])
                yield options
                start = index + 1
        elif char == "," and depth == 1:
            options.append(pattern[start:index])
            start = index + 1
    if depth:
        raise ConfigurationError("A brace in a lexicon line is not closed", line=pattern)
    if start < len(pattern):
        yield [pattern[start:]]


def split_line(line: str) -> list[str]:
    """Return the options of a line that is one brace group, so that each may have its own gap.

    Example:
        >>> split_line("{a .. b,c}"), split_line("{a,b}c")
        (['a .. b', 'c'], ['{a,b}c'])
    """
    groups = list(_groups(line)) if line.startswith("{") else []
    return groups[0] if len(groups) == 1 else [line]


def _inflect(part: str) -> Iterator[str]:
    pieces = _WORD.split(part)
    if len(pieces) == 1:
        yield part
        return
    choices: list[list[str]] = []
    for index in range(0, len(pieces), 3):
        choices.append([pieces[index]])
        if index + 2 < len(pieces):
            word, sign = pieces[index + 1], pieces[index + 2]
            choices.append(_forms(word) if sign == "+" else _plural(word))
    for combination in itertools.product(*choices):
        yield "".join(combination)


class Lexicon:
    """All patterns of all fields, compiled to one automaton.

    Args:
        entries: Tuples of field, code, weight, language and pattern line.
        lists: Named lists by language.
    """

    def __init__(
        self,
        entries: list[tuple[str, str, int, str, str]],
        lists: dict[str, dict[str, list[str]]],
    ) -> None:
        literals: dict[str, _Literal] = {}
        self._entries: list[Entry] = []
        self._steps: list[_Step] = []
        index_of: dict[Entry, int] = {}
        for name, code, weight, language, line in entries:
            entry = Entry(name, code, weight, language)
            index = index_of.setdefault(entry, len(self._entries))
            if index == len(self._entries):
                self._entries.append(entry)
            parts = _GAP.split(line)
            if len(parts) == 1:
                for literal in unfold(line, lists.get(language)):
                    whole = literals.setdefault(image(literal), _Literal()).whole
                    if index not in whole:
                        whole.append(index)
                continue
            for place in range(0, len(parts), 2):
                step = len(self._steps)
                width = int(parts[place - 1] or GAP[language]) if place else 0
                self._steps.append(_Step(index, place == 0, place == len(parts) - 1, width))
                for literal in unfold(parts[place], lists.get(language)):
                    literals.setdefault(image(literal), _Literal()).steps.append(step)
        literals.pop("", None)
        self._words = list(literals)
        self._literals = list(literals.values())
        self._edges = [(_latin(w[0]), _latin(w[-1])) for w in self._words]
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._words, matchkind=ahocorasick_rs.MatchKind.Standard
        )

    def __len__(self) -> int:
        return len(self._words)

    def entries(self) -> list[Entry]:
        """Return what the patterns stand for: field, code, weight and language."""
        return list(self._entries)

    def scan(self, folded: str) -> list[Hit]:
        """Return the hits in an image, in reading order, hidden ones left out.

        Args:
            folded: `walkout.text.script.image` of a reading or passage.
        """
        found: list[Hit] = []
        opened: dict[int, tuple[int, int]] = {}
        size = len(folded)
        edges, literals = self._edges, self._literals
        entries, steps = self._entries, self._steps
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            head, tail = edges[number]
            if head and start and _latin(folded[start - 1]):
                continue
            if tail and end < size and _latin(folded[end]):
                continue
            literal = literals[number]
            for index in literal.whole:
                found.append(Hit(start, end, *entries[index]))
            for number_of_step in literal.steps:
                step = steps[number_of_step]
                begin, before = start, None
                if not step.first:
                    before = opened.get(number_of_step - 1)
                    if before is None or not 0 <= start - before[1] <= step.width:
                        continue
                    near = step.width <= SHORT and entries[step.entry].language == "zh"
                    if (_CLAUSE if near else _BREAK).search(folded, before[1], start):
                        continue
                    begin = before[0]
                if step.last:
                    found.append(Hit(begin, end, *entries[step.entry], True))
                else:
                    opened[number_of_step] = (begin, end)
        return _visible(found)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _visible(found: list[Hit]) -> list[Hit]:
    """Drop hits that a longer hit of their field covers, and what stands under a stop."""
    found.sort(key=lambda h: (h.start, -h.end))
    last: dict[str, Hit] = {}
    shown: list[Hit] = []
    for hit in found:
        cover = last.get(hit.field)
        if (
            cover is not None
            and hit.end <= cover.end
            and (hit.start, hit.end) != (cover.start, cover.end)
        ):
            continue
        if not hit.gap and (cover is None or hit.end >= cover.end):
            last[hit.field] = hit
        shown.append(hit)
    # A stop with the very span of a pattern hides it too, in whatever order they came.
    stops = {(h.start, h.end, h.field) for h in shown if h.code == "stop"}
    return [h for h in shown if h.code != "stop" and (h.start, h.end, h.field) not in stops]


_WEIGHTS = {"strong": 2, "codes": 1, "weak": 0}


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships with this version of the rule coders."""
    entries: list[tuple[str, str, int, str, str]] = []
    lists: dict[str, dict[str, list[str]]] = {}
    root = files("walkout.extract") / "lexicon"
    for language in ("zh", "en"):
        folder = sorted((root / language).iterdir(), key=lambda p: (p.name != "lists.yml", p.name))
        for path in folder:
            if not path.name.endswith(".yml"):
                continue
            data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
            name = path.name.removesuffix(".yml")
            if name == "lists":
                # Lists unfold first, so that a line may use them inside its own braces.
                lists[language] = {
                    key: [word for line in block.split("\n") for word in unfold(line)]
                    for key, block in _stripped(data).items()
                }
                continue
            for section, weight in _WEIGHTS.items():
                for code, block in _stripped(data.get(section) or {}).items():
                    entries.extend(
                        (name, code, weight, language, part)
                        for line in block.split("\n")
                        for part in split_line(line)
                    )
            stop = _stripped({"stop": data.get("stop") or ""})["stop"]
            entries.extend(
                (name, "stop", 1, language, part)
                for line in stop.split("\n")
                if line
                for part in split_line(line)
            )
    for name in known_firms():
        language = "en" if name.isascii() else "zh"
        entries.append(("firm", name, 1, language, name))
    return Lexicon(entries, lists)


def _stripped(blocks: dict[str, str]) -> dict[str, str]:
    return {
        key: "\n".join(line.strip() for line in text.splitlines() if line.strip())
        for key, text in blocks.items()
    }
