"""Quotes that speak for themselves: bare English nouns with the words that frame them.

A reader sees the quote and not the text. "rickshaws" tells no demand, "against rickshaws" does;
"ceramic" tells no trade, "ceramic factory" does.
"""

from __future__ import annotations

import re

from walkout.extract.hits import Hit

_LOOSE = re.compile(
    r"(?:rickshaws?|tricycles?|motorcycles?|(?:mobile |taxi |car |ride )?apps?|uber|private cars?"
    r"|number of taxis|competition from|taxi-hailing|pedicabs?|management|fares?|compensations?"
    r"|contracts?|insurance|fees?|rents?|rental|charges|deposits?|fines?|fined|penalties|treatment"
    r"|wages|salary|benefits|welfare|holidays|shifts?|vacation|retirement|canteen|dormitory"
    r"|accommodation|(?:operating|operation) rights|explanation|apology|owed by|settlements?"
    r"|unregistered|unregulated|seniority)"
)
"""Words that name the matter of a demand and not that anybody asked for or objected to it."""
_FRAME = re.compile(
    r"(?:\b(?:against|over(?! [0-9])|for|about|due to|because of|lack of|unpaid|no|lower"
    r"|higher|new|their|low"
    r"|high|demand(?:s|ed|ing)?|seek(?:s|ing)?|sought|ask(?:s|ed|ing)? for|claim(?:s|ed|ing)?"
    r"|request(?:s|ed|ing)?|protest(?:s|ed|ing)?|refuse[sd]? to|wages?|salary|salaries|pay|money"
    r"|arrears|seniority|labou?r|sign(?:ed|ing)?)\b)(?:[ \w'/-]{0,32}? |\s)$"
)
_AFTER = {
    "seniority": re.compile(
        r" (?:pay|compensation|payments?|money|wages?|subsid\w+|allowances?)\b"
    ),
    "competition from": re.compile(r"(?: [\w-]+){1,3}"),
    "owed by": re.compile(r"(?: [\w-]+){1,3}"),
}
_WIDE = 44
_TRADE_AFTER = re.compile(
    r" (?:products? |processing |parts |goods |making |manufacturing )?(?:company|companies|factory"
    r"|factories|plants?|group|works|mill|firm|manufacturers?|maker|workers|shop|workshop|site"
    r"|project|centre|center|business|industry)\b"
)
_BARE_TRADE = re.compile(r"[a-z-]+(?: [a-z-]+)?$")


def framed(hit: Hit, folded: str) -> Hit:
    """Return a demand's hit with the words before it that make a demand of a bare noun.

    Args:
        hit: A hit of the English lexicon.
        folded: The image of the reading.

    Example:
        >>> text = "taxi drivers strike against rickshaws"
        >>> wide = framed(Hit(28, 37, "demand", "unlicensed_competition", 2, "en"), text)
        >>> text[wide.start : wide.end]
        'against rickshaws'
    """
    words = folded[hit.start : hit.end]
    if hit.language != "en" or hit.gap or hit.odds or _LOOSE.fullmatch(words) is None:
        return hit
    start, end = hit.start, hit.end
    after = _AFTER.get(words)
    more = after.match(folded, end) if after is not None else None
    if more is not None:
        end = more.end()
    before = folded[max(0, start - _WIDE) : start]
    at = max(before.rfind(mark) for mark in ".,;:!?\n")
    before = before[at + 1 :]
    frames = _FRAME.search(before)
    if frames is not None:
        start -= len(before) - frames.start()
    if (start, end) == (hit.start, hit.end):
        return hit
    return hit._replace(start=start, end=end, gap=True)


def with_trade(hit: Hit, folded: str) -> Hit:
    """Return an industry's hit with the noun of the firm behind a bare word of its wares."""
    if hit.language != "en" or hit.odds or hit.gap:
        return hit
    more = _TRADE_AFTER.match(folded, hit.end)
    if more is None or _BARE_TRADE.match(folded[hit.start : hit.end]) is None:
        return hit
    return hit._replace(end=more.end())


_FAR = 160
"""Code points. Longer than that a quote says nothing that a reader can take in."""


def joined(hit: Hit, others: list[Hit]) -> Hit | None:
    """Return a hit widened to the nearest other one that makes its code clear, or None."""
    best: Hit | None = None
    for other in others:
        start, end = min(hit.start, other.start), max(hit.end, other.end)
        if end - start <= _FAR and (best is None or end - start < best.end - best.start):
            best = hit._replace(start=start, end=end, gap=True)
    return best
