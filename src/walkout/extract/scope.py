"""Whether a mention is labour's, on the borderline, or neither."""

from __future__ import annotations

from typing import Literal

from walkout.extract.group import Draft
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks, between
from walkout.extract.triggers import owed_to_labour

Scope = Literal["labour", "borderline", "not_labour"]


def scope_of(draft: Draft, marks: Marks) -> tuple[Scope, Hit | None]:
    """Return the scope of a mention and the words that give it; None where nothing speaks.

    Workers, pay and unions make it labour's. Villagers, veterans, buyers, investors and parents
    without any of these are borderline, and stay apart in every count.
    """
    hits = [h for u in draft.units for h in u.hits]
    own = [h for h in hits if h.field == "scope" and h.weight]
    actors = [
        h for h in hits if h.field == "actor" and h.code not in ("students", "families_of_dead")
    ]
    borderline = [h for h in own if h.code == "borderline"]
    labour = [h for h in own if h.code == "labour"]
    heads = draft.heads
    if borderline and not actors:
        # "Villagers protest, factory pollutes": the factory makes no workers of them.
        first = borderline[0]
        nearest = min((abs(t.hit.start - first.start) for t in heads), default=0)
        workers = [h for h in labour if _acts(h, marks)]
        if not workers or all(abs(heads[0].hit.start - h.start) > nearest for h in workers):
            return "borderline", first
    if actors:
        return "labour", actors[0]
    if labour:
        return "labour", labour[0]
    around = between(marks.hits, max(0, draft.start - 300), draft.end + 200)
    near = [h for h in around if h.field == "scope" and h.weight and h.code != "other"]
    if near:
        best = next((h for h in near if h.code == "labour"), near[0])
        return ("labour" if best.code == "labour" else "borderline"), best
    owed = None if marks.prose else next((h for h in marks.hits if owed_to_labour(h)), None)
    if owed is not None:
        return "labour", owed  # 头寸再不到位: what is asked for says who asks.
    if marks.prose and marks.on_labour:
        return "labour", heads[0].hit  # A strike in an essay on work.
    return "not_labour", next((h for h in own), None)


def _acts(hit: Hit, marks: Marks) -> bool:
    """Return whether a word of labour names people, not a works or pay."""
    word = marks.folded[hit.start : hit.end]
    return not word.startswith(
        ("factor", "plant", "工厂", "车间", "labour", "labor", "wage", "plants")
    )
