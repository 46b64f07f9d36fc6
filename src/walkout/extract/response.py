"""Responses: who on the other side did what, written responder.act."""

from __future__ import annotations

import re
from collections.abc import Iterator

from walkout.extract.group import Draft
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks
from walkout.extract.say import Scribe
from walkout.model.statement import Statement

# Who can do what; the first is taken to have done it where the words name nobody, if `_ALONE`.
_WHO: dict[str, tuple[str, ...]] = {
    "presence": ("police", "government", "labour_bureau", "official_union"),
    "mediation": ("labour_bureau", "government", "official_union", "police"),
    "order_to_pay": ("labour_bureau", "government", "court"),
    "advance_payment": ("government", "labour_bureau"),
    "dispersal": ("police", "hired_guards", "government"),
    "force": ("police",),
    "detention": ("police", "hired_guards", "government"),
    "prosecution": ("court", "police"),
    "sentence": ("court",),
    "negotiation": ("employer", "government", "labour_bureau"),
    "concession": ("employer", "government"),
    "threat": ("employer", "government", "police", "hired_guards"),
    "dismissal": ("employer",),
    "violence": ("hired_guards", "employer"),
    "blacklist": ("employer", "government"),
    "surveillance": ("police", "government", "employer"),
    "censorship": ("government", "police"),
    "disappearance": ("police", "government"),
}

_ALONE = frozenset({"force", "sentence"})
"""Acts whose words leave no doubt who did them: tear gas, a prison sentence."""

_LEGAL = frozenset(
    {
        "detained.administrative",
        "detained.criminal",
        "detained.rsdl",
        "detained.formal_arrest",
        "detained.unknown",
    }
)
_HARM_ACT = {"detained": "detention", "sentenced": "sentence", "missing": "disappearance"}


def responses(draft: Draft, marks: Marks, scribe: Scribe) -> Iterator[Statement]:
    """Yield the response statements of a mention, each responder and act once."""
    other = {t.hit for u in draft.units for t in u.triggers} - {t.hit for t in draft.told}
    seen: set[str] = set()
    for unit in draft.units:
        responders = unit.of("responder")
        bosses = [(a.start, a.end) for a in unit.of("action") if a.code == "boss_detained"]
        acts = [
            (act, hit)
            for hit in unit.hits
            if hit not in other
            and (act := _act(hit)) is not None
            and not any(a <= hit.start < b for a, b in bosses)
        ]
        used: set[Hit] = set()
        for act, hit in acts:
            responder, by = _who(act, hit, responders, marks)
            if by is not None:
                used.add(by)
            if responder is None:
                continue
            code = f"{responder}.{act}"
            if act == "dismissal" and draft.kind == "employer_act":
                continue
            if code in seen:
                continue
            seen.add(code)
            yield _say(scribe, code, hit, by)
        for hit in responders:
            if hit.code == "police" and hit not in used and "police.presence" not in seen:
                seen.add("police.presence")
                if not any(c.startswith("police.") and c != "police.presence" for c in seen):
                    yield scribe.hit("response", "police.presence", hit, 0.7)


def _act(hit: Hit) -> str | None:
    if hit.field == "act":
        return hit.code
    if hit.field == "harm":
        name = hit.code.partition(".")[0]
        return _HARM_ACT.get(name)
    return None


_BREAK = re.compile(r"[,，;；。]")


def _who(act: str, hit: Hit, responders: list[Hit], marks: Marks) -> tuple[str | None, Hit | None]:
    allowed = _WHO[act]
    fit = [r for r in responders if r.code in allowed]
    inside = [r for r in fit if hit.start <= r.start < hit.end]
    if inside:
        return inside[0].code, inside[0]
    if fit:
        reach = 24 if hit.language == "zh" else 70
        near = [r for r in fit if min(abs(r.end - hit.start), abs(r.start - hit.end)) <= reach]
        if act == "detention" and (hit.language == "en" or marks.folded[hit.start] in "被遭"):
            # Across a comma another subject may stand between; 警察赶到，抓走3人 has the same.
            near = [r for r in near if not _BREAK.search(marks.folded, *_between(hit, r))]
        if near:
            best = min(
                near, key=lambda r: (min(abs(r.end - hit.start), abs(r.start - hit.end)), r.start)
            )
            return best.code, best
    if act in _ALONE:
        return allowed[0], None
    if act == "detention":
        english = hit.language == "en"
        if fit and all(r.code == "police" for r in responders):
            return "police", None  # 警察到场，有人被带走: nobody else is there
        # Only police can 拘留; 被带走 says nothing of who did it.
        return ("police" if english or hit.code in _LEGAL else "unknown"), None
    return None, None


def _between(hit: Hit, by: Hit) -> tuple[int, int]:
    return (by.end, hit.start) if by.end <= hit.start else (hit.end, by.start)


def _say(scribe: Scribe, code: str, hit: Hit, by: Hit | None) -> Statement:
    if by is None or (hit.start <= by.start and by.end <= hit.end):
        return scribe.hit("response", code, hit, 0.8)
    start, end = min(hit.start, by.start), max(hit.end, by.end)
    if end - start <= 60:
        return scribe.quoted("response", code, start, end, confidence=0.8)
    return scribe.hit("response", code, hit, 0.6)
