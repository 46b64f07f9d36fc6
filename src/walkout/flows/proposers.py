"""Which proposers read a text: names from the settings or the command line, to those who do it."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence

from walkout.errors import ConfigurationError
from walkout.extract.endpoint import Ask, EndpointProposer
from walkout.extract.proposer import Proposer
from walkout.extract.proposers import PROPOSERS, named
from walkout.model.endpoint import Endpoint

ENDPOINT = "endpoint"
"""The proposer that asks a language model; off unless it is named."""

NAMES = (*PROPOSERS, ENDPOINT)
"""Every name that settings may give, in the order in which proposers run."""

DEFAULT = tuple(PROPOSERS)
"""Who reads when nobody is named: all that need nothing but the text."""


def checked(names: Sequence[str] | None) -> tuple[str, ...]:
    """Return these names in the order in which they run, each once; the default for None.

    Raises:
        ConfigurationError: Nobody has one of these names.

    Example:
        >>> checked(["endpoint", "rule"])
        ('rule', 'endpoint')
    """
    if names is None:
        return DEFAULT
    for name in names:
        if name not in NAMES:
            raise ConfigurationError(
                "There is no such proposer", fix=f"Known are {', '.join(NAMES)}.", proposer=name
            )
    return tuple(name for name in NAMES if name in names)


def local(names: Sequence[str] | None = None) -> tuple[Proposer, ...]:
    """Return those of these proposers that need nothing but the text.

    Raises:
        ConfigurationError: Nobody has one of these names.
    """
    return named(checked(names))


def with_endpoint(
    names: Sequence[str] | None,
    endpoint: Endpoint | None = None,
    ask: Ask | None = None,
    answers: MutableMapping[str, str] | None = None,
) -> tuple[Proposer, ...]:
    """Return these proposers, the endpoint's among them if it is named.

    Args:
        names: Names; None for those who need nothing but the text.
        endpoint: The endpoint; needed when it is named.
        ask: Puts a question to it; needed with it.
        answers: Where its answers are kept; None for this run's memory.

    Raises:
        ConfigurationError: A name is unknown, or the endpoint is named and not there.
    """
    readers = local(names)
    if ENDPOINT not in checked(names):
        return readers
    if endpoint is None or ask is None:
        raise ConfigurationError(
            "The endpoint is named as a proposer, and there is no endpoint",
            fix="Say where it is: [endpoint] with url and model, or --endpoint and its model.",
            setting="endpoint",
        )
    return (*readers, EndpointProposer(endpoint, ask, answers))


def coders_of(proposers: Sequence[Proposer]) -> tuple[str, ...]:
    """Return every coder that these proposers speak as."""
    return tuple(coder for proposer in proposers for coder in proposer.coders)
