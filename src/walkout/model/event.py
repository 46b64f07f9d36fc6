"""Events as the fold gives them: which mentions tell them, and what each account says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from walkout.model.document import Language
from walkout.model.statement import Statement, Tier


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of an account, with its id, its tier and whether its quote may be shown.

    Args:
        id: Statement id.
        statement: The statement.
        tier: Who may see the value.
        quote_tier: Who may see the quote; never above `tier`.
    """

    id: str
    statement: Statement
    tier: Tier
    quote_tier: Tier


@dataclass(frozen=True, slots=True)
class Account:
    """One mention of an event, with the document that it stands in.

    Args:
        mention: Mention id.
        document: Document id; internal, never published.
        reading: Reading id; internal, never published.
        start: First code point of the passage.
        end: One past the last.
        told: The statements that show, one coder's value over another's already applied.
        published: Publication day of the document; None when unknown.
        language: Language of the document.
        url: Address of the document, if any; published only where the tier allows.
        document_tier: Tier of the document.
    """

    mention: str
    document: str
    reading: str
    start: int
    end: int
    told: tuple[Told, ...]
    published: date | None
    language: Language
    url: str | None = field(repr=False)
    document_tier: Tier


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the world, with every account of it.

    Args:
        id: Event id, minted once.
        tier: ``public`` once published.
        accounts: Its mentions, oldest publication first, undated last.
        merged: Ids that now redirect to this one.
    """

    id: str
    tier: Tier
    accounts: tuple[Account, ...]
    merged: tuple[str, ...] = ()
