"""How an event is shown when its accounts differ: the range of all, and who says what.

Between accounts nothing wins. A field shows every value, with the accounts that give it, and
the range that holds them all; `differs` says that the accounts do not all say the same, and
`apart` that no single value would satisfy them all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from walkout.model.statement import HARM_FIELDS, canonical
from walkout.protect.public import PublicAccount, PublicEvent
from walkout.protect.shapes import CODE_FIELDS

Json = dict[str, Any]
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Said(Generic[V]):
    """A value and the numbers of the accounts that give it, in order."""

    value: V
    accounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DateRange:
    """When something began or ended, by all accounts.

    Args:
        earliest: First day that any account allows, ISO 8601; None when one is unbounded.
        latest: Last day that any account allows.
        precision: Unit in which it was told; ``days`` where accounts differ.
        differs: The accounts do not all say the same.
        apart: No day is allowed by all of them.
        said: Each value, inferred ones too. Inferred values make the range only where no account
            states one: a day of publication says nothing against a stated day.
    """

    earliest: str | None
    latest: str | None
    precision: str
    differs: bool
    apart: bool
    said: tuple[Said[Json], ...]


@dataclass(frozen=True, slots=True)
class NumberRange:
    """How many or how much, by all accounts that mean the same thing.

    Args:
        of: What is counted, so that unlike counts never mix: role and unit of participants,
            role, currency and per of an amount, unit of a duration.
        low: Smallest of all; None when only months of pay are told.
        high: Largest of all; None when one is open upwards.
        approximate: All that say it say about.
        differs: The accounts do not all say the same.
        apart: No number is allowed by all of them.
        said: Each value. One without a number ("workers were detained", at least one) widens no
            range that others give.
    """

    of: dict[str, str]
    low: int | None
    high: int | None
    approximate: bool
    differs: bool
    apart: bool
    said: tuple[Said[Json], ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that accounts give for one field.

    Args:
        told: Number of accounts that say anything about the field.
        differs: Two of those do not give the same codes.
        said: Each code, most accounts first.
    """

    told: int
    differs: bool
    said: tuple[Said[str], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes alone."""
        return tuple(s.value for s in self.said)


@dataclass(frozen=True, slots=True)
class Places:
    """Where, by all accounts.

    Args:
        shown: The most precise units that accounts name: a unit that contains another one named
            is told less precisely, not differently.
        common: Names from the province or country down to the deepest unit that holds all of
            `shown`: zh and en.
        differs: Two accounts do not name the same units, wider ones aside.
        apart: Two accounts name no unit in common, wider ones aside.
        said: Each place.
    """

    shown: tuple[Json, ...]
    common: tuple[tuple[str, ...], tuple[str, ...]]
    differs: bool
    apart: bool
    said: tuple[Said[Json], ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """One event as it is shown.

    Args:
        event: What it is made from.
        start: When it began; None when no account tells.
        end: When it ended.
        places: Where; None when no account tells.
        employers: Employers by all accounts.
        employers_differ: Two accounts that name employers do not name the same.
        participants: How many, one range for each role and unit, largest first.
        duration: How long, by unit.
        amounts: Sums of money, one range for each role, currency and per.
        harm: Counts by kind of harm; several of one kind are a series over time.
        codes: All coded fields that any account fills.
        title: Title written by a person, zh and en; empty when there is none.
        summary: Summary written by a person.
    """

    event: PublicEvent
    start: DateRange | None
    end: DateRange | None
    places: Places | None
    employers: tuple[Said[Json], ...]
    employers_differ: bool
    participants: tuple[NumberRange, ...]
    duration: tuple[NumberRange, ...]
    amounts: tuple[NumberRange, ...]
    harm: dict[str, NumberRange]
    codes: dict[str, Codes]
    title: dict[str, str] = field(default_factory=dict)
    summary: dict[str, str] = field(default_factory=dict)

    @property
    def differing(self) -> tuple[str, ...]:
        """Names of the fields in which accounts differ, in the order of the contract."""
        names = [
            ("date", self.start is not None and self.start.differs),
            ("end", self.end is not None and self.end.differs),
            ("place", self.places is not None and self.places.differs),
            ("employer", self.employers_differ),
            ("participants", any(r.differs for r in self.participants)),
            ("amount", any(r.differs for r in self.amounts)),
            *((f"harm.{name}", r.differs) for name, r in self.harm.items()),
            *((name, codes.differs) for name, codes in self.codes.items()),
        ]
        return tuple(name for name, differs in names if differs)


def view(event: PublicEvent) -> EventView:
    """Return how an event is shown."""
    accounts = event.accounts
    codes = {name: made for name in CODE_FIELDS if (made := _codes(accounts, name)) is not None}
    employers = _said(accounts, "employer", key=lambda v: v["name"])
    harm = {}
    for name in HARM_FIELDS:
        ranges = _numbers(accounts, f"harm.{name}", of=())
        if ranges:
            harm[name] = ranges[0]
    participants = _numbers(accounts, "participants", of=("role", "unit"))
    return EventView(
        event=event,
        start=_dates(accounts, "date"),
        end=_dates(accounts, "end"),
        places=_places(accounts),
        employers=employers,
        employers_differ=_sets_differ(accounts, "employer", key=lambda v: v["name"]),
        participants=tuple(
            sorted(participants, key=lambda r: (r.of.get("unit", "persons") != "persons", -_top(r)))
        ),
        duration=_numbers(accounts, "duration", of=("unit",)),
        amounts=_numbers(accounts, "amount", of=("role", "currency", "per")),
        harm=harm,
        codes=codes,
        title=_written(accounts, "title"),
        summary=_written(accounts, "summary"),
    )


def _top(found: NumberRange) -> int:
    return found.high if found.high is not None else (found.low or 0)


def _values(accounts: Iterable[PublicAccount], name: str) -> Iterator[tuple[int, Any]]:
    for account in accounts:
        for value in account.values:
            if value.field == name:
                yield account.number, value.value


def _said(
    accounts: Sequence[PublicAccount],
    name: str,
    key: Callable[[Any], Hashable] = canonical,
    among: Callable[[Any], bool] = lambda value: True,
) -> tuple[Said[Any], ...]:
    groups: dict[Hashable, tuple[Any, list[int]]] = {}
    for number, value in _values(accounts, name):
        if among(value):
            numbers = groups.setdefault(key(value), (value, []))[1]
            if number not in numbers:
                numbers.append(number)
    return tuple(Said(value, tuple(numbers)) for value, numbers in groups.values())


def _sets_differ(
    accounts: Sequence[PublicAccount], name: str, key: Callable[[Any], Hashable]
) -> bool:
    by_account: dict[int, set[Hashable]] = {}
    for number, value in _values(accounts, name):
        by_account.setdefault(number, set()).add(key(value))
    return len({frozenset(values) for values in by_account.values()}) > 1


def _codes(accounts: Sequence[PublicAccount], name: str) -> Codes | None:
    said = _said(accounts, name, key=str)
    if not said:
        return None
    told = {number for each in said for number in each.accounts}
    ordered = tuple(sorted(said, key=lambda s: -len(s.accounts)))
    return Codes(len(told), _sets_differ(accounts, name, key=str), ordered)


def _dates(accounts: Sequence[PublicAccount], name: str) -> DateRange | None:
    said = _said(accounts, name, among=lambda v: "code" not in v)
    if not said:
        return None
    stated = [s.value for s in said if s.value["basis"] != "inferred"] or [s.value for s in said]
    firsts, lasts = [v["earliest"] for v in stated], [v["latest"] for v in stated]
    earliest = None if None in firsts else min(firsts)
    latest = None if None in lasts else max(lasts)
    spans = {(v["earliest"], v["latest"]) for v in stated}
    low = max((d for d in firsts if d is not None), default="")
    high = min((d for d in lasts if d is not None), default="9999")
    return DateRange(
        earliest,
        latest,
        stated[0]["precision"] if len(spans) == 1 else "days",
        differs=len(spans) > 1,
        apart=low > high,
        said=said,
    )


def _numbers(
    accounts: Sequence[PublicAccount], name: str, of: tuple[str, ...]
) -> tuple[NumberRange, ...]:
    kinds: dict[tuple[tuple[str, str], ...], None] = {}
    for _, value in _values(accounts, name):
        kinds[_of(value, of)] = None
    ranges = []
    for kind in kinds:

        def same(value: Json, kind: tuple[tuple[str, str], ...] = kind) -> bool:
            return _of(value, of) == kind

        said = _said(accounts, name, among=same)
        # "Some were detained" says nothing against thirty: it makes the range only where alone.
        numbered = [s.value for s in said if _numbered(s.value)]
        ranged = numbered or [s.value for s in said if s.value["low"] is not None]
        lows, highs = [v["low"] for v in ranged], [v["high"] for v in ranged]
        closed = [h for h in highs if h is not None]
        ranges.append(
            NumberRange(
                of=dict(kind),
                low=min(lows, default=None),
                high=None if None in highs else max(closed, default=None),
                approximate=all(s.value.get("approximate") for s in said),
                differs=_differ([x for x in said if _numbered(x.value) or not numbered]),
                apart=bool(lows) and max(lows) > min(closed, default=max(lows)),
                said=said,
            )
        )
    return tuple(ranges)


def _differ(said: Iterable[Said[Json]]) -> bool:
    by_account: dict[int, set[tuple[int | None, int | None]]] = {}
    for each in said:
        for number in each.accounts:
            by_account.setdefault(number, set()).add((each.value["low"], each.value["high"]))
    return len({frozenset(values) for values in by_account.values()}) > 1


def _numbered(value: Json) -> bool:
    # "At least one" is what words without a number come to.
    return value["low"] is not None and (value["high"] is not None or value["low"] > 1)


def _of(value: Json, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value[name]) for name in names if name in value)


def _places(accounts: Sequence[PublicAccount]) -> Places | None:
    said = _said(accounts, "place", key=_path)
    if not said:
        return None
    paths = {_path(s.value) for s in said}
    leaves = [
        s.value
        for s in said
        if not any(
            p != _path(s.value) and p[: len(_path(s.value))] == _path(s.value) for p in paths
        )
    ]
    return Places(
        shown=tuple(leaves),
        common=(
            _shared([tuple(place["path_zh"]) for place in leaves]),
            _shared([tuple(place["path_en"]) for place in leaves]),
        ),
        differs=_unlike(accounts, any),
        apart=_unlike(accounts, all),
        said=said,
    )


def _path(place: Json) -> tuple[str, ...]:
    return tuple(place["path_zh"] or place["path_en"])


def _unlike(accounts: Sequence[PublicAccount], how_many: Callable[[Iterable[bool]], bool]) -> bool:
    """Whether, for some two accounts, any or all units of one are strange to the other."""
    by_account: dict[int, set[tuple[str, ...]]] = {}
    for number, place in _values(accounts, "place"):
        by_account.setdefault(number, set()).add(_path(place))
    sets = list(by_account.values())
    return any(
        how_many(not any(a[: len(b)] == b or b[: len(a)] == a for b in other) for a in mine)
        for i, mine in enumerate(sets)
        for other in sets[:i] + sets[i + 1 :]
    )


def _shared(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    shared: list[str] = []
    for names in zip(*paths, strict=False):
        if len(set(names)) > 1:
            break
        shared.append(names[0])
    return tuple(shared)


def _written(accounts: Sequence[PublicAccount], name: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for _, value in _values(accounts, name):
        for language in ("zh", "en"):
            if language in value and language not in out:
                out[language] = value[language]
    return out
