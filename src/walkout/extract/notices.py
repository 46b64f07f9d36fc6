"""Notices of police and courts: who was taken or sentenced, and for which action before.

因2018年5月堵路讨薪，四名工人被判刑 tells two events: a road block with its own day, and the
sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from walkout.extract.group import Draft
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks
from walkout.extract.triggers import Trigger
from walkout.extract.units import Unit

_CUSTODY = re.compile(
    r"刑事拘留|刑拘|批准逮捕|批捕|逮捕|提起公诉|公诉|起诉|判处|获刑|判刑|被判|有期徒刑|宣判|行政拘留"
)
_OPENS = re.compile(r"参与|参加|因|对|组织|带领|策划|起诉")
"""What opens the words that tell for which action: 参与…的林某, 因…被判, 对…的五人."""
_NOT_CAUSE = re.compile(r"因涉嫌|对组织者|对其|因此|组织者")
_LAWFUL = re.compile(r"法院|检察|通报|公安|警方|宣判|罪|涉嫌|公诉")
"""A notice speaks of the law; 因停工，三人被拘留 alone leaves the custody with the stoppage."""

_ANSWERS = frozenset({"sentence", "prosecution", "detention", "dispersal", "force"})
_CUSTODIAL = ("detained", "sentenced", "still_detained", "released")


def split_notices(drafts: list[Draft], marks: Marks) -> list[Draft]:
    """Part the action from the custody or sentence that a Chinese notice tells for it.

    Args:
        drafts: Drafts of a reading's mentions.
        marks: What was found in the reading.
    """
    if marks.prose or not marks.chinese or _CUSTODY.search(marks.folded) is None:
        return drafts
    out: list[Draft] = []
    for draft in drafts:
        out += _parted(draft, marks) or [draft]
    return out


def _parted(draft: Draft, marks: Marks) -> list[Draft] | None:
    if draft.status != "happened" or draft.kind != "action":
        return None
    for unit in draft.units:
        span = _reason(unit, marks)
        if span is not None:
            return [_kept(draft, unit, span, action=flag) for flag in (False, True)]
    return None


def _reason(unit: Unit, marks: Marks) -> tuple[int, int] | None:
    """Return the span that tells for which action people were taken or sentenced, if one does."""
    folded = marks.folded
    if _LAWFUL.search(folded, unit.start, unit.end) is None:
        return None
    acts = [t for t in unit.triggers if t.kind == "action"]
    taken = [
        m for m in _CUSTODY.finditer(folded, unit.start, unit.end) if m.group() not in ("宣判",)
    ]
    if not acts or not taken:
        return None
    for opening in _OPENS.finditer(folded, unit.start, unit.end):
        if _NOT_CAUSE.match(folded, opening.start()):
            continue
        inside = [t for t in acts if t.hit.start >= opening.start()]
        if not inside or inside[0].hit.start - opening.end() > _REACH:
            continue
        later = [m for m in taken if m.start() >= inside[-1].hit.end]
        if later and not any(t.hit.end <= opening.start() for t in acts):
            return opening.start(), inside[-1].hit.end
    return None


_REACH = 40
"""An action is told within so many code points of what opens the reason."""


def _kept(draft: Draft, unit: Unit, span: tuple[int, int], *, action: bool) -> Draft:
    """Return the draft with only the action, or only what was done to people for it."""
    units = []
    for one in draft.units:
        here = one is unit
        hits = [h for h in one.hits if _answers(h) is not action or h.field in _SHARED]
        if not action:
            hits = [h for h in hits if h.field not in ("action", "demand", "cause")]
        triggers: list[Trigger] = [t for t in one.triggers if (t.kind == "action") is action]
        dates = [d for d in one.dates if not here or (span[0] <= d.start < span[1]) is action]
        counts = [c for c in one.counts if not action or span[0] <= c.start < span[1] or not here]
        units.append(
            replace(
                one,
                hits=hits,
                triggers=triggers,
                dates=dates,
                counts=counts,
                event_dates=None,
                _by_field={},
            )
        )
    return Draft(draft.status, units, answers=draft.answers)


_SHARED = frozenset({"actor", "scope", "industry", "ownership", "role", "cue", "responder"})


def _answers(hit: Hit) -> bool:
    """Return whether words tell what was done to people."""
    if hit.field == "harm":
        return hit.code.partition(".")[0] in _CUSTODIAL
    return hit.field == "act" and hit.code in _ANSWERS
