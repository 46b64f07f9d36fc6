"""The registry of proposers that need nothing but the text: settings name them from here.

To add one: a class with `coders` and `propose` (`walkout.extract.proposer`), and its line in
`PROPOSERS`. Factories import late, so that a command loads only what it uses. The proposer that
asks an endpoint is registered in `walkout.flows.proposers`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from walkout.extract import hearing
from walkout.extract.mentions import extract
from walkout.extract.proposer import Proposal, Proposer, Report
from walkout.extract.say import RULE_CODERS
from walkout.model.statement import Mention


@dataclass(frozen=True, slots=True)
class RuleProposer:
    """The rules over the codebook, in Chinese and English (`walkout.extract.extract`).

    Args:
        listen: What the clause model hears counts like words of the lexicon.
    """

    listen: bool = False

    @property
    def coders(self) -> tuple[str, ...]:
        """The rule coders of both languages, and the clause model where the rules listen to it."""
        return (*RULE_CODERS.values(), *((hearing.CODER,) if self.listen else ()))

    def propose(self, report: Report, mentions: tuple[Mention, ...]) -> Proposal:
        """Return the mentions that the rules find, after any that were there."""
        found = extract(
            report.text,
            published=report.published,
            language=report.language,
            title=report.title,
            url=report.url,
            listen=self.listen,
        )
        return Proposal((*mentions, *found))


def _trades() -> Proposer:
    from walkout.extract.trades.coder import TradeCoder

    return TradeCoder()


PROPOSERS: Mapping[str, Callable[[], Proposer]] = MappingProxyType(
    {"rule": RuleProposer, "model": _trades}
)
"""Name to factory, in the order in which proposers run."""


def named(names: Collection[str]) -> tuple[Proposer, ...]:
    """Return the proposers of these names, in the order in which they run.

    The rules listen to the clause model where models are named too.

    Example:
        >>> [p.coders for p in named(["rule"])]
        [('rule:zh@1', 'rule:en@1')]
    """
    return tuple(
        RuleProposer(listen="model" in names) if name == "rule" else make()
        for name, make in PROPOSERS.items()
        if name in names
    )
