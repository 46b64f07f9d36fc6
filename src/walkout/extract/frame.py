"""Where a passage stands in its document: sections, and places that are not of the event.

Prose sets a scene and goes on in it: a heading, a first sentence or the event before says where,
and what follows happened there until another place is told.
"""

from __future__ import annotations

import re

from walkout.extract.marks import Marks, between
from walkout.extract.segment import Sentence
from walkout.extract.units import Unit
from walkout.places import FoundPlace

_SECTION = 60
"""A section without a heading reaches back so many sentences."""

_SOURCE = re.compile(
    r"\b(?:groups?|organi[sz]ations?|agency|agencies|monitors?|network|bulletin|reporters?"
    r"|journalists?"
    r"|institute|newspaper|watchdog|activists?|analysts?|ngos?|economist|professor|lawyer"
    r"|scholar|researcher|correspondent)(?: (?:based|told|said))? in (?:the )?$"
    r"|(?:总部|办事处|会址)(?:设|位)?(?:在|于)$"
)
_SOURCE_AFTER = re.compile(
    r"-based (?:\w+ ){0,4}(?:group|organi[sz]ation|monitor|agency|network|watchdog|ngo|newspaper"
    r"|bulletin)"
    r"|(?:说|称|表示|的?(?:劳工|人权|劳动|民间)?(?:组织|团体|通讯社|媒体|报纸)|电台|日报|晚报)"
    r"|《[^》\n]{0,8}(?:报|周刊|新闻)》|在线(?:消息|讯|报道)"
    r"| (?:university(?! (?:town|city))|times|post|daily|news|herald|tribune)\b"
)
"""Where a source has its seat, or a minister spoke, nothing need have happened."""

_TELLS = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told|tells?|report(?:ed|s|ing)?|according to|count(?:ed|s)"
    r"|estimate[sd]?"
    r"|wrote|writes|claim(?:ed|s)|track(?:s|ed)|record(?:s|ed)|announced|monitors?|watchdog|ngos?"
    r"|bulletin|correspondent|analysts?|scholar|researcher|economist)\b|[说称]|总部|办事处|会址"
)
_REACH = 70
"""A source is one by its words of telling; a construction group in a town is where men work."""

_TELLER = re.compile(
    r"\b(?:i|we) (?:was|were|am|are|sat|worked|lived|grew up|studied|met|spoke|flew|drove|went"
    r"|came|saw|visited|returned|hope)\b"
    r"|\b(?:i|we) (?:have|had|began|read|heard|write|wrote)\b[^,.;:]*$"
    r"|\bmy (?:office|desk|flat|home)\b|\bour (?:office|campaign)\b"
)
"""Who tells is somewhere too: "I was in the office in Leeds"."""


def of_source(place: FoundPlace, marks: Marks) -> bool:
    """Return whether a place is the seat of who tells, or of where they told it."""
    before = marks.folded[max(0, place.start - 48) : place.start]
    if _SOURCE_AFTER.match(marks.folded, place.end):
        return True
    if not _SOURCE.search(before):
        return False
    around = marks.folded[max(0, place.start - _REACH) : place.end + _REACH]
    return _TELLS.search(around) is not None


def of_teller(place: FoundPlace, sentence: Sentence, marks: Marks) -> bool:
    """Return whether a sentence of English prose says where its writer was."""
    return (
        marks.prose
        and not marks.chinese
        and not sentence.heading
        and _TELLER.search(marks.folded, sentence.start, place.start) is not None
    )


_LIKE = re.compile(r"(?:和|与|跟|同|像|比|较|学着?|不同于|不像|类似于?)(?:在|当年|上次)?$")
_LIKE_WHAT = re.compile(
    r"[^,，。;；!?！？]{0,18}?(?:一样|不同|不一样|相比|类似|相似|相仿|那样|如出一辙)"
)
_ONCE = re.compile(r"曾(?:经)?(?:在|于|到)?[^,，。;；]{0,8}$")


def aside(place: FoundPlace, marks: Marks) -> bool:
    """Return whether Chinese prose names a place only to compare: 与嘉定不同的是."""
    if not marks.prose or not marks.chinese:
        return False
    before = marks.folded[max(0, place.start - 8) : place.start]
    return bool(_LIKE.search(before) and _LIKE_WHAT.match(marks.folded, place.end))


def once(place: FoundPlace, marks: Marks) -> bool:
    """Return whether Chinese prose looks back at a place: 曾在佛山. The story stays where it is."""
    before = marks.folded[max(0, place.start - 12) : place.start]
    return marks.prose and marks.chinese and _ONCE.search(before) is not None


def section(number: int, marks: Marks) -> list[Sentence]:
    """Return the sentences of a section before a sentence, its heading the first of them.

    Args:
        number: Number of the sentence.
        marks: What was found in the reading.
    """
    first = max(0, number - _SECTION)
    for at in range(number - 1, first - 1, -1):
        if marks.sentences[at].heading:
            first = at
            break
    return marks.sentences[first:number]


def places_in(sentence: Sentence, marks: Marks) -> list[FoundPlace]:
    """Return the places of a sentence that may say where things happened, countries left out."""
    return [
        p
        for p in between(marks.places, sentence.start, sentence.end)
        if p.place.level != "country"
        and not p.weak
        and not of_source(p, marks)
        and not of_teller(p, sentence, marks)
        and not aside(p, marks)
    ]


_NAMED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside) (?!I\b|The\b)([A-Z][a-z]{2,})")
_HAILS = re.compile(r"\b(?:from|born|native of|natives of|originally|once|home) [^,.;:]{0,30}$")
"""Where people come from is no place of what they do: "all from the same town in Guerrero"."""
_NO_NAME = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter"
    r"|christmas|easter|ramadan|english|french|spanish|chinese|german|parliament|congress)"
)


def unknown_place(unit: Unit, marks: Marks) -> bool:
    """Return whether the paragraph of a unit names a place of its own that nobody knows.

    "In Foxmere, as the world knows, it was otherwise": what it tells is not where the story
    before was.
    """
    paragraph = [
        s
        for s in marks.sentences[max(0, unit.number - 8) : unit.number + 1]
        if s.paragraph == unit.sentence.paragraph
    ]
    start, end = paragraph[0].start, unit.end
    low = max(0, start - 30)
    known = [(p.start, p.end) for p in between(marks.places, low, end)]
    known += [(d.start, d.end) for d in between(marks.dates, low, end)]
    known += [(e.start, e.end) for e in between(marks.employers, low, end)]
    last = None
    for match in _NAMED.finditer(marks.text, start, end):
        at = match.start(1)
        if _NO_NAME.match(marks.folded, at) or _HAILS.search(marks.folded, low, match.start()):
            continue
        last = any(a <= at < b for a, b in known)
    return last is False
