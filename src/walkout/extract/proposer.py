"""Proposers: whoever proposes values for a reading, behind one small interface.

Rules make mentions from a text. A model adds statements to the mentions that are there, or makes
mentions that the rules did not see. What several coders say of one mention stands side by side;
`walkout.model.contract` decides which is shown. Proposals are statements, so a person decides
over all of them.

A proposer is a pure function of the report and the mentions, but for one that asks an endpoint;
that one is put together in `walkout.flows`, since this room does no input and output.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Protocol

from walkout.errors import WalkoutError
from walkout.model.document import Reading
from walkout.model.ids import coder_family
from walkout.model.statement import Mention, Statement


@dataclass(frozen=True, slots=True)
class Report:
    """What a proposer is given: a text, and what is known of it.

    Args:
        text: The reading's text; spans are its code points.
        published: Publication day; None when unknown.
        language: Language of the reading; None or ``unknown`` to tell it from the text.
        title: Title that the text itself does not hold; nothing is quoted from it.
        url: Address of the document; never followed.
    """

    text: str = field(repr=False)
    published: date | None = None
    language: str | None = None
    title: str | None = field(default=None, repr=False)
    url: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, reading: Reading) -> Report:
        """Return what a proposer is given of a reading."""
        return cls(reading.text, reading.published_on, reading.language, reading.title, reading.url)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a proposer made of a report.

    Args:
        mentions: All mentions in reading order: those that it was given, with its statements
            added, and its own.
        refused: Values that it wanted to give and that could not stand, by cause.
        faults: What kept it from looking at all of the text, such as an endpoint that did not
            answer. What it found elsewhere stands; running it again may give more.
    """

    mentions: tuple[Mention, ...]
    refused: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    faults: tuple[WalkoutError, ...] = ()


class Proposer(Protocol):
    """Proposes values for a report."""

    @property
    def coders(self) -> tuple[str, ...]:
        """Every coder id that its statements may carry, versions and all.

        ``rule:zh@1``, ``model:industry@1``. The name before ``@`` is the coder's family: a new
        version of a family takes back what the old one said and it does not.
        """

    def propose(self, report: Report, mentions: tuple[Mention, ...]) -> Proposal:
        """Return the mentions with what this proposer says of them added.

        It takes away nothing and changes no statement of another coder. Each statement that it
        adds carries one of `coders`, and its quote is the report's text at its span.
        """


def add_statements(mention: Mention, statements: Iterable[Statement]) -> Mention:
    """Return a mention with further statements, in reading order, each said once by a coder.

    Statements without words come last; within one span the order in which they were given holds.

    Example:
        >>> s = Statement("action", "strike", "罢工", 2, 4, "model:m@1")
        >>> m = add_statements(Mention(0, 9, ()), [s, s])
        >>> len(m.statements), m.start, m.end
        (1, 0, 9)
    """
    had = {_said(s) for s in mention.statements}
    fresh: list[Statement] = []
    for statement in statements:
        key = _said(statement)
        if key not in had:
            had.add(key)
            fresh.append(statement)
    if not fresh:
        return mention
    order = sorted(
        (*mention.statements, *fresh), key=lambda s: (s.start is None, s.start or 0, s.end or 0)
    )
    return replace(mention, statements=tuple(order))


def _said(statement: Statement) -> tuple[str, str, int | None, int | None, str]:
    return (
        statement.field,
        repr(statement.value),
        statement.start,
        statement.end,
        coder_family(statement.coder),
    )


def propose(report: Report, proposers: Sequence[Proposer]) -> Proposal:
    """Return what several proposers, one after the other, make of a report.

    Each sees the mentions of those before it, with their statements.
    """
    mentions: tuple[Mention, ...] = ()
    refused: dict[str, int] = {}
    faults: list[WalkoutError] = []
    for proposer in proposers:
        made = proposer.propose(report, mentions)
        mentions = made.mentions
        for cause, number in made.refused.items():
            refused[cause] = refused.get(cause, 0) + number
        faults += made.faults
    return Proposal(mentions, MappingProxyType(refused), tuple(faults))
