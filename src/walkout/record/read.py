"""Reading the record: mentions as resolution sees them, events with all their accounts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from walkout.model.contract import assemble, standing
from walkout.model.document import Reading
from walkout.model.event import Account, Event, Told
from walkout.model.statement import Statement, Tier
from walkout.model.store import MentionRow
from walkout.record import database, rows
from walkout.record.events import redirects
from walkout.record.log import decode

_CHUNK = 200
_READINGS = 64

_ORDER: dict[Tier, int] = {"public": 0, "partner": 1, "team": 2, "sealed": 3}


def closer(one: Tier, other: Tier) -> Tier:
    """Return the tier that fewer may see."""
    return max(one, other, key=_ORDER.__getitem__)


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


class Reader:
    """Reads through one cursor, and keeps the latest readings: long ones have many mentions."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self._readings: OrderedDict[str, Reading] = OrderedDict()

    def reading(self, name: str) -> Reading:
        """Return a reading by its id."""
        found = self._readings.get(name)
        if found is None:
            self._cursor.execute(
                "SELECT p.body FROM record_reading r JOIN record_payload p ON p.seq = r.seq "
                "WHERE r.id = %s",
                [name],
            )
            found = rows.reading_of(decode(self._cursor.fetchone()[0]))
            self._readings[name] = found
            if len(self._readings) > _READINGS:
                self._readings.popitem(last=False)
        else:
            self._readings.move_to_end(name)
        return found

    def mentions(self) -> Iterator[MentionRow]:
        """Yield every live mention, in id order."""
        self._cursor.execute("SELECT id FROM record_mention WHERE live ORDER BY id")
        names = [row[0] for row in self._cursor.fetchall()]
        for part in _chunks(names):
            told = self._told(part)
            spans = database.select_in(
                self._cursor,
                "SELECT id, document, reading, span_start, span_end FROM record_mention "
                "WHERE id IN {} ORDER BY id",
                part,
            )
            for name, document, reading_id, start, end in list(spans):
                reading = self.reading(reading_id)
                yield MentionRow(
                    id=name,
                    document=document,
                    values=assemble(t.statement for t in told.get(name, ())),
                    text=reading.text[start:end],
                    published=reading.published_on,
                    url=reading.url,
                )

    def events(self, wanted: Sequence[str] | None) -> Iterator[Event]:
        """Yield events with their accounts, in id order; a merged id gives the one it went to."""
        self._cursor.execute("SELECT id, tier, decided, merged_into FROM record_event ORDER BY seq")
        known = self._cursor.fetchall()
        into = {event: target or event for event, _, _, target in known}
        merged = redirects([(event, target) for event, _, _, target in known])
        decided: dict[str, Tier] = {e: tier for e, tier, when, _ in known if when is not None}
        names = sorted({into[e] for e in (into if wanted is None else wanted) if e in into})
        for part in _chunks(names):
            members: dict[str, list[str]] = {}
            found = database.select_in(
                self._cursor, "SELECT event, mention FROM record_member WHERE event IN {}", part
            )
            for event, mention in found:
                members.setdefault(event, []).append(mention)
            accounts = self._accounts([m for group in members.values() for m in group])
            for event in part:
                if event not in members:
                    # Every mention of it was withdrawn: the id stays taken and tells nothing.
                    continue
                ids = (event, *merged.get(event, ()))
                yield Event(
                    id=event,
                    tier=_event_tier([decided[i] for i in ids if i in decided]),
                    accounts=tuple(sorted((accounts[m] for m in members[event]), key=_age)),
                    merged=merged.get(event, ()),
                )

    def _accounts(self, mentions: Sequence[str]) -> dict[str, Account]:
        told = self._told(mentions)
        found = database.select_in(
            self._cursor,
            "SELECT m.id, m.document, m.reading, m.span_start, m.span_end, d.tier "
            "FROM record_mention m JOIN record_document d ON d.id = m.document WHERE m.id IN {}",
            mentions,
        )
        accounts: dict[str, Account] = {}
        for name, document, reading_id, start, end, tier in list(found):
            reading = self.reading(reading_id)
            everything = told.get(name, [])
            shown = {id(s) for s in standing(t.statement for t in everything)}
            accounts[name] = Account(
                mention=name,
                document=document,
                reading=reading_id,
                start=start,
                end=end,
                told=tuple(t for t in everything if id(t.statement) in shown),
                published=reading.published_on,
                language=reading.language,
                url=reading.url,
                document_tier=tier,
            )
        return accounts

    def _told(self, mentions: Sequence[str]) -> dict[str, list[Told]]:
        """Return the live statements of these mentions, in the order that their coder gave."""
        told: dict[str, list[Told]] = {}
        found = database.select_in(
            self._cursor,
            "SELECT s.mention, s.id, s.tier, s.quote_tier, p.body "
            "FROM record_statement s JOIN record_payload p ON p.seq = s.seq "
            "WHERE s.live AND s.mention IN {} ORDER BY s.mention, s.position, s.seq",
            mentions,
        )
        for mention, name, tier, quote_tier, body in found:
            statement = rows.statement_of(decode(body))
            told.setdefault(mention, []).append(
                Told(name, statement, tier, _quote_tier(statement, tier, quote_tier))
            )
        return told


def _quote_tier(statement: Statement, tier: Tier, quote_tier: Tier) -> Tier:
    """Return who may see a quote: never more than see the value, and no person's name leaves."""
    shown = closer(tier, quote_tier)
    return closer(shown, "team") if statement.person else shown


def _event_tier(decided: Sequence[Tier]) -> Tier:
    """Return the tier of an event from the decisions on its id and on the ids merged into it.

    A decision stands over the default, and the closest of several decisions holds.
    """
    return max(decided, key=_ORDER.__getitem__) if decided else "team"


def _age(account: Account) -> tuple[bool, date, str, int, str]:
    undated = account.published is None
    return undated, account.published or date.min, account.document, account.start, account.mention
