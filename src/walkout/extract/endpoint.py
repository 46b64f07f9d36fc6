"""The proposer that asks a language model: windows of a text out, statements that stand back.

The asking itself is done by a function that is handed in, since this room does no input and
output (`walkout.flows.endpoint` has the one that speaks HTTP).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass
from typing import Protocol

from walkout.errors import EndpointDownError, EndpointError, WalkoutError
from walkout.extract.endpoint_answer import Event, Judge, parse
from walkout.extract.endpoint_question import Question, fingerprint, question, windows
from walkout.extract.marks import fill, scan
from walkout.extract.proposer import Proposal, Report, add_statements
from walkout.model.endpoint import Endpoint
from walkout.model.ids import digest
from walkout.model.statement import SINGLE_FIELDS, Mention, Statement

NOT_ASKED = "not_asked"
"""Cause under which a text counts that the endpoint was not asked about to its end."""

SMALLEST = 200
"""Code points of a part that is not halved any more when its answer is cut off."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an endpoint answered.

    Args:
        content: The model's words.
        cut: It had more to say than it was allowed to.
    """

    content: str
    cut: bool = False


class Ask(Protocol):
    """Puts one question to a language model."""

    def __call__(self, question: Question, /) -> Reply:
        """Return the answer.

        Raises:
            EndpointError: There is none that can be used; `EndpointDownError` when there will be
                none in this run.
        """


class EndpointProposer:
    """Proposes what a language model points at in a text, as far as it stands.

    Values go to the mention that holds most of their words. An event that no mention holds makes
    one of its own when its kind, its status and something that was done are quoted.

    Args:
        endpoint: The endpoint, for its model's name and the size of a window.
        ask: Puts a question to it.
        answers: Answers that are known already, by the key of their question; new ones are added.
            Nothing that is in it is asked for again.
    """

    def __init__(
        self, endpoint: Endpoint, ask: Ask, answers: MutableMapping[str, str] | None = None
    ) -> None:
        self._endpoint = endpoint
        self._ask = ask
        self.answers: MutableMapping[str, str] = {} if answers is None else answers
        self.coder = f"model:{endpoint.model}@{endpoint.version}+{fingerprint()}"
        """Model, the keeper's name for its version, and a mark of the instructions."""

    @property
    def coders(self) -> tuple[str, ...]:
        """The one coder that this proposer speaks as."""
        return (self.coder,)

    def propose(self, report: Report, mentions: tuple[Mention, ...]) -> Proposal:
        """Return the mentions with what the model points at, by window; a fault is one window's."""
        if not report.text.strip():
            return Proposal(mentions)
        marks = scan(report.text, published=report.published, language=report.language)
        fill(marks)
        judge = Judge(marks, self.coder)
        events: list[Event] = []
        faults: list[WalkoutError] = []
        todo = list(reversed(list(windows(report.text, self._endpoint.window))))
        while todo:
            start, end = todo.pop()
            try:
                reply = self._answer(report.text[start:end])
                if not reply.cut:
                    events += judge.events(parse(reply.content), start, end)
                    continue
            except EndpointDownError as error:
                judge.refused[NOT_ASKED] += 1
                faults.append(error)
                break
            except EndpointError as error:
                faults.append(_at(error, start, end))
                continue
            if end - start <= SMALLEST:
                faults.append(_at(_cut_off(), start, end))
                continue
            halves = windows(report.text[start:end], (end - start) // 2 + 1)
            todo += reversed([(start + a, start + b) for a, b in halves])
        made = tuple(_placed(events, mentions, self.coder, judge.refused))
        return Proposal(made, +judge.refused, tuple(faults))

    def _answer(self, words: str) -> Reply:
        asked = question(words)
        key = digest("answer", self.coder, self._endpoint.answer, asked.user)
        if key in self.answers:
            known = self.answers[key]
            return Reply("", cut=True) if known == _CUT else Reply(known)
        reply = self._ask(asked)
        if reply.cut:
            self.answers[key] = _CUT
        else:
            parse(reply.content)  # What nobody can read is not kept, so that it is asked for again.
            self.answers[key] = reply.content
        return reply


_CUT = "cut"
"""Kept for a question whose answer was cut off; no answer is this word."""


def _at(error: EndpointError, start: int, end: int) -> EndpointError:
    return type(error)(error.problem, fix=error.fix, **{**error.where, "span": (start, end)})


def _cut_off() -> EndpointError:
    return EndpointError(
        "The model's answer was cut off",
        fix="Let it answer at more length: raise `answer` in [endpoint].",
    )


def _placed(
    events: Iterable[Event], mentions: tuple[Mention, ...], coder: str, refused: Counter[str]
) -> Iterator[Mention]:
    """Yield the mentions with the events' statements, and the events that are mentions anew."""
    made = list(mentions)
    given: dict[int, set[str]] = {}
    fresh: list[Mention] = []
    for event in events:
        best = max(range(len(made)), key=lambda n: _shared(event, made[n]), default=-1)
        if best >= 0 and _shared(event, made[best]) * 2 >= len(event.statements):
            if "statistic" in made[best].values("kind"):
                refused["in_a_statistic"] += len(event.statements)
                continue
            taken = given.setdefault(best, set())
            fields = {s.field for s in event.statements if s.field in SINGLE_FIELDS}
            kept = [s for s in event.statements if s.field not in taken]
            refused["second_event"] += len(event.statements) - len(kept)
            taken |= fields
            made[best] = add_statements(made[best], kept)
            continue
        mention = _mention(event, coder)
        if mention is None:
            refused["no_kind_or_status"] += len(event.statements)
        else:
            fresh.append(mention)
    # Windows do not overlap, so neither do events of two of them; those of one may.
    yield from sorted([*made, *_apart(fresh)], key=lambda m: (m.start, m.end))


def _shared(event: Event, mention: Mention) -> int:
    return sum(
        s.start is not None
        and s.end is not None
        and mention.start <= s.start
        and s.end <= mention.end
        for s in event.statements
    )


_DONE = frozenset({"action", "response", "outcome"})


def _mention(event: Event, coder: str) -> Mention | None:
    said = {s.field for s in event.statements}
    done = any(s.field in _DONE or s.field.startswith("harm.") for s in event.statements)
    if not {"kind", "status"} <= said or not done:
        return None
    # That it is labour's is what the model was asked about, and no words say so.
    scope = Statement("scope", "labour", None, None, None, coder, "inferred", 0.4)
    return add_statements(Mention(*event.span, ()), [*event.statements, scope])


def _apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Join new mentions with the very same span: one passage is one mention."""
    spans: dict[tuple[int, int], Mention] = {}
    for mention in mentions:
        span = (mention.start, mention.end)
        known = spans.get(span)
        spans[span] = mention if known is None else add_statements(known, mention.statements)
    yield from spans.values()
