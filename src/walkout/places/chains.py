"""Names written together as one place: 湖南省衡阳市祁东县; Longgang District, Shenzhen."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from .gazetteer import gazetteer
from .guard import cuts_words
from .tokens import Token

_GAP_ZH = re.compile(r"[ ·,(/-]{0,2}|的|省|市|省的|市的|境内的?|市下辖的?|下属的?|下辖的?|辖区")
"""What may stand between a parent and its part in Chinese."""
_SIDE = r"(?:(?:south|north)(?:east|west)?|east|west)(?:ern)? |central |coastal "
_REGION = (
    rf"(?:the )?(?:{_SIDE}|chinese )*(?:(?:province|city) of |china'?s )?(?:{_SIDE})*"
    r"(?:(?:province|city|autonomous region) of )?"
)
_GAP_DOWN = re.compile(rf"'s {_REGION}|[ /-]|, ?|,? ?\(|: ?|(?:,? in {_REGION})")
_GAP_UP = re.compile(rf",? ?\(?(?:(?:in|of|at|from|outside|near) )?{_REGION}")
"""What may stand between a part and its parent in English."""
_LONGEST_GAP = 48
_AFTER_PARENT = 85
"""Weight of a stem right after its parent, for `cuts_words`."""


@dataclass(slots=True)
class Chain:
    """One or several tokens that name one place.

    Args:
        tokens: In the order of the text.
        ids: Units that the lowest name can mean, given the others.
        start: First code point.
        end: Past the last one.
        typo: Whether the lowest name is misspelt.
        parents: Units that the names above the lowest one mean.
    """

    tokens: list[Token]
    ids: tuple[int, ...]
    start: int = 0
    end: int = 0
    typo: bool = False
    parents: list[int] = field(default_factory=list)

    @property
    def lowest(self) -> Token:
        """The token that names the lowest unit."""
        return self.tokens[-1]


def join(text: str, sure: list[Token], weak: list[Token]) -> list[Chain]:
    """Return chains, left to right, not overlapping.

    Args:
        text: Image of the text.
        sure: Tokens that count alone.
        weak: Tokens that count only beside their parent.
    """
    at: dict[int, list[Token]] = {}
    for token in weak:
        at.setdefault(token.start, []).append(token)
    for token in sure:
        at.setdefault(token.start, []).append(token)
    for group in at.values():
        group.sort(key=lambda t: (-t.end, not t.sure))
    starts = sorted(at)
    out: list[Chain] = []
    position = 0
    for start in starts:
        if start < position:
            continue
        best: Chain | None = None
        for token in at[start]:
            chain = _extend(text, Chain([token], token.ids, start=start, end=token.end), at, starts)
            if len(chain.tokens) == 1 and not token.sure:
                continue
            if best is None or chain.end > best.end:
                best = chain
        if best is not None:
            out.append(best)
            position = best.end
    return out


def _extend(text: str, chain: Chain, at: dict[int, list[Token]], starts: list[int]) -> Chain:
    """Return the longest chain that begins with this one (济南|市中区, not 济南市|中区)."""
    best = chain
    for longer in _steps(text, chain, at, starts):
        full = _extend(text, longer, at, starts)
        if full.end > best.end:
            best = full
    return best


def _steps(text: str, chain: Chain, at: dict[int, list[Token]], starts: list[int]) -> list[Chain]:
    """Return the chain with each token that can follow it, at the nearest start that has one."""
    end = chain.end
    limit = end + (_LONGEST_GAP if chain.tokens[-1].latin else 4)
    for start in _between(starts, end, limit):
        gap = text[end:start]
        joined = [_join(text, chain, token, gap) for token in at[start]]
        found = [c for c in joined if c is not None]
        if found:
            return found
    return []


def _between(starts: list[int], low: int, high: int) -> list[int]:
    return starts[bisect_left(starts, low) : bisect_right(starts, high)]


def _join(text: str, chain: Chain, token: Token, gap: str) -> Chain | None:
    if not gap:
        return _down(text, chain, token) if not token.latin else None
    down = (_GAP_DOWN if token.latin else _GAP_ZH).fullmatch(gap) is not None
    wider = _GAP_UP.fullmatch(gap) is not None and gap not in ("", " ")
    up = wider if token.latin else gap == "("
    # After a comma English names the wider place; a name may once have been both.
    order = (_up, _down) if token.latin and gap.startswith(",") else (_down, _up)
    for way in order:
        if (down and way is _down) or (up and way is _up):
            joined = way(text, chain, token)
            if joined is not None:
                return joined
    return None


def _down(text: str, chain: Chain, token: Token) -> Chain | None:
    """Return the chain with a part of its place added."""
    lower, kept = _parts_of(chain.ids, token.ids)
    if not lower or _cut(text, token):
        return None
    tokens = [*chain.tokens, token]
    return Chain(
        tokens,
        lower,
        start=chain.start,
        end=_closed(text, chain, token),
        parents=[*chain.parents, *kept],
    )


def _up(text: str, chain: Chain, token: Token) -> Chain | None:
    """Return the chain with a wider place added behind it."""
    lower, higher = _parts_of(token.ids, chain.ids)
    if not lower:
        return None
    tokens = [token, *chain.tokens]
    return Chain(
        tokens,
        lower,
        start=chain.start,
        end=_closed(text, chain, token),
        parents=[*chain.parents, *higher],
    )


@lru_cache(maxsize=1 << 14)
def _parts_of(
    wider: tuple[int, ...], narrower: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the units of a name that lie in those of another, and those that they lie in."""
    place = gazetteer()
    above = set(wider)
    # Those that are gone stay too: `fitting` knows the day.
    lower = tuple(i for i in narrower if place.lineage(i) & above)
    return lower, tuple(i for i in wider if any(i in place.lineage(j) for j in lower))


def _closed(text: str, chain: Chain, token: Token) -> int:
    """Return where the chain ends, the bracket that its gap opened included."""
    opened = "(" in text[chain.end : token.start]
    return token.end + (opened and text[token.end : token.end + 1] == ")")


def _cut(text: str, token: Token) -> bool:
    """Return whether a stem after its parent is really the parts of other words (深圳光明|正大)."""
    if token.latin or token.suffixed or token.sure:
        return False
    return cuts_words(text, token.start, token.end, _AFTER_PARENT)
