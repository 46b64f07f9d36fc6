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
from collections.abc import Callable, Iterator
from functools import cache, cached_property, partial
from importlib.resources import files
from operator import itemgetter
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
"""A Chinese gap of so many code points or fewer stays in its clause."""
_A_TO_Z = re.compile("[a-z]")
_LIST = re.compile(r"<(\w+)>")
_GAP = re.compile(r"\s*\.\.(?:(\d+)\.\.)?\s*")
_WORD = re.compile(r"([a-z'-]{2,})([+*])(?!\d)")


class Entry(NamedTuple):
    """What a pattern stands for."""

    field: str
    code: str
    weight: int
    language: str


class _Step(NamedTuple):
    """A later part of a pattern with gaps.

    Args:
        number: Its own number.
        before: Number of the part before it.
        width: Widest gap between the two.
        ends: What the gap may not hold.
        entry: What the pattern stands for, if this is its last part; None otherwise.
    """

    number: int
    before: int
    width: int
    ends: re.Pattern[str]
    entry: Entry | None


_Entries = tuple[Entry, ...]
_Numbers = tuple[int, ...]
_Steps = tuple[_Step, ...]
_Literal = tuple[tuple[bool, bool] | tuple[()], _Entries, _Numbers, _Steps]
"""What one literal of the automaton stands for: whether it begins and ends in a Latin letter or a
digit, if it does either; the patterns that it is the whole of; the numbers of the first parts
that it is; the later parts, in order of their numbers."""

_Raw = tuple[int, int, Entry, bool]
"""A hit before it is known to show: start, end, entry and gap."""
_START, _END = itemgetter(0), itemgetter(1)
_hit: Callable[[tuple[int, int, str, str, int, str, bool, int]], Hit] = partial(tuple.__new__, Hit)
"""`Hit._make` without its check of the length; some twenty are made for every post."""


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
    """Return the literals that a pattern without gaps stands for.

    Args:
        pattern: One part of a line.
        lists: Named lists.

    Example:
        >>> list(unfold("{拉,打}横幅")), list(unfold("block+ {a,the} road"))[:2]
        (['拉横幅', '打横幅'], ['block a road', 'block the road'])
    """
    if "<" not in pattern:
        return _unfolded(pattern)
    named = lists or {}
    missing = [name for name in _LIST.findall(pattern) if name not in named]
    if missing:
        raise ConfigurationError(
            "A lexicon line names a list that is not there", name=missing[0], line=pattern
        )
    return _unfolded(_LIST.sub(lambda m: "{" + ",".join(named[m.group(1)]) + "}", pattern))


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
    pieces = _WORD.split(part) if "+" in part or "*" in part else [part]
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
        entry_of: dict[Entry, Entry] = {}
        opening: dict[tuple[str, str], int] = {}
        steps = itertools.count()
        # What is said of literals, in order; their images are made all at once at the end.
        literals: list[str] = []
        meanings: list[Entry | int | _Step] = []

        @cache
        def unfolded(language: str, part: str) -> list[str]:
            return list(unfold(part, lists.get(language)))

        def says(language: str, part: str, meaning: Entry | int | _Step) -> None:
            words = unfolded(language, part)
            literals.extend(words)
            meanings.extend([meaning] * len(words))

        for name, code, weight, language, line in entries:
            entry = entry_of.setdefault(made := Entry(name, code, weight, language), made)
            if ".." not in line:
                says(language, line, entry)
                continue
            parts = _GAP.split(line)
            # Patterns that begin with the same words share their first part: 要求 opens hundreds.
            before = opening.get((language, parts[0]))
            if before is None:
                before = opening[language, parts[0]] = next(steps)
                says(language, parts[0], before)
            for place in range(2, len(parts), 2):
                width = int(parts[place - 1] or GAP[language])
                last = place == len(parts) - 1
                ends = _CLAUSE if language == "zh" and width <= SHORT else _BREAK
                step = _Step(next(steps), before, width, ends, entry if last else None)
                before = step.number
                says(language, parts[place], step)
        self._entries = list(entry_of)
        table = _table(literals, meanings)
        # Literals without Latin letters come first: by themselves they are a quarter of the
        # automaton, which then stays in the processor's cache.
        plain = [word for word in table if not _A_TO_Z.search(word)]
        self._words = plain + [word for word in table if _A_TO_Z.search(word)]
        self._plain = len(plain)
        self._literals = [table[word] for word in self._words]

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return _automaton(self._words)

    @cached_property
    def _without_letters(self) -> ahocorasick_rs.AhoCorasick:
        return _automaton(self._words[: self._plain])

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
        found: list[_Raw] = []
        opened: dict[int, tuple[int, int]] = {}
        size = len(folded)
        literals = self._literals
        automaton = self._automaton if _A_TO_Z.search(folded) else self._without_letters
        for number, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
            latin, whole, first, later = literals[number]
            if latin:
                head, tail = latin
                if head and start and _latin(folded[start - 1]):
                    continue
                if tail and end < size and _latin(folded[end]):
                    continue
            for entry in whole:
                found.append((start, end, entry, False))
            for step in first:
                opened[step] = (start, end)
            for step, before, width, ends, last in later:
                if before not in opened:
                    continue
                begin, stop = opened[before]
                if not 0 <= start - stop <= width or ends.search(folded, stop, start) is not None:
                    continue
                if last is not None:
                    found.append((begin, end, last, True))
                else:
                    opened[step] = (begin, end)
        return _visible(found)


