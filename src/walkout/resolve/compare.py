"""The comparisons of a pair: each gives an outcome and one sentence that a coder reads.

A sentence holds dates, places, numbers and codes, never a person's name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from rapidfuzz import fuzz

from walkout.resolve.features import Features
from walkout.resolve.firms import firm_of
from walkout.text.pinyin import pinyin

Outcome = tuple[str, str]
"""The outcome's name in the weights, and the sentence."""

_FINE = {"county": "same_county", "town": "same_site", "street": "same_site", "site": "same_site"}
_SAME = {**_FINE, "prefecture": "same_prefecture", "province": "same_province"}
_NEAR_DAYS = 3
_FAR_DAYS = 31
_ALIKE = 85.0


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def compare_date(a: Features, b: Features) -> Outcome:
    """Whether the two can have begun on one day; coarse dates that overlap speak softly."""
    if a.days is None or b.days is None:
        if (
            a.published is not None
            and b.published is not None
            and abs(a.published - b.published) <= _NEAR_DAYS
        ):
            return "published_near", "A date is unknown; they were published within three days."
        return "unknown", "The date of one is unknown."
    if a.exact and b.exact:
        gap = abs(a.days[0] - b.days[0])
        if gap == 0:
            return "same_day", f"Both are dated {_day(a.days[0])}."
        if gap <= _NEAR_DAYS:
            return "near", f"They are dated {gap} day(s) apart."
    else:
        gap = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
        if gap <= 0:
            return "overlap", "Their dates overlap, at least one known only roughly."
    outcome = "far" if gap > _FAR_DAYS else "apart"
    return outcome, f"They are dated {gap} day(s) apart."


def compare_place(a: Features, b: Features) -> Outcome:
    """Whether one place can hold both; the finest agreement of any two named places counts."""
    if not a.paths or not b.paths:
        if a.maybe and b.maybe and not _can_be_one(a.maybe, b.maybe):
            return "other_prefecture", "Their places have different names."
        return "unknown", "The place of one is unknown or has several meanings."
    best: tuple[int, Outcome] | None = None
    for path_a, level_a in zip(a.paths, a.levels, strict=True):
        for path_b, level_b in zip(b.paths, b.levels, strict=True):
            outcome = _compare_paths(path_a, level_a, path_b, level_b)
            if best is None or outcome[0] > best[0]:
                best = outcome
    assert best is not None
    return best[1]


