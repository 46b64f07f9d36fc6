"""Fields whose values the lexicon names straight away: action, demand, cause, industry ..."""

from __future__ import annotations

import re
from collections.abc import Iterator

from walkout.extract.asked import only_scene
from walkout.extract.group import Draft
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks
from walkout.extract.quote import framed, joined, with_trade
from walkout.extract.say import Scribe
from walkout.model.statement import Statement

_GATHERS = re.compile(r"[聚集围挤站]|gather|assembl|crowd|turn")
"""Plain words that say how people asked: they came together."""

_ASKING = frozenset({"demonstration"})
"""Action whose plain words only ask (讨薪, demand wages): inferred, not quoted, as an action."""

_UNSAID = frozenset({"clash", "property_damage"})
"""What may befall people who ask, and says nothing of how they asked."""


def actions(draft: Draft, scribe: Scribe) -> Iterator[Statement]:
    """Yield the actions of a mention.

    Who only asks for pay acts in some way that the words do not tell: a demonstration is
    inferred where no other action is told.
    """
    told = {t.hit for t in draft.told}
    hits = [
        h for u in draft.units for h in u.of("action") if h in told and (h.weight or len(told) == 1)
    ]
    if hits and hits[0].language == "en":
        folded = scribe.marks.folded
        sited = [h for h in hits if not _other_block(h, folded)]
        hits = sited or hits
    strong = [h for h in hits if h.weight == 2]
    strong = [h for h in strong if not _motive(h, hits, scribe)]
    fasts = [h for h in strong if h.code == "hunger_strike"]
    strong = [
        h
        for h in strong
        if h.code != "strike" or not any(f.start < h.end and h.start < f.end for f in fasts)
    ]
    strong = _without_echoes(strong, hits, scribe.marks.folded)
    main = {t.hit for t in draft.told if t.main}
    plain = [h for h in hits if h.weight < 2 and (h in main or not strong)]
    plain = _without_echoes(plain, hits, scribe.marks.folded)
    folded = scribe.marks.folded
    seen: set[str] = set()
    for hit in strong:
        if hit.code not in seen:
            seen.add(hit.code)
            yield scribe.hit("action", hit.code, hit, 0.9)
    for hit in plain:
        asks = hit.code in _ASKING and _GATHERS.search(folded, hit.start, hit.end) is None
        if hit.code in seen or (asks and seen - _UNSAID):
            continue
        seen.add(hit.code)
        if asks:
            yield scribe.inferred("action", hit.code, hit.start, 0.5)
        else:
            yield scribe.hit("action", hit.code, hit, 0.6)


_NO_SITE = re.compile(
    r"\b(?:roads?|traffic|highways?|expressway|streets?|bridge)\b|,|^chain \w+ (?!door|gate|fence)"
)


def _other_block(hit: Hit, folded: str) -> bool:
    """Return whether a block that reaches over a road or a comma is of no works at all."""
    return (
        hit.code == "site_block"
        and hit.gap
        and _NO_SITE.search(folded, hit.start, hit.end) is not None
    )


_IN_COURT = re.compile(r"仲裁|法院|法庭")
_HANDED_IN = re.compile(r"[送递寄交发]$")
_TRAFFIC = re.compile(r"客车|货车|列车|火车|航班|交通")
_IDLE = re.compile(r"坐[着在][^,]{0,4}不干")
_BLOCKING = re.compile(r"[堵围封][^,]*,")
_ROAD_BY = re.compile(r"(?:[门厂]|门口|大门)?[前外旁边]?(?:的|附近)?(?:道路|马路|公路|国道|路口)")
_LETTER = re.compile(r"联名|[^,]{0,3}信")
_SIGNED = re.compile(r"手印|指印")
_BLOCKED = frozenset({"rail_block", "road_block"})


def _without_echoes(hits: list[Hit], told: list[Hit], folded: str) -> list[Hit]:
    """Leave out Chinese words that only tell another action of the event once more.

    Who sits in a building that is occupied, the office block around a boss who is held, trains
    that stood still before a blocked line, a letter handed to an office, the thumbprints under
    notices of resignation.
    """
    codes = {h.code for h in told}
    if len(codes) < 2 or not hits or hits[0].language != "zh":
        return hits
    kept = []
    for hit in hits:
        code = hit.code
        words = folded[hit.start : hit.end]
        over = {o.code for o in told if o.start < hit.end and hit.start < o.end}
        if (
            (code == "site_block" and "boss_detained" in codes)
            or (code == "sit_in" and hit.weight < 2 and "occupation" in codes)
            or (code == "sit_in" and hit.weight < 2 and "site_block" in over)
            or (code == "sit_in" and "occupation" in over)
            or (code == "sit_in" and "strike" in codes and _IDLE.search(words))
            or (code == "petition_visit" and codes & _BLOCKED and _BLOCKING.match(words))
            or (
                code == "site_block"
                and "road_block" in codes
                and (" " in words or _ROAD_BY.match(folded, hit.end))
            )
            or (
                code == "demonstration"
                and words == "聚众"
                and any(o.start == hit.end and o.code != code for o in told)
            )
            or (code == "road_block" and "rail_block" in over)
            or (code == "strike" and codes & _BLOCKED and _TRAFFIC.search(words))
            or (
                code == "petition_visit"
                and (
                    ("collective_legal" in codes and _IN_COURT.search(words))
                    or (
                        "petition_letter" in codes
                        and (
                            _HANDED_IN.search(folded[max(0, hit.start - 1) : hit.start])
                            or _LETTER.match(words)
                        )
                    )
                )
            )
            or (
                code == "petition_letter"
                and "collective_resignation" in codes
                and _SIGNED.search(words)
            )
        ):
            continue
        kept.append(hit)
    return kept


