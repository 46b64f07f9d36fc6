"""English words of time by which a story goes on from the day told before.

"On its third day", "eight days into it", "five days after the signature", "the Tuesday after",
"the following April", "the last Friday of February 2016", "the last day of May".
"""

from __future__ import annotations

import re
from dataclasses import replace

from walkout.extract.dates import Form, FoundDate
from walkout.extract.roles_en import dated
from walkout.extract.when import Calendar, DayFrom, MonthFrom, UnitFrom, When
from walkout.extract.when_stories import DayInMonth, DayOfIt, NextMonth, WeekdayFrom
from walkout.text.numerals import parse_en
from walkout.text.patterns import alternation

_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november"
        " december".split(),
        1,
    )
}
_WEEKDAYS = {
    name: number
    for number, name in enumerate(
        "monday tuesday wednesday thursday friday saturday sunday".split()
    )
}
_ORDINALS = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        " twentieth".split(),
        1,
    )
}
_N = (
    r"(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty)"
)
_NTH = rf"(?:{alternation(_ORDINALS)}|[0-9]{{1,3}}(?:st|nd|rd|th))"
_EVENT = (
    r"(?:strike|hunger strike|general strike|stoppage|walkout|walk-out|protests?|sit-in|occupation"
    r"|fast|blockade|picket|march|rally|demonstration|lockout|lock-out|dispute|action|siege|campaign)"
)
_HAPPENED = (
    rf"(?:{_EVENT}|signature|signing|agreement|deal|settlement|verdict|sentence|ruling|vote|raids?"
    r"|arrests?|shootings?|killings?|fire|closure|clash(?:es)?|riots?|letter|announcement|layoffs"
    r"|dismissals?|sackings?|first (?:strike|stoppage|walkout|arrests?|march|protest))"
)
_M = alternation(_MONTHS)
_YEAR = r"(?:,? (?:of |in )?(?P<year>(?:19|20)[0-9]{2})(?![0-9a-z]))?"
_STORY = re.compile(
    rf"(?<![a-z0-9-])(?:"
    rf"(?:on|by|in|from) (?:(?:its|their) (?P<nth>{_NTH}) day(?! of (?!the|this|that))"
    rf"|the (?P<nth2>{_NTH}) day of (?:the|this|that|their|its) (?:[a-z-]+ )?{_EVENT})"
    rf"|(?P<n>{_N}) (?P<unit>day|week|month|year)s? (?:(?P<into>into) (?:it|this|that|the"
    rf" (?:[a-z-]+ )?{_EVENT})|on(?=[,;:])"
    rf"|after (?:that|this|it|which|the {_HAPPENED})(?! (?:[a-z]+ )?(?:of|at|in|by) ))"
    rf"|the (?P<weekday>{alternation(_WEEKDAYS)}) (?P<side>after|before|following)"
    rf"(?= ?[,.;:]|$| (?:that|this|it|the|he|she|they|police|some|about|around|over|more|all|a|an"
    rf"|in|at)(?![a-z]))"
    rf"|(?:the |in )?(?P<which>(?:the )?(?:following|next)) (?P<month>{_M})(?![a-z]| [0-9])"
    rf"|the (?P<place>first|second|third|fourth|last) (?P<weekday2>{alternation(_WEEKDAYS)})"
    rf" (?:of|in) (?:(?P<month2>{_M}){_YEAR}|(?P<same>that month|the month))"
    rf"|the (?P<edge>first|last) day of (?:(?P<month3>{_M})"
    rf"(?:,? (?:of )?(?P<year3>(?:19|20)[0-9]{{2}})(?![0-9a-z]))?|(?P<same2>that month"
    rf"|the (?:same )?month))"
    rf")(?![a-z])"
)
_MAYBE = re.compile(
    r"day (?:after|before|of|in|following)|(?:its|their) [a-z0-9-]+ day"
    r"|(?:following|next) [jfmasond]"
    r"|(?:days?|weeks?|months?|years?) (?:into|on[,;:]|after )"
)
"""Without these no such words are there."""


def stories(image: str) -> list[FoundDate]:
    """Return the dates that go on from one told before, unresolved."""
    if not _MAYBE.search(image):
        return []
    return [one for match in _STORY.finditer(image) if (one := _read(image, match))]


def _read(image: str, match: re.Match[str]) -> FoundDate | None:
    start, end = match.span()
    when: When
    form: Form = "anaphoric"
    if nth := match["nth"] or match["nth2"]:
        number = _ORDINALS.get(nth) or int(re.sub("[a-z]", "", nth))
        when = DayOfIt(number)
    elif match["n"]:
        numeral = parse_en(match["n"]) if match["n"] not in ("a", "an") else None
        count = int(numeral.low) if numeral else 1
        unit = match["unit"]
        when = (
            DayFrom("anchor", count, count)
            if unit == "day"
            else UnitFrom("anchor", unit, count, count)  # type: ignore[arg-type]
        )
    elif match["weekday"]:
        when = WeekdayFrom(_WEEKDAYS[match["weekday"]], back=match["side"] == "before")
    elif match["which"]:
        when = NextMonth(_MONTHS[match["month"]])
        start = match.start("which")
    else:
        year = match["year"] or match["year3"]
        month = match["month2"] or match["month3"]
        inner: Calendar | MonthFrom = (
            Calendar(int(year) if year else None, month=_MONTHS[month])
            if month
            else MonthFrom("anchor", 0)
        )
        form = "absolute" if year else "partial" if month else "anaphoric"
        if match["weekday2"]:
            place = -1 if match["place"] == "last" else _ORDINALS[match["place"]]
            when = DayInMonth(inner, place, _WEEKDAYS[match["weekday2"]])
        else:
            when = DayInMonth(inner, -1 if match["edge"] == "last" else 1)
    found = dated(image, start, end, when, form)
    # In news "on the third day of the strike" tells when it began, as `DayOfIt` then resolves.
    return replace(found, role="start") if match["nth2"] else found