def _automaton(words: list[str]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.Standard)


def _table(literals: list[str], meanings: list[Entry | int | _Step]) -> dict[str, _Literal]:
    """Return what each image of these literals stands for, in order of their first.

    Args:
        literals: Literals as written.
        meanings: What each is: a whole pattern, a first part by its number, a later part.
    """
    table: dict[str, _Literal] = {}
    alone: dict[Entry | int | _Step, tuple[_Entries, _Numbers, _Steps]] = {}
    for word, meaning in zip(image("\n".join(literals)).split("\n"), meanings, strict=True):
        if not word:
            continue
        own = alone.get(meaning)
        if own is None:
            # Thousands of literals stand for the one thing: they share what says so.
            own = alone[meaning] = (
                (meaning,) if isinstance(meaning, Entry) else (),
                (meaning,) if isinstance(meaning, int) else (),
                (meaning,) if isinstance(meaning, _Step) else (),
            )
        known = table.get(word)
        if known is None:
            edges = (word[0] in _LATIN, word[-1] in _LATIN)
            table[word] = (edges if True in edges else (), *own)
        elif own[0] != known[1] or not own[0]:
            latin, whole, first, later = known
            whole = whole if meaning in whole else whole + own[0]
            table[word] = (latin, whole, first + own[1], later + own[2])
    return table


_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _visible(found: list[_Raw]) -> list[Hit]:
    """Drop hits that a longer hit of their field covers, and what stands under a stop."""
    # By start, the longer first; what stands on the same words keeps its order.
    found.sort(key=_END, reverse=True)
    found.sort(key=_START)
    last: dict[str, tuple[int, int]] = {}
    shown: list[Hit] = []
    stops: set[tuple[int, int, str]] = set()
    for start, end, entry, gap in found:
        name = entry[0]
        cover = last.get(name)
        if cover is not None and end <= cover[1] and (start != cover[0] or end != cover[1]):
            continue
        if not gap and (cover is None or end >= cover[1]):
            last[name] = (start, end)
        if entry[1] == "stop":
            stops.add((start, end, name))
        else:
            shown.append(_hit((start, end, *entry, gap, 0)))
    if not stops:
        return shown
    # A stop with the very span of a pattern hides it too, in whatever order they came.
    return [h for h in shown if h[:3] not in stops]


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
