"""Names of persons in Latin letters: pinyin in either order, Cantonese forms, Western names.

Names of firms and places are made of the same syllables (Bao Zhong, Qing Yuan), so the words
around a name in pinyin decide: what it is "at" or "in", and what follows it with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from walkout.text.persons_zh import data

Span = tuple[int, int]

_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_TOKEN = re.compile(_WORD)
_UPPER = re.compile(r"[A-ZÀ-ÖØ-Þ]")

_RUN = re.compile(r"(?<![\w@#/.])[A-ZÀ-ÖØ-Þ][\w'’-]*(?:(?: |\. )[A-ZÀ-ÖØ-Þ][\w'’-]*)*")
"""Words that begin with capitals, in a row."""

_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mdm|Madam|Dr|Prof|Professor|Comrade|Auntie|Uncle|Brother|Sister|Lao|Xiao|Ah|Old)"
    r"\.? ([A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?)"
    r"|\bA-([A-Z][a-z]+)\b"
)
_LOOSE_TITLES = ("Lao ", "Xiao ", "Ah ", "Old ", "Uncle ", "Brother ", "Sister ", "Auntie ")

_SURNAMED = re.compile(
    r"\b(?:surnamed?|family name(?:d)?(?: is| was)?|last name(?:d)?(?: is| was)?) ([A-Z][a-z]+)"
)
_AGED = re.compile(
    r"\b([A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?)(?:, (?:aged )?| \()[1-9]\d\)?(?=[,).;:]| and\b|$)"
)
_HAS_DIGIT = re.compile(r"\d")

_ROLE = re.compile(
    r"\b(?:worker|workers|representative|representatives|organi[sz]er|organi[sz]ers|activist|"
    r"activists|lawyer|lawyers|attorney|driver|drivers|student|students|defender|defenders|"
    r"spokesman|spokeswoman|spokesperson|reporter|journalist|journalists|blogger|teacher|nurse|"
    r"woman|man|wife|husband|son|daughter|mother|father|brother|sister|colleague|named|called|"
    r"name is|detained|arrested|sentenced|released|dismissed|fired|interviewed|by|said|says|told|"
    r"director|manager|boss|owner|founder|chairman|president|scholar|professor|researcher|author|"
    r"victim|migrant|employee|miner|rider|courier|tailor|welder|cleaner|friend|friends)"
    r"(?: like| was)?,? $"
)
_AFTER = re.compile(
    r"(?:['’]s (?:wife|husband|mother|father|family|lawyer|son|daughter|brother|sister|colleague|"
    r"boss|arrest|detention|trial|release|case|death|home|phone)\b"
    r"|,? (?:who|whose|aged|is|was|has been|had been|were|are|and others|told|"
    r"said|says|added|recalled|"
    r"explained|complained|died|jumped|wrote|remembers|remembered|lost|fainted|collapsed|joined|"
    r"fell|stood|spoke|argued|insisted|admitted|refused|faces|faced|suffered|confirmed|asked)\b"
    r"|, (?:a|an|the|one of|another|[1-9]\d)\b|\s?[(,;:.!?\"”)]|\s*$| and )"
)
# Strong enough for a name of which no word is known to be one.
_PERSONAL = re.compile(
    r"(?:['’]s (?:wife|husband|mother|father|family|son|daughter|brother|sister)\b"
    r"|,? (?:(?:was|were|is|has been|had been) (?:detained|arrested|sentenced|beaten|injured|"
    r"killed|"
    r"hospitali[sz]ed|released|missing|taken|fired|dismissed|jailed|imprisoned|charged|born|"
    r"found dead)|"
    r"aged [1-9]|died|whose|fainted|collapsed|recalled|jumped)\b"
    r"|, (?:a|an|who|another) (?:\w+ ){0,2}(?:worker|activist|lawyer|driver|student|teacher|nurse|"
    r"miner|welder|cleaner|courier|rider|mother|father|organi[sz]er|works|worked|has|had|lost|was|is)\b)"
)
_PERSONAL_ROLE = re.compile(
    r"\b(?:worker|representative|organi[sz]er|activist|lawyer|attorney|defender|spokesman|spokeswoman|"
    r"reporter|journalist|blogger|teacher|nurse|wife|husband|son|daughter|mother|father|brother|"
    r"sister|colleague|student|miner|named|name is|woman|man|widow|welder|cleaner|"
    r"rider|courier) $"
)
_AT = re.compile(
    r"\b(?:in|at|near|around|outside|inside|across|throughout|into|district of|city of|town of|"
    r"county of|province of|village of|for|from|to) (?:the |nearby )?$",
    re.IGNORECASE,
)
_THING = re.compile(
    r"['’]?s? (?:\w+ )?(?:company|companies|factory|factories|plant|plants|group|district|county|"
    r"city|"
    r"town|township|village|road|street|province|port|harbour|harbor|mine|mines|hospital|school|"
    r"university|workers|staff|"
    r"employees|strike|strikes|strikers|management|shoe|shoes|electronics|textile|toy|toys|hotel|"
    r"leather|garment|technology|region|area|bridge|park|river|island|station|airport|coal|steel|"
    r"taxi|bus|drivers|furniture|plastic|plastics|metal|property|development|construction|"
    r"industrial|machinery|motor|motors|precision|food|dialect|opera)\b",
    re.IGNORECASE,
)


@cache
def _sets() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    lists = data()
    return (
        frozenset(lists["pinyin_surnames"]),
        frozenset(lists["syllables"]),
        frozenset(lists["english_given"]),
        frozenset(lists["not_latin"]),
    )


@lru_cache(maxsize=4096)
def _syllables(word: str) -> int:
    """Return of how many syllables of pinyin a word is made, 0 when of none or of more than two."""
    known = _sets()[1]
    if word in known:
        return 1
    for sign in ("-", "'", "’"):
        if sign in word:
            first, _, second = word.partition(sign)
            return 2 if first in known and second in known else 0
    for cut in range(len(word) - 1, 0, -1):
        # Without an apostrophe a second syllable begins with a consonant: Yuen is not Yu'en.
        if word[:cut] in known and word[cut:] in known and word[cut] not in "aeo":
            return 2
    return 0


def find_names(text: str) -> Iterator[Span]:
    """Yield the spans of names in Latin letters in a text, in no order, perhaps overlapping."""
    for m in _RUN.finditer(text):
        tokens = [
            (t.start() + m.start(), t.end() + m.start() - 2 * t.group().endswith(("'s", "’s")))
            for t in _TOKEN.finditer(m.group())
        ]
        if len(tokens) > 1:
            yield from _in_run(text, tokens)
    yield from _by_form(text)


def _in_run(text: str, tokens: list[Span]) -> Iterator[Span]:
    surnames, _, first_names, not_names = _sets()
    words = [text[a:b].lower() for a, b in tokens]
    number = 0
    while number + 1 < len(words):
        first, second = words[number], words[number + 1]
        start, end = tokens[number][0], tokens[number + 1][1]
        if text[tokens[number][1] : tokens[number + 1][0]] == " ":
            pair = f"{first}_{second}"
            if first not in not_names and second not in not_names and pair not in not_names:
                if _pinyin(first, second, surnames):
                    stop = _chinese(text, tokens, words, number)
                    if stop:
                        yield start, stop
                        number += 2
                        continue
                elif first in first_names:
                    stop = _western(text, tokens, words, number, not_names)
                    if stop:
                        yield start, stop
                        number += 2
                        continue
                elif (
                    len(words) - number == 2
                    and all(word in not_names for word in words[:number])
                    and _unknown(text, start, end, words)
                ):
                    yield start, end
        number += 1


def _pinyin(first: str, second: str, surnames: frozenset[str]) -> bool:
    if first in surnames and ("-" in second or _syllables(second)):
        return True
    # The other way round a given name in pinyin goes with a family name in pinyin: no Yue Yuen.
    return second in surnames and (
        "-" in first or (_syllables(first) > 0 and _syllables(second) > 0)
    )


def _chinese(text: str, tokens: list[Span], words: list[str], number: int) -> int:
    """Return the end of a name in pinyin, 0 when the words around it tell of something else."""
    start, end = tokens[number][0], tokens[number + 1][1]
    first, second = words[number], words[number + 1]
    before = text[max(0, start - 40) : start]
    more = number + 2 < len(words) and text[end : tokens[number + 2][0]] == " "
    if more:
        # A third syllable is a given name written apart, "Zhang Wei Ming"; anything else with a
        # capital makes a firm or a place of it: "Bao Zhong Paper", "Xing Tai City".
        third = words[number + 2]
        if number + 3 == len(words) and _syllables(third) == 1 and _syllables(second) == 1:
            end = tokens[number + 2][1]
        else:
            return 0
    if number and _syllables(words[number - 1]) and text[tokens[number][0] - 1] == " ":
        return 0
    hyphened = "-" in first or "-" in second
    if hyphened:
        # Cheuk-yan, Ai'nan: the form of a given name.
        return 0 if _THING.match(text, end) else end
    if _THING.match(text, end):
        return 0
    role = _ROLE.search(before.lower()) is not None
    if role:
        return end
    if _AT.search(before):
        return 0
    if _syllables(first) + _syllables(second) >= 3 or _PERSONAL.match(text, end):
        return end
    # Two single syllables may be anything: a person does something or stands between marks.
    return end if _AFTER.match(text, end) else 0


def _western(
    text: str, tokens: list[Span], words: list[str], number: int, not_names: frozenset[str]
) -> int:
    start, end = tokens[number][0], tokens[number][1]
    taken = 0
    for at in range(number + 1, min(number + 4, len(words))):
        gap = text[end : tokens[at][0]]
        initial = tokens[at][1] - tokens[at][0] == 1
        # "Richard M. Stallman": a full stop only after an initial.
        joined = gap == " " or (gap == ". " and end - tokens[at - 1][0] == 1)
        if not joined or words[at] in not_names:
            # "Dennis Department Store", "Logan Property": no name goes on into such a word.
            return 0 if taken < 2 else end
        end = tokens[at][1]
        taken += 0 if initial else 1
        if taken == 2:
            break
    if not taken or (taken == 1 and _THING.match(text, end)):
        return 0
    before = text[max(0, start - 12) : start]
    return 0 if _AT.search(before) and not _PERSONAL.match(text, end) else end


def _unknown(text: str, start: int, end: int, words: list[str]) -> bool:
    if any(len(word) < 3 for word in words) or text[start:end].count(" ") != 1:
        return False
    if text[start : start + 2].isupper():
        return False
    if _PERSONAL.match(text, end):
        return not _AT.search(text[max(0, start - 12) : start])
    return _PERSONAL_ROLE.search(
        text[max(0, start - 24) : start].lower()
    ) is not None and not _THING.match(text, end)


def _by_form(text: str) -> Iterator[Span]:
    surnames, _, _, not_names = _sets()
    for m in _TITLED.finditer(text):
        start, end = m.span(1) if m.group(1) else m.span(2)
        name = text[start:end]
        space = name.find(" ")
        if space > 0 and name[space + 1 :].lower() in not_names:
            end = start + space
        single = text[start:end].lower()
        if single.split(" ")[0] in not_names:
            continue
        if m.group().startswith(_LOOSE_TITLES):
            loose = single.split(" ")[0]
            if not _syllables(loose) or _THING.match(text, end):
                continue
        yield (m.start() if m.group(2) else start), end
    for pattern in (_SURNAMED, _AGED) if _HAS_DIGIT.search(text) else (_SURNAMED,):
        for m in pattern.finditer(text):
            parts = m.group(1).lower().split(" ")
            if not any(part in not_names for part in parts) and (
                pattern is _SURNAMED or len(parts) == 2 or parts[0] in surnames
            ):
                yield m.span(1)
