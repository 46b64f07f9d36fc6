"""The registry of proposers that need nothing but the text: settings name them from here.

To add one: a class with `coders` and `propose` (`walkout.extract.proposer`), and its line in
`PROPOSERS`. Factories import late, so that a command loads only what it uses. The proposer that
asks an endpoint is registered in `walkout.flows.proposers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from walkout.extract.mentions import extract
from walkout.extract.proposer import Proposal, Proposer, Report
from walkout.extract.say import RULE_CODERS
from walkout.model.statement import Mention


class RuleProposer:
    """The rules over the codebook, in Chinese and English (`walkout.extract.extract`)."""

    @property
    def coders(self) -> tuple[str, ...]:
        """The rule coders of both languages."""
        return tuple(RULE_CODERS.values())

    def propose(self, report: Report, mentions: tuple[Mention, ...]) -> Proposal:
        """Return the mentions that the rules find, after any that were there."""
        found = extract(
            report.text,
            published=report.published,
            language=report.language,
            title=report.title,
            url=report.url,
        )
        return Proposal((*mentions, *found))


def _trades() -> Proposer:
    from walkout.extract.trades.coder import TradeCoder

    return TradeCoder()


PROPOSERS: Mapping[str, Callable[[], Proposer]] = MappingProxyType(
    {"rule": RuleProposer, "model": _trades}
)
"""Name to factory, in the order in which proposers run."""
