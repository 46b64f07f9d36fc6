"""Every place named in a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from walkout.model.values import Place
from walkout.text.script import image

from . import chains, guard, local, slips, typos
from .chains import Chain
from .choose import Around, by_context, fitting, rank, settle
from .gazetteer import gazetteer
from .names import names
from .tokens import scan
from .units import RANK

Hint = Literal["chain", "full", "bare", "alias", "typo", "people", "organisation"]
"""How a place is named: with its parents (湖南祁东); with its suffix (祁东县); by its stem (祁东);
by another name (Canton); misspelt; as where people come from (河南人, Vietnamese workers); as a
part of an organisation's name or of who owns it (上海银行, Taiwan-owned)."""

_SENTENCE = re.compile(r"[。！？!?;；\n]|\.(?=[ \n]|$)")
_WEAK = frozenset(("people", "organisation"))


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place where a text names it.

    Args:
        start: First code point of the words, in the text as given.
        end: Past the last one.
        place: The unit, at the lowest level that the words name.
        hint: How it is named.
    """

    start: int
    end: int
    place: Place
    hint: Hint

    @property
    def weak(self) -> bool:
        """Whether the words say where people or owners come from rather than where things are."""
        return self.hint in _WEAK


def find_places(
    text: str, *, on: date | None = None, context: Sequence[str] = (), folded: str | None = None
) -> tuple[FoundPlace, ...]:
    """Return every place that a text names, in order, without overlaps.

    Names written together are one place at the lowest level (湖南省衡阳市祁东县; "Longgang
    District, Shenzhen"). A name that fits several units keeps them in ``place.candidates`` with
    check ``ambiguous``, unless a parent beside it, other places of the text, or ``context`` decide.

    Args:
        text: Chinese in either script, English, or both.
        on: Day of the event or of publication, for codes and names valid then; None for the latest.
        context: Codes of places known from elsewhere, such as the rest of the document.
        folded: `walkout.text.script.image` of the text, for a caller that has it already.

    Returns:
        Places with spans in code points of ``text``.

    Example:
        >>> found = find_places("深圳坪山区某厂的工人被拘留", on=date(2018, 7, 27))
        >>> (found[0].start, found[0].end), found[0].place.code, found[0].place.path_zh
        ((0, 5), 'cn:440310@2018', ('广东省', '深圳市', '坪山区'))
    """
    if not text:
        return ()
    folded = image(text) if folded is None else folded
    year = on.year if on else None
    sure, weak = scan(folded, text)
    if not sure and not weak and not local.may_have(folded):
        return _typos_only(folded, text, year)
    joined = chains.join(folded, sure, weak)
    if _has_latin(text):
        joined = _mended(folded, text, joined)
    breaks = [m.end() for m in _SENTENCE.finditer(folded)]
    around = Around()
    for code in context:
        index = gazetteer().index(code)
        if index is not None:
            around.add(index, -1)
    kept: list[tuple[Chain, Hint]] = []
    for chain in joined:
        hint = _cue(folded, chain)
        if hint is not None:
            kept.append((chain, hint))
    kept = _contradicted(folded, kept)
    found = _resolve(folded, kept, breaks, around, year)
    found += _towns(folded, text, found, breaks, around, year)
    found.sort(key=lambda f: f.start)
    found = _apart(found)
    found = _demoted(folded, text, found, breaks)
    if _has_latin(text):
        taken = [(f.start, f.end) for f in found]
        provinces = {(g.ancestors(u) or (u,))[-1] for u in around.sentences for g in (gazetteer(),)}
        found += [
            FoundPlace(s, e, gazetteer().place(unit, year), "typo")
            for s, e, unit in typos.find(folded, text, taken, provinces)
        ]
        found.sort(key=lambda f: f.start)
        found = _slipped(folded, text, found, year)
    return tuple(found)


def _slipped(folded: str, text: str, found: list[FoundPlace], year: int | None) -> list[FoundPlace]:
    """Add names in initials, apart or escaped, instead of what was read inside them."""
    place = gazetteer()
    made = [(*span, "typo") for span in (*slips.escaped(text), *slips.apart(text, folded))]
    if not made and not any(not f.weak for f in found):
        first = slips.initials(text)
        if first is not None:
            made = [(*first, "alias")]
        for start, end in slips.lower(text):
            unit = typos.nearest(folded[start:end])
            if unit is not None and not made:
                made = [(start, end, unit, "typo")]
    for start, end, unit, hint in made:
        if any(f.start <= start and end <= f.end for f in found):
            continue
        found = [f for f in found if f.end <= start or end <= f.start]
        found.append(FoundPlace(start, end, place.place(unit, year), hint))  # type: ignore[arg-type]
    return sorted(found, key=lambda f: f.start)


_IN = re.compile(r"(?:^|[^a-z])(?:in|from|near|outside) $")
_CAPITAL_AFTER = re.compile(r" [A-Z]")
_ARTICLE = re.compile(r"(?:^|[^a-z])(?:an?|the) $")
_NOUN_AFTER = re.compile(r" [a-z]")


def _demoted(
    folded: str, text: str, found: list[FoundPlace], breaks: list[int]
) -> list[FoundPlace]:
    """Mark English names that are an employer's, not a place.

    A county's name before a capital ("at Fuyuan Shoe Factory") is; a larger unit's only beside a
    place that the sentence says is where: "Xingtai Shoe Factory in Guangzhou".
    """
    placed: dict[int, set[str]] = {}
    for item in found:
        if _IN.search(folded, max(0, item.start - 9), item.start):
            sentence = bisect_right(breaks, item.start)
            placed.setdefault(sentence, set()).add(item.place.path_en[0])
    out = []
    for number, item in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if (
            after is not None
            and item.hint in ("bare", "alias")
            and folded[item.end : after.start] == " in "
            and folded[max(0, item.start - 4) : item.start] == " at "
            and after.place.path_en[0] != item.place.path_en[0]
        ):
            # "at Suning in Shanghai": who is in the place beside it is a firm.
            out.append(replace(item, hint="organisation"))
            continue
        there = placed.get(bisect_right(breaks, item.start), set())
        if (
            item.hint in ("bare", "alias")
            and (item.place.path_en[0] not in there if there else _little_known(item.place))
            and folded[item.start].isascii()
            and not _IN.search(folded, max(0, item.start - 9), item.start)
            and folded[max(0, item.start - 2) : item.start] != ", "
            and (
                _CAPITAL_AFTER.match(text, item.end)
                or (
                    _NOUN_AFTER.match(text, item.end)
                    and _ARTICLE.search(folded, max(0, item.start - 5), item.start)
                )
            )
        ):
            item = replace(item, hint="organisation")
        out.append(item)
    return out


def _little_known(place: Place) -> bool:
    """Return whether a firm rather names itself than its place so: no city has the name."""
    return place.level == "county" and not (place.name_zh or "").endswith("市")


_LATIN = re.compile("[A-Z][a-z]{4}|[a-z]{6}")


def _has_latin(text: str) -> bool:
    return _LATIN.search(text) is not None


def _typos_only(folded: str, text: str, year: int | None) -> tuple[FoundPlace, ...]:
    if not _has_latin(text):
        return ()
    found = [
        FoundPlace(s, e, gazetteer().place(unit, year), "typo")
        for s, e, unit in typos.find(folded, text, [], set())
    ]
    return tuple(_slipped(folded, text, found, year))


_CAPITAL_BEFORE = re.compile(r"(?<![A-Za-z'-])([A-Z][a-z]{5,})(?:, | in )$")


def _mended(folded: str, text: str, joined: list[Chain]) -> list[Chain]:
    """Join a misspelt name, or a namesake elsewhere, to the province right after it.

    "Jinmen, Hubei" is Jingmen: the Jinmen that the list has is in no part of Hubei.
    """
    out: list[Chain] = []
    for chain in joined:
        match = None
        if chain.tokens[0].latin and len(chain.tokens) == 1 and _is_province(chain):
            match = _CAPITAL_BEFORE.search(text, max(0, chain.start - 24), chain.start)
        unit = typos.within(match[1].lower(), chain.ids[0]) if match else None
        if match is None or unit is None:
            out.append(chain)
            continue
        start = match.start(1)
        while out and out[-1].end > start:
            out.pop()
        token = replace(chain.tokens[0], text=match[1].lower(), suffixed=False)
        out.append(
            Chain([token], (unit,), start=start, end=chain.end, parents=[chain.ids[0]], typo=True)
        )
    return out


def _contradicted(folded: str, kept: list[tuple[Chain, Hint]]) -> list[tuple[Chain, Hint]]:
    """Settle a name that is in no part of the wider place right after it.

    "Weinan, Shanxi": the province is a letter away from the right one, so the city is believed.
    "Zhuzhou, Hebei": a slip, or a namesake that the gazetteer lacks, so the words say Hebei. A
    list ("in Kunshan, Shanghai and Ningbo") keeps all its names.
    """
    out: list[tuple[Chain, Hint]] = []
    for number, (chain, hint) in enumerate(kept):
        before = out[-1][0] if out else None
        if (
            before is None
            or not _BESIDE.fullmatch(folded, before.end, chain.start)
            or len(before.tokens) != 1
            or not (
                _IN.search(folded, max(0, before.start - 9), before.start)
                or not before.start
                or folded[before.start - 1] == "\n"
            )
            or (
                number + 1 < len(kept)
                and _LISTED.fullmatch(folded, chain.end, kept[number + 1][0].start)
            )
        ):
            out.append((chain, hint))
            continue
        if _is_land(before) and _is_land(chain) and set(before.ids).isdisjoint(chain.ids):
            # "in Hainan, Anhui": no list of two, so the first is a slip for a city of the second.
            out[-1] = (chain, hint)
            continue
        wide = _apart_from(before, chain)
        if wide is None:
            out.append((chain, hint))
            continue
        near = tuple(i for i in before.ids if _top(i) in _confused().get(wide, ()))
        if near:
            before.ids, before.end = near, chain.end
            continue
        out[-1] = (chain, hint)
    return out


_BESIDE = re.compile(r"(?: (?:town(?:ship)?|village|county|city|district))?, ")


def _top(index: int) -> int:
    return (gazetteer().ancestors(index) or (index,))[-1]


@cache
def _confused() -> dict[int, frozenset[int]]:
    """Return for each province those that are written for it: one syllable or letter differs."""
    pairs = "Shanxi Shaanxi,Hebei Hubei,Henan Hunan,Henan Hainan,Hunan Hainan,Hubei Hunan,"
    pairs += "Hebei Henan,Guangdong Guangxi,Jiangsu Jiangxi"
    out: dict[int, frozenset[int]] = {}
    for pair in pairs.split(","):
        a, b = (names().find(name.lower())[0] for name in pair.split(" "))
        out[a] = out.get(a, frozenset()) | {b}
        out[b] = out.get(b, frozenset()) | {a}
    return out


_LISTED = re.compile(r",? and |, ")


def _apart_from(small: Chain, wide: Chain) -> int | None:
    """Return the wider unit when all units of a name are smaller and none lies in it, else None."""
    unit = settle(wide.ids) if small.lowest.latin and len(wide.tokens) == 1 else None
    if unit is None:
        return None
    place = gazetteer()
    version = place.units[unit].versions[-1]
    if not version.code[0].isdigit() or RANK[version.level] > 2:
        return None
    if version.level == "province" and version.name_zh.endswith("市"):
        return None  # "Langfang, Beijing" says near Beijing.
    fits = all(
        RANK[place.units[i].versions[-1].level] > RANK[version.level]
        and place.units[i].versions[-1].code[0].isdigit()
        and unit not in place.lineage(i)
        for i in small.ids
    )
    return unit if fits else None


def _is_land(chain: Chain) -> bool:
    """Return whether a chain is a Chinese province that is no city."""
    name = gazetteer().units[chain.ids[0]].versions[-1].name_zh
    return len(chain.tokens) == 1 and _is_province(chain) and not name.endswith("市")


def _is_province(chain: Chain) -> bool:
    version = gazetteer().units[chain.ids[0]].versions[-1]
    return version.level == "province" and version.code[0].isdigit()


def _cue(folded: str, chain: Chain) -> Hint | None:
    """Return a chain's hint, None when it is not a place here; may cut its last token off."""
    while True:
        token = chain.tokens[-1]
        last = max(chain.tokens, key=lambda t: t.end)
        units = gazetteer().units
        foreign = not units[chain.ids[0]].versions[-1].code[0].isdigit()
        if last.latin:
            cue = guard.english_cue(folded, last.start, chain.end)
        else:
            level = RANK[units[chain.ids[0]].versions[-1].level]
            cue = guard.chinese_cue(
                folded,
                last.start,
                chain.end,
                bare=not last.suffixed,
                foreign=foreign,
                small=level > 2 and len(chain.tokens) == 1,
            )
        if cue == "drop":
            if len(chain.tokens) == 1 or last is not token:
                return None
            # 深圳南京路: the street falls away, the city stays.
            chain.tokens.pop()
            before = chain.tokens[-1]
            chain.ids, chain.end = before.ids, before.end
            return "full" if before.suffixed else "bare"
        if token.hint == "people":
            return "people"
        if cue:
            return cue
        if chain.typo:
            return "typo"
        if len(chain.tokens) > 1:
            return "chain"
        return token.hint  # type: ignore[return-value]


def _resolve(
    folded: str,
    kept: list[tuple[Chain, Hint]],
    breaks: list[int],
    around: Around,
    year: int | None,
) -> list[FoundPlace]:
    place = gazetteer()
    open_: list[int] = []
    made: list[FoundPlace | None] = []
    options: list[tuple[int, ...]] = []
    for number, (chain, hint) in enumerate(kept):
        ids = fitting(chain.ids, chain.lowest.text, year)
        rival = typos.rival(chain.lowest.text) if hint == "bare" and chain.lowest.latin else None
        if rival is not None:
            ids = (rival, *ids)
        options.append(ids)
        unit = settle(ids) if rival is None else None
        if unit is None:
            open_.append(number)
            made.append(None)
            # What a chain says above the open name is known all the same.
            for parent in chain.parents:
                around.add(parent, bisect_right(breaks, chain.start))
            continue
        if hint not in _WEAK:
            around.add(unit, bisect_right(breaks, chain.start))
        made.append(_made(folded, chain, hint, unit, year))
    for number in open_:
        chain, hint = kept[number]
        ids = options[number]
        sentence = bisect_right(breaks, chain.start)
        unit = by_context(ids, sentence, around)
        if unit is not None:
            around.add(unit, sentence)
            made[number] = _made(folded, chain, hint, unit, year)
            continue
        ordered = rank(ids)
        first = place.place(ordered[0], year)
        codes = tuple(place.place(i, year).code for i in ordered)
        unclear = replace(first, check="ambiguous", candidates=codes)
        made[number] = FoundPlace(chain.start, chain.end, unclear, hint)
    return [f for f in made if f is not None]


def _made(folded: str, chain: Chain, hint: Hint, unit: int, year: int | None) -> FoundPlace:
    place = gazetteer()
    if hint not in _WEAK and not chain.tokens[-1].latin:
        town = local.after(folded, chain.end, unit)
        if town:
            code, end = town
            return FoundPlace(chain.start, end, place.town_place(code, year), "chain")
    return FoundPlace(chain.start, chain.end, place.place(unit, year), hint)


def _towns(
    folded: str,
    text: str,
    found: list[FoundPlace],
    breaks: list[int],
    around: Around,
    year: int | None,
) -> list[FoundPlace]:
    """Return towns named by their full name apart from their county; may lengthen English ones."""
    place = gazetteer()
    out: list[FoundPlace] = []
    taken = [(f.start, f.end) for f in found]
    known = list(around.sentences)
    for start, end, code in local.alone(folded, taken, known):
        out.append(FoundPlace(start, end, place.town_place(code, year), "full"))
    for number, item in enumerate(found):
        before = local.before(folded, text, item.start, item.place.code)
        if before and not item.weak:
            code, start = before
            found[number] = FoundPlace(start, item.end, place.town_place(code, year), "chain")
    return out


def _apart(found: list[FoundPlace]) -> list[FoundPlace]:
    """Drop what a longer place covers: a town taken in later (Changping Town, Dongguan)."""
    out: list[FoundPlace] = []
    for item in found:
        while out and item.start <= out[-1].start and out[-1].end <= item.end:
            out.pop()
        if not out or item.start >= out[-1].end:
            out.append(item)
    return out
