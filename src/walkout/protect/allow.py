"""The allow-list: from an event of the record to what may be printed of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from walkout.model.event import Account, Event, Told
from walkout.model.statement import CoderKind
from walkout.protect.public import (
    PublicAccount,
    PublicEvent,
    PublicValue,
    Withheld,
    WithheldReason,
    tally,
)
from walkout.protect.screen import ReadingPersons, Screen, public_url
from walkout.protect.shapes import CODE_FIELDS, FREE_TEXT, SHAPES, plain
from walkout.protect.smallcell import (
    WITHHELD_FIELDS,
    PointOf,
    is_small,
    month_of,
    widen_date,
    widen_place,
)

TextOf = Callable[[str], str | None]
"""Returns the text of a reading by its id, None when it is not at hand."""

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")

_CODERS: tuple[CoderKind, ...] = ("human", "source", "model", "rule")


class AllowList:
    """Turns events into what may be printed of them, and counts what it keeps back.

    Only values of tier public of events of tier public pass, each in the shape of its field;
    quotes pass when their own tier is public, no person was detected in them and a second look
    finds none; addresses pass when the document is public and is nobody's account. Small cells
    are widened as a whole (`smallcell`). Accounts that tell of something planned, threatened,
    general, not of workers or of totals do not pass at all.

    Args:
        screen: Knows which words must not be printed.
        text_of: Text of a reading, so that a quote is checked against it and with its neighbours.
        codes: Codes of the codebook by field; a code that is not there does not pass. A field
            that is missing here passes any word of code form.
        point_of: Point of a place code, for places that are widened.
    """

    def __init__(
        self,
        screen: Screen,
        *,
        text_of: TextOf | None = None,
        codes: Mapping[str, Collection[str]] | None = None,
        point_of: PointOf | None = None,
    ) -> None:
        self.withheld = Withheld()
        self._screen = screen
        self._text_of = text_of
        self._codes = codes or {}
        self._point_of = point_of
        self._free_text_ok = functools.cache(screen.clean)
        self.persons: set[str] = set()
        """What names a person in the readings of the events that passed."""

    def __call__(self, event: Event) -> PublicEvent | None:
        """Return what may be printed of an event, or None when nothing may."""
        for name in (event.id, *event.merged):
            if not _ID.fullmatch(name):
                raise ValueError("an event id is not safe in a file name")
        kept = self._kept(event)
        if isinstance(kept, str):
            tally(self.withheld.events, kept)
            return None
        small = is_small(kept)
        accounts: list[PublicAccount] = []
        for account in kept:
            made = self._account(account, len(accounts) + 1, small=small)
            if made is not None:
                accounts.append(made)
        if not accounts:
            tally(self.withheld.events, "no_public_values")
            return None
        return PublicEvent(event.id, small, tuple(accounts), tuple(sorted(event.merged)))

    def again(self, event: PublicEvent, screen: Screen) -> PublicEvent:
        """Return an event without the words that a wider screen does not pass.

        Persons are known in full only when every reading was seen: a name that one reading
        tells as a person's is taken out of the quotes of all others.

        Args:
            event: An event that passed.
            screen: Knows the names of all readings.
        """
        return replace(
            event, accounts=tuple(self._account_again(a, screen) for a in event.accounts)
        )

    def _account_again(self, account: PublicAccount, screen: Screen) -> PublicAccount:
        values = []
        for value in account.values:
            if value.field in FREE_TEXT and not all(
                screen.clean(value.value[k]) for k in ("name", "zh", "en") if k in value.value
            ):
                tally(self.withheld.values, value.field)
                continue
            if value.quote is not None and not screen.clean(value.quote):
                tally(self.withheld.quotes, "person")
                value = replace(value, quote=None)
            values.append(value)
        url = account.url
        if url is not None and not screen.clean(unquote(url)):
            tally(self.withheld.links, "person")
            url = None
        return replace(account, values=tuple(values), url=url)

    def _kept(self, event: Event) -> list[Account] | WithheldReason:
        if event.tier != "public":
            return "tier"
        happened = [a for a in event.accounts if _telling(a)]
        if not any(_says(a, "status") <= {"happened"} for a in happened):
            # Nobody says that it took place: at most somebody denies it.
            return "not_happened"
        labour = [a for a in happened if _says(a, "scope") != {"not_labour"}]
        if not labour:
            return "not_labour"
        events = [a for a in labour if "statistic" not in _says(a, "kind")]
        return events or "statistic"

    def _account(self, account: Account, number: int, *, small: bool) -> PublicAccount | None:
        text = self._text_of(account.reading) if self._text_of is not None else None
        reading = None if text is None else self._screen.reading(text)
        if reading is not None:
            self.persons.update(reading.names)
        values = []
        for told in account.told:
            value = self._value(told, reading, small=small)
            if value is not None:
                values.append(value)
        # Scope, status and kind alone tell nothing.
        if not any(v.field not in ("scope", "status", "kind") for v in values):
            return None
        published = account.published
        day = None if published is None else published.isoformat()
        if published is not None and small:
            day = month_of(published)
        kinds = {v.coder for v in values}
        return PublicAccount(
            number=number,
            published=day,
            language=account.language,
            coders=tuple(kind for kind in _CODERS if kind in kinds),
            url=self._url(account, small=small),
            values=tuple(values),
        )

    def _value(
        self, told: Told, reading: ReadingPersons | None, *, small: bool
    ) -> PublicValue | None:
        statement = told.statement
        name = statement.field
        value = self._shaped(told, small=small)
        if value is None:
            tally(self.withheld.values, name)
            return None
        return PublicValue(
            field=name,
            value=value,
            basis=statement.basis,
            coder=_coder_kind(statement.coder),
            quote=self._quote(told, reading, small=small),
        )

    def _shaped(self, told: Told, *, small: bool) -> Any:
        statement = told.statement
        name = statement.field
        shape = SHAPES.get(name)
        if told.tier != "public" or shape is None or (small and name in WITHHELD_FIELDS):
            return None
        if name in ("title", "summary") and _coder_kind(statement.coder) != "human":
            return None
        value = shape(statement.value)
        if value is None:
            return None
        if name in CODE_FIELDS and value not in self._codes.get(name, (value,)):
            return None
        if name in FREE_TEXT and not self._words_ok(told, value):
            return None
        if name == "place":
            value = widen_place(value, self._point_of, small=small)
            return value if value["path_zh"] or value["path_en"] or value["code"] else None
        if name in ("date", "end") and small:
            return widen_date(value)
        if small and "at" in value and isinstance(value, dict):
            return {**value, "at": value["at"][:7]}
        return value

    def _words_ok(self, told: Told, value: dict[str, str]) -> bool:
        # A person found in the words of an employer means that the employer is a person.
        if told.statement.person and told.statement.field == "employer":
            return False
        return all(self._free_text_ok(value[k]) for k in ("name", "zh", "en") if k in value)

    def _quote(self, told: Told, reading: ReadingPersons | None, *, small: bool) -> str | None:
        statement = told.statement
        if statement.quote is None or statement.start is None or statement.end is None:
            return None
        reason = None
        if told.quote_tier != "public":
            reason = "tier"
        elif small:
            reason = "small_cell"
        elif statement.person:
            reason = "person"
        elif (
            reading is not None and reading.text[statement.start : statement.end] != statement.quote
        ):
            reason = "mismatch"
        elif not self._screen.clean_quote(statement.quote, reading, statement.start, statement.end):
            reason = "person"
        if reason is not None:
            tally(self.withheld.quotes, reason)
            return None
        return plain(statement.quote)

    def _url(self, account: Account, *, small: bool) -> str | None:
        if account.url is None:
            return None
        reason = None
        printed = None
        if account.document_tier != "public":
            reason = "tier"
        elif small:
            reason = "small_cell"
        elif not account.url.lower().startswith(("http://", "https://")):
            reason = "malformed"
        else:
            printed = public_url(account.url)
            if printed is None:
                reason = "personal_account"
            elif not self._screen.clean(unquote(printed)):
                reason = "person"
        if reason is not None:
            tally(self.withheld.links, reason)
            return None
        return printed


def _coder_kind(coder: str) -> CoderKind:
    name = coder.partition(":")[0]
    for kind in _CODERS:
        if kind == name:
            return kind
    return "rule"


def _says(account: Account, name: str) -> set[str]:
    return {
        told.statement.value
        for told in account.told
        if told.statement.field == name and isinstance(told.statement.value, str)
    }


def _telling(account: Account) -> bool:
    # Every tier counts: what nobody published can still be the announcement of a strike.
    return not _says(account, "status") & {"planned", "threatened", "general"}