_MOTIVE = re.compile(r"^(?:protesting|protest|protested|抗议)$")


def _motive(hit: Hit, others: list[Hit], scribe: Scribe) -> bool:
    """Return whether "protesting", "in protest" only says what another action was about."""
    folded = scribe.marks.folded
    if not _MOTIVE.match(folded[hit.start : hit.end]):
        return False
    if hit.language == "zh":
        return any(
            o.code != "demonstration"
            and o.end <= hit.start
            and "。" not in folded[o.end : hit.start]
            and "\n" not in folded[o.end : hit.start]
            for o in others
        )
    said = folded.startswith(" that", hit.end)
    if hit.end - hit.start == 9 and not said:
        return False
    if hit.end - hit.start == 7 and not (
        folded[hit.start - 3 : hit.start] in ("in ", "to ") or folded[hit.start - 2] in ",;"
    ):
        return False
    return any(
        o.code != "demonstration"
        and o.end <= hit.start
        and "." not in folded[o.end : hit.start]
        and "\n" not in folded[o.end : hit.start]
        for o in others
    )


def listed(draft: Draft, scribe: Scribe, name: str, *, weak: bool = False) -> Iterator[Statement]:
    """Yield a many-valued field: each code once, its tightest words.

    Args:
        draft: The mention.
        scribe: Maker of statements.
        name: Field.
        weak: Weak words count too where nothing else speaks.
    """
    best: dict[str, Hit] = {}
    hits = draft.of(name)
    if not hits:
        return
    plain = [h for h in hits if h.weight] or (hits if weak else [])
    for hit in plain:
        known = best.get(hit.code)
        if known is None or (known.gap and not hit.gap):
            best[hit.code] = hit
    for code, hit in best.items():
        yield scribe.hit(name, code, hit, 0.85 if hit.weight == 2 else 0.75)


def _telling(hit: Hit) -> tuple[bool, int, int]:
    """Return how well words tell their code: in one piece, strong, and the whole of them."""
    return (not hit.gap, hit.weight, hit.end - hit.start)


_OTHER_DUES = frozenset(
    {"bonus_subsidy", "overtime", "social_insurance", "housing_fund", "pension"}
)
_BESIDE = 4
"""Code points between a word of owing and what is owed."""

_CLOSER = frozenset({"severance", "injury_death", "occupational_disease"})
"""Kinds of compensation; the unspecified one says nothing beside them."""


def demands(draft: Draft, scribe: Scribe) -> Iterator[Statement]:
    """Yield the demands, the general one left out where a closer one stands on the same words."""
    hits = draft.of("demand")
    if hits and hits[0].language == "zh":
        hits = [h for h in hits if not only_scene(h, scribe.marks)]
    best: dict[str, Hit] = {}
    whole = [h for h in hits if not h.gap]
    for hit in hits:
        if hit.weight == 0 and any(h.weight for h in hits):
            continue
        if hit.gap and any(
            w.start < hit.end < w.end and w.code not in (hit.code, "compensation") for w in whole
        ):
            continue  # 不满加班 ends inside 加班费, which is what is told
        known = best.get(hit.code)
        if known is None or _telling(hit) > _telling(known):
            best[hit.code] = hit
    if "compensation" in best and not (_CLOSER & set(best)):
        # What set it off says which compensation is meant.
        money = best["compensation"]
        causes = {h.code for h in draft.of("cause")}
        bereaved = [h for h in draft.of("actor") if h.code == "families_of_dead"]
        ended = [h for h in draft.of("cause") if h.code in ("layoffs", "relocation_closure")]
        code, signs = "", ended
        if bereaved:
            code, signs = "injury_death", bereaved
        elif ended and not causes & {"death", "accident"}:
            code = "severance"
        if code:
            del best["compensation"]
            # The quote holds both words, else the kind is not said but inferred.
            told = joined(money, signs)
            if told is None:
                yield scribe.inferred("demand", code, money.start, 0.5)
            else:
                best[code] = told
    if "compensation" in best and (_CLOSER & set(best)):
        del best["compensation"]
    against = best.get("job_security")
    if against is not None and against.gap and "severance" in best:
        # 反对搬厂不给补偿: what is asked for is the money, the move is the cause.
        del best["job_security"]
    arrears = best.get("wage_arrears")
    if (
        arrears is not None
        and not arrears.gap
        and not any(h.code == "wage_arrears" and h.gap for h in hits)
        and any(
            h.code in _OTHER_DUES
            and (0 <= h.start - arrears.end <= _BESIDE or 0 <= arrears.start - h.end <= 1)
            for h in hits
        )
    ):
        del best["wage_arrears"]  # 拖欠绩效: the bonus is what is owed
    if "first_contract" in best:
        best.pop("bargaining", None)
        best.pop("union", None)
    if "equal_pay" in best and best["equal_pay"].language == "zh":
        # 在编的奖金八千，我们八百: what differs is only the measure.
        for code in ("bonus_subsidy", "pay_rise", "wage_arrears", "working_hours"):
            if code in best and (best[code].odds or not best[code].gap):
                del best[code]
    released = best.get("release_detained")
    if released is not None and any(h.code == "boss_detained" for h in draft.of("action")):
        del best["release_detained"]  # 放人: it was the boss whom they held
    if "other" in best and len(best) > 1:
        del best["other"]
    folded = scribe.marks.folded
    for code, hit in best.items():
        yield scribe.hit("demand", code, framed(hit, folded), 0.85 if hit.weight == 2 else 0.7)


