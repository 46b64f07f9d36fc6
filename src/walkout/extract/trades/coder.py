"""The proposer ``model``: the industry that a phrase of the trade tells, where the rules do not.

It looks only where the rules are silent, unsure, or saw but a part of a longer phrase ("crane"
of "crane manufacturing company"). What it proposes quotes the phrase; where no phrase tells a
trade it proposes nothing, however likely some trade may be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from walkout.extract.proposer import Proposal, Report, add_statements
from walkout.extract.trades.phrases import Phrase, ends_phrase, phrases
from walkout.extract.trades.weights import Weights, weights
from walkout.model.statement import Mention, Statement
from walkout.text.persons import find_persons
from walkout.text.script import image

FIELD = "industry"
UNSAID = "unsaid"

LEAST_SILENT = 0.6
"""Least probability of a proposal where the rules are silent or unsure."""
LEAST_OVER = 0.9
"""Least probability of a proposal against a part of its phrase that a rule has read."""
MOST = 0.95
"""No proposal is surer than this: that is how often those that the model was surest of were right
on development data."""
SURE = 0.6
"""Rules at or above this are left alone, but for parts of phrases."""
LEAST_SUPPORT = 6
"""What the words themselves must add for a code, in units of the weights' file."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_MAY_NAME = re.compile(r"[A-Z@\d]|[^\x00-\u2e7f]{2}")
_AROUND = 40
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase says: a code, how likely, and the words that say so."""

    code: str
    probability: float
    start: int
    end: int


class TradeCoder:
    """Proposes the field industry from phrases of the trade, in Chinese and English."""

    @property
    def coders(self) -> tuple[str, ...]:
        """The one coder, with its version."""
        return (f"model:{weights().name}",)

    def propose(self, report: Report, mentions: tuple[Mention, ...]) -> Proposal:
        """Return the mentions, with an industry added where a phrase tells one.

        Example:
            >>> from walkout.extract.mentions import extract
            >>> text = "Workers at an artificial flower company in Wuhu strike over unpaid wages."
            >>> coder = TradeCoder()
            >>> made = coder.propose(Report(text), extract(text)).mentions
            >>> [(s.value, s.quote) for s in made[0].statements if s.coder == coder.coders[0]]
            [('manufacturing', 'artificial flower company')]
        """
        model = weights()
        return Proposal(tuple([self._one(report.text, m, model) for m in mentions]))

    def _one(self, text: str, mention: Mention, model: Weights) -> Mention:
        told = _of(mention, FIELD)
        stated = [s for s in told if s.basis != "inferred" and s.confidence >= SURE]
        if not stated and any(s.basis == "inferred" for s in told):
            return mention  # The firm is known, and what it does.
        if stated and not any(_goes_on(text, s) for s in stated):
            return mention
        low, high = mention.start, mention.end
        if stated:
            low = max(low, min(s.start or 0 for s in stated) - _NEAR)
            high = min(high, max(s.end or 0 for s in stated) + _NEAR)
        names = [
            (s.start, s.end)
            for s in _of(mention, "employer")
            if s.start is not None and s.end is not None
        ]
        best: Reading | None = None
        folded = _folded(text) if _HAN.search(text, low, high) else ""
        for phrase in phrases(text, folded, low, high, names):
            if stated and not any(_begins(s, phrase) for s in stated):
                continue
            found = read(phrase, model)
            least = LEAST_OVER if stated else LEAST_SILENT
            if found is None or found.probability < least:
                continue
            if any(s.value == found.code for s in stated):
                return mention
            if best is None or found.probability > best.probability:
                best = found
        if best is None:
            return mention
        statement = Statement(
            FIELD,
            best.code,
            text[best.start : best.end],
            best.start,
            best.end,
            self.coders[0],
            "stated",
            round(min(best.probability, MOST), 2),
            _person(text, mention, best),
        )
        return add_statements(mention, [statement])


@lru_cache(1)
def _folded(text: str) -> str:
    """Return the image of a text; it is only made where there is Chinese to read, and once."""
    return image(text)


_GOES_ON = re.compile(r"[ \-/&]+(?:and )?([A-Za-z]+)|[\u3400-\u9fff]")


def _goes_on(text: str, statement: Statement) -> bool:
    """Return whether the words go on behind a quote: "crane" of "crane manufacturing"."""
    if statement.end is None:
        return False
    m = _GOES_ON.match(text, statement.end)
    return m is not None and (m.group(1) is None or not ends_phrase(m.group(1).lower()))


def _begins(statement: Statement, phrase: Phrase) -> bool:
    """Return whether a statement quotes words of a phrase and not its last.

    A phrase ends in what it is: "crane" of "crane manufacturing company" is only its first word.
    """
    if statement.start is None or statement.end is None or statement.start < phrase.start:
        return False
    if len(phrase.parts) > 1:
        return statement.end <= phrase.parts[-1][0]
    return statement.end < phrase.parts[0][1]


def read(phrase: Phrase, model: Weights) -> Reading | None:
    """Return what a phrase says of the trade; None where its words tell none.

    The quote begins at the first word that belongs to some trade and ends with the phrase, so
    that places and owners before it stay out.
    """
    code, probability = model.best(phrase.features)
    if code == UNSAID:
        return None
    words = [f for f in phrase.features if not f.startswith(">")]
    if max((model.support(f, code) for f in words), default=0) < LEAST_SUPPORT:
        return None
    start = phrase.start
    if len(phrase.parts) > 1:
        stems = phrase.features[: len(phrase.parts)]
        first = next((i for i, f in enumerate(stems) if _of_trade(f, model)), len(stems) - 1)
        start = phrase.parts[first][0]
    return Reading(code, probability, start, phrase.end)


def _of_trade(stem: str, model: Weights) -> bool:
    """Return whether a word speaks for some trade more than for none."""
    row = model.rows.get(stem, ())
    return bool(row) and model.codes[max(row, key=lambda part: part[1])[0]] != UNSAID


def _of(mention: Mention, field: str) -> list[Statement]:
    return [s for s in mention.statements if s.field == field]


def _person(text: str, mention: Mention, found: Reading) -> bool:
    if not _MAY_NAME.search(text, found.start, found.end):
        return False
    if any(_holds(s, found) for s in _of(mention, "employer")):
        return False
    low, high = max(0, found.start - _AROUND), min(len(text), found.end + _AROUND)
    near = text[low:high]
    return any(p.start + low < found.end and found.start < p.end + low for p in find_persons(near))


def _holds(statement: Statement, found: Reading) -> bool:
    return (
        statement.start is not None
        and statement.end is not None
        and not statement.person
        and statement.start <= found.start
        and found.end <= statement.end
    )
