"""From statements to the flat line of the extraction contract (DESIGN section 6).

One fold serves the stateless command and the record: within a mention, adjudication stands
over coding, coding over model, model over rule; then higher confidence, then reading order.
A list's values are no rivals: what a model adds to a list stands beside what the rules say, and
over it only where both read the same words (``docs/decisions/0060-proposers.md``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from walkout.model.statement import (
    HARM_FIELDS,
    LIST_FIELDS,
    SINGLE_FIELDS,
    Mention,
    Statement,
)

CONTRACT = 1

_RANK = {"human": 0, "source": 1, "model": 2, "rule": 3}


@lru_cache(maxsize=256)
def coder_rank(coder: str) -> int:
    """Return the standing of a coder, 0 the highest."""
    return _RANK.get(coder.partition(":")[0], 9)


_MACHINES = frozenset({"model", "rule"})

_READ_ONCE = frozenset({"place", "employer", "amount", *(f"harm.{name}" for name in HARM_FIELDS)})
"""Lists whose words tell one value: two coders who read the same words there are rivals. One
phrase may tell several codes (要求涨薪并补社保), so codes are none."""


def standing(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements that show, by field and in the order given.

    Of a field with one value, those of the highest-standing kind of coder. A person's or a
    source's word on a list is the list. Without one, the list holds what models and rules say,
    but for a lower coder's reading of words that a higher one reads too.

    Example:
        >>> strike = Statement("action", "strike", "罢工", 3, 5, "rule:zh@1")
        >>> march = Statement("action", "march", "游行", 6, 8, "model:m@1")
        >>> [s.value for s in standing([strike, march])]
        ['strike', 'march']
    """
    return [statement for group in _standing(statements).values() for statement in group]


def _standing(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(statement.field, []).append(statement)
    for name, group in groups.items():
        if len({s.coder for s in group}) == 1:
            continue
        best = min(coder_rank(s.coder) for s in group)
        top = [s for s in group if coder_rank(s.coder) == best]
        machine = top[0].coder.partition(":")[0] in _MACHINES
        if len(top) == len(group) or name in SINGLE_FIELDS or not machine:
            groups[name] = top
        else:
            groups[name] = [s for s in group if coder_rank(s.coder) == best or _adds(s, top)]
    return groups


def _adds(lower: Statement, top: Sequence[Statement]) -> bool:
    """Return whether a machine's statement on a list stands beside those of a higher machine."""
    if lower.coder.partition(":")[0] not in _MACHINES:
        return False
    if lower.field not in _READ_ONCE or lower.start is None or lower.end is None:
        return True
    return not any(
        s.start is not None and s.end is not None and s.start < lower.end and lower.start < s.end
        for s in top
    )


def _first(statements: Sequence[Statement], default: Any) -> Any:
    if not statements:
        return default
    if len(statements) == 1:
        return statements[0].value
    return max(statements, key=lambda s: s.confidence).value


_HARM = tuple((name, f"harm.{name}") for name in HARM_FIELDS)


def assemble(statements: Iterable[Statement]) -> dict[str, Any]:
    """Return the contract's fields that a mention's statements give.

    Single-valued fields take the most confident standing statement; lists keep reading order
    and each value once. Unknown is null, ``unknown`` or an empty list as the contract says.

    Example:
        >>> s = Statement("action", "strike", "罢工", 3, 5, "rule:zh@1")
        >>> assemble([s])["action"]
        ['strike']
    """
    groups = _standing(statements)

    def listed(name: str) -> list[Any]:
        values: list[Any] = []
        for statement in groups.get(name, ()):
            if statement.value not in values:
                values.append(statement.value)
        return values

    places = listed("place")
    line: dict[str, Any] = {
        "status": _first(groups.get("status", ()), "happened"),
        "kind": _first(groups.get("kind", ()), "action"),
        "scope": _first(groups.get("scope", ()), "labour"),
        "date": _first(groups.get("date", ()), None),
        "end": _first(groups.get("end", ()), None),
        "duration": _first(groups.get("duration", ()), None),
        "place": places[0] if places else None,
        "places": places,
        "industry": _first(groups.get("industry", ()), None),
        "ownership": _first(groups.get("ownership", ()), "unknown"),
        "participants": _first(groups.get("participants", ()), None),
        "harm": {name: listed(field) for name, field in _HARM if field in groups},
        "outcome": _first(groups.get("outcome", ()), "unknown"),
        "statistic": _first(groups.get("statistic", ()), None),
    }
    for name in LIST_FIELDS:
        if name != "place":
            line[name] = listed(name)
    return line


_WORDS = ("text", "name")
"""Keys of a value that hold words of the reading, as the quote does."""


def _without_words(statement: Statement) -> Statement:
    value = statement.value
    if isinstance(value, dict):
        value = {key: None if key in _WORDS else part for key, part in value.items()}
    return replace(statement, value=value, quote=None, start=None, end=None)


def tells_event(values: Mapping[str, Any]) -> bool:
    """Return whether a mention with these assembled values tells of something that happened.

    Planned, threatened, denied and general mentions stay mentions, and so do statistics and
    what is not labour; borderline events are events and are counted apart.

    Example:
        >>> tells_event(assemble([Statement("status", "planned", "计划", 0, 2, "rule:zh@1")]))
        False
    """
    return bool(
        values["status"] == "happened"
        and values["kind"] != "statistic"
        and values["scope"] != "not_labour"
    )


def contract_line(
    document: str, number: int, mention: Mention, *, with_persons: bool = False
) -> dict[str, Any]:
    """Return one line of ``walkout extract --jsonl``.

    Args:
        document: The ``id`` of the input line, or the document id.
        number: The mention's number in the document, from 1.
        mention: The mention.
        with_persons: Print statements whose quote spans a private person's name as they are;
            without it their quote, their span and the words in their value are withheld.
    """
    shown = tuple(
        s if with_persons or not s.person else _without_words(s) for s in mention.statements
    )
    statements: list[dict[str, Any]] = [
        {
            "field": s.field,
            "value": s.value,
            "quote": s.quote,
            "start": s.start,
            "end": s.end,
            "coder": s.coder,
            "basis": s.basis,
            "confidence": s.confidence,
        }
        for s in shown
    ]
    if not with_persons:
        for statement, s in zip(statements, shown, strict=True):
            if s.person:
                statement["withheld"] = True
    return {
        "contract": CONTRACT,
        "document": document,
        "mention": number,
        "span": [mention.start, mention.end],
        **assemble(shown),
        "statements": statements,
    }
