"""The front of the room: a reading's text in, mentions with their statements out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from walkout.extract import fields
from walkout.extract.amounts import amounts
from walkout.extract.discourse import dates, places
from walkout.extract.group import Draft, group
from walkout.extract.harm import harms
from walkout.extract.marks import Marks, fill, scan
from walkout.extract.notices import split_notices
from walkout.extract.participants import participants
from walkout.extract.response import responses
from walkout.extract.say import Scribe
from walkout.extract.scope import scope_of
from walkout.extract.statistic import may_count, statistics
from walkout.extract.triggers import trigger_kind
from walkout.extract.units import units
from walkout.model.statement import Mention, Statement


def extract(
    text: str,
    *,
    published: date | None = None,
    language: str | None = None,
    title: str | None = None,
    url: str | None = None,
    listen: bool = False,
) -> tuple[Mention, ...]:
    """Return the mentions of a reading, with their statements, in reading order.

    Rules over codebook v1 for Chinese in either script and English. The function is pure: the
    same text gives the same mentions. Planned, threatened, denied and general mentions carry
    their status; aggregates are mentions of kind ``statistic``.

    Args:
        text: The reading's text; spans are its code points.
        published: Publication day; None when unknown. Relative dates need it, and nothing that
            happened is dated after it.
        language: Language of the reading; None or ``unknown`` to tell it from the text.
        title: Title that the text itself does not hold; nothing is quoted from it.
        url: Address of the document.
        listen: What the clause model hears (`walkout.extract.hearing`) counts like words of the
            lexicon; its statements carry its own coder.

    Example:
        >>> m = extract("2015年4月20日，东莞一鞋厂2500名工人罢工，要求补缴社保。")[0]
        >>> m.values("action"), m.values("demand"), m.values("status")
        (['strike'], ['social_insurance'], ['happened'])
    """
    del title, url  # Kept for callers: coders after these rules may use them.
    marks = scan(text, published=published, language=language, listen=listen)
    if not any(trigger_kind(h) for h in marks.hits) and not may_count(marks.folded):
        return ()
    fill(marks)
    scribe = Scribe(marks)
    counted = statistics(marks, scribe)
    # Where aggregates stand: in reading order, as many as a long text may have.
    told = sorted(
        s.start
        for m in counted
        for s in m.statements
        if s.field == "statistic" and s.start is not None
    )
    drafts = group(
        marks,
        [u for u in units(marks) if bisect_left(told, u.start) == bisect_left(told, u.end)],
    )
    found = [
        m for d in split_notices(drafts, marks) if (m := _mention(d, marks, scribe)) is not None
    ]
    return tuple(sorted([*found, *counted], key=lambda m: (m.start, m.end)))


def _mention(draft: Draft, marks: Marks, scribe: Scribe) -> Mention | None:
    scope, words = scope_of(draft, marks)
    if scope == "not_labour":
        return None
    statements = list(_statements(draft, marks, scribe))
    head = draft.heads[0]
    first: list[Statement] = []
    if words is not None:
        first.append(scribe.hit("scope", scope, words, 0.8))
    else:
        first.append(scribe.inferred("scope", scope, draft.start, 0.5))
    sign = head.cue if head.cue is not None and draft.status != "happened" else head.hit
    first.append(scribe.hit("status", draft.status, sign, 0.8))
    signs = (*draft.heads, *draft.told)
    kind_hit = next((t.hit for t in signs if t.kind == draft.kind), head.hit)
    first.append(scribe.hit("kind", draft.kind, kind_hit, 0.8))
    first += statements
    order = sorted(first, key=lambda s: (s.start is None, s.start or 0, s.end or 0))
    return Mention(draft.start, draft.end, tuple(order))


def _statements(draft: Draft, marks: Marks, scribe: Scribe) -> Iterator[Statement]:
    timed, when = dates(draft, marks, scribe)
    yield from timed
    yield from places(draft, marks, scribe, when)
    yield from fields.employers(draft, scribe)
    yield from fields.single(draft, scribe, "industry")
    yield from fields.single(draft, scribe, "ownership")
    yield from fields.actors(draft, scribe)
    yield from fields.listed(draft, scribe, "composition")
    yield from fields.listed(draft, scribe, "organisation")
    yield from fields.actions(draft, scribe)
    yield from fields.demands(draft, scribe)
    yield from fields.listed(draft, scribe, "cause")
    yield from responses(draft, marks, scribe)
    yield from participants(draft, marks, scribe)
    yield from harms(draft, marks, scribe, when)
    yield from amounts(draft, marks, scribe)
    yield from fields.outcome(draft, marks, scribe)
