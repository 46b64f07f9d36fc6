"""What the words around an English date make of it: since, until, to come, a dateline."""

from __future__ import annotations

import re

from walkout.extract.dates import Form, FoundDate, Role
from walkout.extract.when import When, YearPart

_SINCE = re.compile(
    r"(?<![a-z])(?:since|ever since|starting|beginning|starting on|beginning on|as from|starting "
    r"from)(?: on)? $"
)
_UNTIL = re.compile(r"(?<![a-z])(?:until|till|up to|as of|up until|through to|by)(?: the)? $")
_AHEAD = re.compile(
    r"(?<![a-z])(?:will|plans?|planned|planning|scheduled|set(?! (?:out|off|up))|expected|due"
    r"|intends?|to be held|to take place|upcoming|calls? for|called for|ahead of|vow(?:s|ed)?)"
    r"(?: [a-z'-]+){0,10} "
    r"(?:on |in |for |from |by )?(?:the )?$"
)
_DATELINE = re.compile(
    r",? ?\((?:xinhua|reuters|ap|afp|upi|bloomberg|cns|ecns|kyodo)\)| ?-- | \(ap\)"
)


def dated(
    image: str, start: int, end: int, when: When, form: Form, *, until: When | None = None
) -> FoundDate:
    """Give a date its role by the words before it: since, until, will ... on."""
    role: Role = "range" if until is not None else "point"
    head_start = max(0, start - 60)
    head = image[head_start:start]
    ahead = _AHEAD.search(head) is not None
    if until is None:
        if mark := _SINCE.search(head):
            role, start = "start", head_start + mark.start()
        elif (mark := _UNTIL.search(head)) and not ahead:
            role, start = "end", head_start + mark.start()
    return FoundDate(
        start, end, None, role, form, ahead=ahead, dateline=_DATELINE.match(image, end) is not None,
        when=when, until_when=until,
    )  # fmt: skip


YEAR_PARTS: dict[str, YearPart] = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid",
    "late": "late", "end": "late", "first half": "h1", "second half": "h2", "spring": "spring",
    "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter",
    "first": "q1", "second": "q2", "third": "q3", "fourth": "q4", "last": "q4", "1st": "q1",
    "2nd": "q2", "3rd": "q3", "4th": "q4", "q1": "q1", "q2": "q2", "q3": "q3", "q4": "q4",
}  # fmt: skip
YEAR_FROM = {"this year": 0, "last year": -1, "next year": 1}
