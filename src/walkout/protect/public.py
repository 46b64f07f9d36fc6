"""What may be printed of an event: the only values that a release is made from.

Nothing here holds an id of a document, reading, mention, statement or coder, a file name, a
title, an instant or the text of a reading. A writer that only gets these cannot print more.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

from walkout.model.document import Language
from walkout.model.statement import CoderKind
from walkout.model.values import Basis

WithheldReason = Literal["tier", "not_happened", "not_labour", "statistic", "no_public_values"]
"""Why an event is not in a release.

``tier``: nobody marked it public. ``not_happened``: no account says that it happened (planned,
threatened, denied and general accounts). ``not_labour``: no account is about workers.
``statistic``: its accounts give totals, not one event. ``no_public_values``: nothing of it
is public.
"""


@dataclass(frozen=True, slots=True)
class PublicValue:
    """One value that one account gives for one field, as it may be printed.

    Args:
        field: Contract field.
        value: A code, or a mapping of the keys that the field's shape allows.
        basis: stated, relative or inferred.
        coder: Kind of coder that put it there.
        quote: The words that say it; None where it has none or they may not be shown.
    """

    field: str
    value: Any
    basis: Basis
    coder: CoderKind
    quote: str | None = dataclasses.field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PublicAccount:
    """One account of an event, as it may be printed.

    Args:
        number: 1 for the first account of its event.
        published: Publication day, or month for a small cell, ISO 8601; None when unknown.
        language: Language of the document.
        coders: Kinds of coder behind its values, in the order human, source, model, rule.
        url: Address of the document; None where it may not be shown.
        values: Its values, in the order of the account.
    """

    number: int
    published: str | None
    language: Language
    coders: tuple[CoderKind, ...]
    url: str | None
    values: tuple[PublicValue, ...]


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One event, as it may be printed.

    Args:
        id: Event id.
        coarsened: It is about few persons, so its place and date are widened and employer,
            amounts, quotes and links are withheld, in every file alike.
        accounts: Its accounts that may be printed, at least one.
        merged: Ids that now redirect to this one.
    """

    id: str
    coarsened: bool
    accounts: tuple[PublicAccount, ...]
    merged: tuple[str, ...] = ()


@dataclass(slots=True)
class Withheld:
    """Tally of what the allow-list kept back; counts only.

    Args:
        events: Events by reason.
        values: Values by field, events that are printed.
        quotes: Quotes by reason: ``tier``, ``person``, ``small_cell``, ``mismatch``.
        links: Addresses by reason: ``tier``, ``personal_account``, ``small_cell``, ``person``,
            ``malformed``.
    """

    events: dict[str, int] = dataclasses.field(default_factory=dict)
    values: dict[str, int] = dataclasses.field(default_factory=dict)
    quotes: dict[str, int] = dataclasses.field(default_factory=dict)
    links: dict[str, int] = dataclasses.field(default_factory=dict)


def tally(counts: dict[str, int], name: str) -> None:
    """Count one more under a name."""
    counts[name] = counts.get(name, 0) + 1
