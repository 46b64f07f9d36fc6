"""Marking events public: the publisher's word, one logged decision per event, value and quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from walkout.errors import PublishError
from walkout.flows.progress import Progress, Quiet
from walkout.model.store import Store

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a publisher's word changed.

    Args:
        events: Events now public that were not.
        values: Values now public that were not.
        quotes: Quotes approved now.
        withheld: Quotes not approved, since a person was detected in or beside them.
    """

    events: int
    values: int
    quotes: int
    withheld: int


def publish(
    store: Store,
    ids: Sequence[str] | None,
    reason: str,
    *,
    quotes: bool = True,
    progress: Progress | None = None,
) -> PublishReport:
    """Mark events with their values, and the quotes that name nobody, as public.

    Marking is not releasing: the allow-list and the leak gate still stand before every file.

    Args:
        store: The open record.
        ids: Event ids; None for all.
        reason: Why, as the log keeps it.
        quotes: Approve quotes too, except those in which a person was detected.
        progress: Told of every chunk.

    Raises:
        PublishError: An id names no event.
    """
    watch = progress or Quiet()
    events = values = approved = withheld = 0
    found: set[str] = set()
    event_targets: list[tuple[str, str]] = []
    value_targets: list[tuple[str, str]] = []
    quote_targets: list[tuple[str, str]] = []

    def flush() -> None:
        nonlocal events, values, approved
        events += store.set_tier(event_targets, "public", reason)
        values += store.set_tier(value_targets, "public", reason)
        approved += store.set_tier(quote_targets, "public", reason)
        watch.advance(len(event_targets))
        for targets in (event_targets, value_targets, quote_targets):
            targets.clear()

    watch.stage("publishing", store.counts()["events"] if ids is None else len(ids))
    for event in list(store.events(ids)):
        found |= {event.id, *event.merged}
        event_targets.append(("event", event.id))
        for account in event.accounts:
            for told in account.told:
                value_targets.append(("statement", told.id))
                if told.statement.quote is None or not quotes:
                    continue
                if told.statement.person:
                    withheld += 1
                else:
                    quote_targets.append(("quote", told.id))
        if len(event_targets) >= _CHUNK:
            flush()
    flush()
    missing = sorted(set(ids or ()) - found)
    if missing:
        raise PublishError(
            "The record has no such event",
            fix="List events with `walkout status --events`.",
            event=missing[0],
        )
    return PublishReport(events, values, approved, withheld)