def actors(draft: Draft, scribe: Scribe) -> Iterator[Statement]:
    """Yield the actors, plain employees left out where the words say who closer."""
    hits = draft.of("actor")
    codes = {h.code for h in hits}
    closer = codes - {"employees", "supporters", "students"}
    seen: set[str] = set()
    for hit in hits:
        if hit.code in seen or (hit.code == "employees" and closer):
            continue
        if hit.code == "students" and "student_interns" in codes:
            continue
        seen.add(hit.code)
        yield scribe.hit("actor", hit.code, hit, 0.85)


def single(draft: Draft, scribe: Scribe, name: str) -> Iterator[Statement]:
    """Yield the one value of a field that words of the trade vote for.

    Who acts says more of the industry than where; the head's sentence more than the others.
    """
    if not draft.of(name):
        return
    heads = draft.head_units()
    votes: dict[str, float] = {}
    words: dict[str, Hit] = {}
    for unit in draft.units:
        near = 1.5 if unit in heads else 1.0
        seen: set[tuple[str, str]] = set()
        for hit in unit.of(name):
            if name == "industry" and _goods(hit, scribe):
                continue
            worth = (0.3, 1.0, 2.0)[hit.weight] * near
            key = (hit.code, str(hit.start))
            if key in seen:
                continue
            seen.add(key)
            # The first word of a kind counts most; a word said again adds little.
            votes[hit.code] = votes.get(hit.code, 0.0) + (worth if hit.code not in votes else 0.3)
            if hit.code not in words or hit.weight > words[hit.code].weight:
                words[hit.code] = hit
    if not votes:
        return
    code = max(votes, key=lambda c: (votes[c], -words[c].start))
    word = words[code]
    if name == "industry":
        word = with_trade(word, scribe.marks.folded)
    yield scribe.hit(name, code, word, 0.85 if votes[code] >= 1 else 0.35)


_WORKS = re.compile(
    r"(?: (?!(?:at|in|of|on|to|and|or|by|for|from|over|after|against|outside|the|an?|with|near"
    r"|workers?|employees?|staff|drivers?|teachers?|guards|company|group|site|project|gates?"
    r"|block(?:s|ed|ing)?|protest(?:s|ed)?|strikes?|demand(?:s|ed)?|owns?)\b)[a-z&'-]+)?"
    r" (?:factory|factories|manufacturers?|makers?|mills?|foundry|smelter|parts|equipment"
    r"|appliances?|supplies|machines?|machinery|tools)\b"
)
"""What makes a word before it the name of goods: "golf supplies", "an electricity meter"
" factory"."""


def _goods(hit: Hit, scribe: Scribe) -> bool:
    """Return whether a word of a trade names what a factory makes: "a bus parts factory"."""
    return (
        hit.language == "en"
        and hit.code not in ("manufacturing", "mining")
        and _WORKS.match(scribe.marks.folded, hit.end) is not None
    )


def employers(draft: Draft, scribe: Scribe) -> Iterator[Statement]:
    """Yield the employers, and what is known of a well-known firm: inferred, without quote."""
    seen: set[str] = set()
    for unit in draft.units:
        for found in unit.employers:
            if found.key in seen or any(found.key in key or key in found.key for key in seen):
                continue
            seen.add(found.key)
            yield scribe.quoted(
                "employer", found.value.to_json(), found.start, found.end, confidence=0.8
            )
            if found.known is not None:
                ownership, industry = found.known
                if ownership:
                    yield scribe.inferred("ownership", ownership, found.start, 0.5)
                if industry:
                    yield scribe.inferred("industry", industry, found.start, 0.4)


def outcome(draft: Draft, marks: Marks, scribe: Scribe) -> Iterator[Statement]:
    """Yield the outcome told last; a promise stays a promise."""
    hits = [
        h for u in draft.units for h in u.of("outcome") if u.start >= draft.head_units()[0].start
    ]
    seen: set[str] = set()
    for rank, hit in enumerate(reversed(hits)):
        if hit.code not in seen:
            seen.add(hit.code)
            yield scribe.hit("outcome", hit.code, hit, round(max(0.3, 0.7 - 0.1 * rank), 2))