def _can_be_one(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(x.startswith(y) or y.startswith(x) for x in a for y in b)


def _compare_paths(
    path_a: tuple[str, ...], level_a: str, path_b: tuple[str, ...], level_b: str
) -> tuple[int, Outcome]:
    shared = 0
    for x, y in zip(path_a, path_b, strict=False):
        if x != y:
            break
        shared += 1
    names = " ".join(path_a[:shared])
    if shared == len(path_a) or shared == len(path_b):
        level = level_a if len(path_a) <= len(path_b) else level_b
        outcome = _SAME.get(level, "same_country")
        if outcome == "same_prefecture" and len(path_a) != len(path_b):
            outcome = "within_prefecture"
        return 10 + shared, (outcome, f"Both name {names}.")
    if shared == 0:
        return 0, ("other_province", "They are in different provinces or countries.")
    fine = level_a in _FINE and level_b in _FINE
    if fine and shared == min(len(path_a), len(path_b)) - 1:
        return 2, ("other_county", f"They are in different parts of {names}.")
    return 1, ("other_prefecture", f"They are in different parts of {names}.")


def _is_han(name: str) -> bool:
    return any("㐀" <= ch <= "鿿" for ch in name)


def compare_employer(a: Features, b: Features) -> Outcome:
    """Whether a named employer is the same, across spellings, 汉字 and pinyin."""
    if not a.employers or not b.employers:
        if a.employers or b.employers:
            return "one_unnamed", "Only one names an employer."
        return "unknown", "Neither names an employer."
    firms = {f for name in a.employers if (f := firm_of(name))}
    if not firms.isdisjoint(f for name in b.employers if (f := firm_of(name))):
        return "same", "They name the same well-known firm."
    best, compared = 0.0, False
    for x in a.employers:
        for y in b.employers:
            if x == y:
                return "same", "They name the same employer."
            if _is_han(x) != _is_han(y):
                x_latin, y_latin = pinyin(x), pinyin(y)
                if x_latin == y_latin:
                    return "same", "They name the same employer, in 汉字 and in Latin letters."
                if min(len(x_latin), len(y_latin)) >= 5 and (
                    x_latin in y_latin or y_latin in x_latin
                ):
                    best = max(best, _ALIKE)
                # A trade name need not sound like the Chinese one: unlike says nothing.
                continue
            compared = True
            if min(len(x), len(y)) >= (2 if _is_han(x) else 4) and (x in y or y in x):
                best = max(best, 90.0)
            else:
                best = max(best, fuzz.ratio(x, y))
    if best >= _ALIKE:
        return "alike", "They name employers of like names."
    if not compared:
        return "unknown", "They name employers in two scripts, which cannot be compared."
    return "other", "They name different employers."


def compare_kind(a: Features, b: Features) -> Outcome:
    """Whether both are actions, both acts of repression, and so on.

    A mention led by a response that names the action too tells of the action.
    """
    if a.kind == b.kind:
        return "same", f"Both are of kind {a.kind}."
    if not a.actions.isdisjoint(b.actions):
        return "response", "One is led by a response to the action that both name."
    return "other", f"One is of kind {a.kind}, the other of kind {b.kind}."


def compare_industry(a: Features, b: Features) -> Outcome:
    """Whether the industry agrees."""
    if a.industry is None or b.industry is None:
        return "unknown", "The industry of one is unknown."
    if a.industry == b.industry:
        return "same", f"Both are in {a.industry}."
    return "other", f"One is in {a.industry}, the other in {b.industry}."


def _compare_sets(a: frozenset[str], b: frozenset[str], what: str) -> Outcome:
    if not a or not b:
        return "unknown", f"One names no {what}."
    shared = sorted(a & b)
    if a == b:
        return "same", f"Both have {what} {', '.join(shared)}."
    if shared:
        return "share", f"They share {what} {', '.join(shared)}."
    return "other", f"They have no {what} in common."


# Groups that act as one across a city, whoever employs them.
_CITYWIDE = frozenset(
    {"self_employed_drivers", "platform_workers", "teachers", "medical_staff", "retired"}
)


def compare_actor(a: Features, b: Features) -> Outcome:
    """Whether the same group acts, where the group is one that acts across a city."""
    if not a.actors or not b.actors:
        return "unknown", "One names no group."
    shared = sorted(a.actors & b.actors & _CITYWIDE)
    if shared:
        return "same", f"Both are of {', '.join(shared)}."
    if a.actors & _CITYWIDE and b.actors & _CITYWIDE:
        return "other", "Different groups act."
    return "unknown", "The groups named say little."


def compare_action(a: Features, b: Features) -> Outcome:
    """Whether people did the same things."""
    return _compare_sets(a.actions, b.actions, "action")


def compare_demand(a: Features, b: Features) -> Outcome:
    """Whether they asked for the same."""
    return _compare_sets(a.demands, b.demands, "demand")


# Accounts of large events differ by two or three; two such events in one city on one day are rare.
_LARGE = 1000


def _overlap(a: tuple[int, int | None], b: tuple[int, int | None]) -> bool:
    return a[0] <= (b[1] if b[1] is not None else a[0]) and b[0] <= (
        a[1] if a[1] is not None else b[0]
    )


def _ratio(a: tuple[int, int | None], b: tuple[int, int | None]) -> float:
    low = max(1, min(a[0], b[0]))
    return max(a[0], b[0], 1) / low


def compare_size(a: Features, b: Features) -> Outcome:
    """Whether the numbers taking part can be one number; accounts often differ by half."""
    if a.size is None or b.size is None:
        return "unknown", "One tells no number of participants."
    ratio = _ratio(a.size, b.size)
    if a.size == b.size and a.size[0] % 100:
        return "exact", f"Both tell {a.size[0]} participants."
    if min(a.size[0], b.size[0]) >= _LARGE and (_overlap(a.size, b.size) or ratio <= 3):
        return "large", "Both tell of more than a thousand, which is rare, and agree roughly."
    if _overlap(a.size, b.size):
        return "same", "Their numbers of participants agree."
    told = f"Their numbers of participants start at {a.size[0]} and {b.size[0]}."
    if ratio <= 2:
        return "close", told
    return ("other" if ratio <= 5 else "far"), told


def compare_harm(a: Features, b: Features) -> Outcome:
    """Whether counts of the detained, injured or dismissed agree."""
    shared = sorted(a.harm.keys() & b.harm.keys())
    if not shared:
        return "unknown", "They share no count of harm."
    agree = [name for name in shared if _overlap(a.harm[name], b.harm[name])]
    if agree:
        return "same", f"Their counts agree: {', '.join(agree)}."
    return "other", f"Their counts differ: {', '.join(shared)}."


def resemblance(a: Features, b: Features) -> float:
    """Return the Jaccard index of the two passages' four-character runs."""
    if not a.grams or not b.grams:
        return 0.0
    shared = len(a.grams & b.grams)
    return shared / (len(a.grams) + len(b.grams) - shared)


_COPY_GRAMS = 12
_LONG_GRAMS = 150
# Old material is posted as new for years; a copy within a month is a repost.
_COPY_DAYS = 31


def _can_be_a_copy(a: Features, b: Features) -> bool:
    """Return whether like words can be one report, and not a form that reports repeat.

    Short reports of one trade say the same of many events, so like words need a like time, or
    a length that no form has.
    """
    if min(len(a.grams), len(b.grams)) < _COPY_GRAMS:
        return False
    long = min(len(a.grams), len(b.grams)) >= _LONG_GRAMS
    if a.days is not None and b.days is not None:
        gap = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
        return gap <= (_NEAR_DAYS if long else 0)
    if a.published is not None and b.published is not None:
        return abs(a.published - b.published) <= (_COPY_DAYS if long else _NEAR_DAYS)
    return long


def compare_wording(a: Features, b: Features) -> Outcome:
    """Whether one passage is a copy of the other, or much like it."""
    share = resemblance(a, b)
    told = f"{round(share * 100)} % of their four-character runs are the same."
    if share >= 0.85 and _can_be_a_copy(a, b):
        return "copy", told
    if share >= 0.4:
        return "alike", told
    if share >= 0.15:
        return "some", told
    if not a.employers and not b.employers and a.han == b.han:
        return "unnamed_unlike", f"{told} No employer is named."
    return "unlike", told


COMPARISONS: dict[str, Callable[[Features, Features], Outcome]] = {
    "date": compare_date,
    "place": compare_place,
    "employer": compare_employer,
    "kind": compare_kind,
    "industry": compare_industry,
    "actor": compare_actor,
    "action": compare_action,
    "demand": compare_demand,
    "size": compare_size,
    "harm": compare_harm,
    "wording": compare_wording,
}
"""Every comparison by the name that weights and reasons use."""
