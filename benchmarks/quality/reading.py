"""Reports read as `walkout extract` reads them: by all who need nothing but the text."""

from __future__ import annotations

from datetime import date
from functools import cache

from walkout.extract.proposer import Proposer, Report, propose
from walkout.flows.proposers import local
from walkout.model.statement import Mention


def extract(
    text: str, *, published: date | None = None, language: str | None = None
) -> tuple[Mention, ...]:
    """Return the mentions of a text."""
    return propose(Report(text, published, language), _proposers()).mentions


@cache
def _proposers() -> tuple[Proposer, ...]:
    return local()
