"""Triggers: which words head an event, of which kind, in which status."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import attrgetter
from typing import Literal, NamedTuple

from walkout.extract.hits import Hit
from walkout.extract.marks import Marks, between
from walkout.extract.segment import Sentence
from walkout.extract.status import (
    Status,
    acted_on,
    noun,
    plural_noun,
    status_of,
    subordinate,
    told_as_past,
)

Kind = Literal["action", "employer_act", "repression", "support", "settlement", "statistic"]

_REPRESSION_HARM = frozenset({"detained", "missing", "sentenced"})
_REPRESSION_ACT = frozenset({"dispersal", "force", "prosecution", "disappearance", "violence"})

OTHERS = frozenset(
    {
        "none",
        "detainee",
        "casualty",
        "police",
        "guard",
        "official",
        "manager",
        "journalist",
        "lawyer",
        "company",
    }
)
"""Noun classes that do not say how many took part."""


class Trigger(NamedTuple):
    """A hit that heads an event.

    Args:
        hit: The words.
        kind: Kind of event that they head.
        status: Status that the words around give it.
        cue: The words that give it another status than happened; None otherwise.
        main: They are what the clause tells, not what it refers to.
        strong: They head an event without further company.
    """

    hit: Hit
    kind: Kind
    status: Status
    cue: Hit | None
    main: bool
    strong: bool


def clause_of(spans: list[tuple[int, int]], at: int) -> tuple[int, int]:
    """Return the clause in which a position lies."""
    for span in spans:
        if span[0] <= at < span[1]:
            return span
    return spans[-1]


def trigger_kind(hit: Hit) -> tuple[Kind, bool] | None:
    """Return the kind of event that a hit heads and whether it does so alone; None if none."""
    return _heads(hit.field, hit.code, hit.weight) if hit.field in _HEADING else None


_HEADING = frozenset({"action", "harm", "act", "kind"})


@cache
def _heads(field: str, code: str, weight: int) -> tuple[Kind, bool] | None:
    if field == "action":
        return "action", weight == 2
    if field == "harm":
        head = code.partition(".")[0]
        if head in _REPRESSION_HARM and code != "detained.summoned":
            return "repression", True
        if head == "dismissed":
            return "employer_act", False
        return None
    if field == "act" and code in _REPRESSION_ACT:
        return "repression", False
    if field == "kind":
        if code in ("union", "ended"):
            return None
        kind: Kind = code  # type: ignore[assignment]
        return kind, code == "repression" or weight == 2
    return None


_OWED = frozenset(
    {
        "wage_arrears",
        "overtime",
        "pay_rise",
        "pay_cut",
        "bonus_subsidy",
        "social_insurance",
        "housing_fund",
        "occupational_disease",
        "severance",
        "equal_pay",
        "reinstatement",
        "working_hours",
    }
)


def owed_to_labour(hit: Hit) -> bool:
    """Return whether Chinese words ask for what only people at work ask for: 高温费, 工钱."""
    return hit.field == "demand" and hit.weight == 2 and hit.code in _OWED and hit.language == "zh"


def triggers_in(
    marks: Marks, sentence: Sentence, spans: list[tuple[int, int]], hits: list[Hit]
) -> Iterator[Trigger]:
    """Yield the triggers of a sentence, whose clauses and hits are given."""
    heading = [h for h in hits if h.field in _HEADING]
    if not heading:
        return
    cues = [h for h in hits if h.field == "cue"]
    for hit in heading:
        headed = trigger_kind(hit) or _in_prose(hit, marks, sentence)
        if headed is None or of_the_boss(hit, marks.folded, sentence):
            continue
        if hit.field == "harm" and hit.code == "missing" and not _made_missing(hit, marks.folded):
            continue
        if _is_name(hit, marks, sentence):
            continue
        if hit.code == "strike" and _of_war_or_play(hit, hits, marks.folded, sentence):
            continue
        if hit.code in _BY_POLICE and _police_did(hit, hits, clause_of(spans, hit.start)):
            continue
        if hit.code == "strike" and _employer_did(hit, hits, marks.folded):
            continue
        if hit.code == "strike" and _of_things(hit, marks, sentence):
            continue
        clause = clause_of(spans, hit.start)
        status, cue = status_of(hit, cues, marks.folded, clause, sentence[:2])
        main = not subordinate(hit, marks.folded, clause) or _dated(hit, marks)
        if main and marks.prose and acted_on(hit, marks.folded):
            main = False
        if status == "planned" and headed[0] == "employer_act" and _announced(hit, marks, sentence):
            status, cue = "happened", None
        if status == "happened" and _only_reported(hit, marks.folded, sentence):
            status, cue = "denied", cue
        if marks.prose and _TIMES_ZH.match(marks.folded, hit.end):
            status = "general"
        if hit.field == "kind" and hit.language == "zh" and _is_asked(hit, hits):
            continue
        if status == "happened" and _in_general(hit, marks, sentence, clause):
            status = "general"
        if plural_noun(hit, marks.folded) and (marks.prose or not _of_a_row(hit, marks)):
            yield Trigger(hit, headed[0], "general" if marks.prose else status, cue, False, False)
            continue
        strong = headed[1] or _by_workers(hit, hits, marks, clause)
        if marks.prose and not sentence.heading and strong and _doers(hit, marks.folded):
            strong = False
        if marks.prose and not sentence.heading and strong:
            strong = (
                told_as_past(hit, marks.folded, clause)
                or noun(hit, marks.folded)
                or any(d.value is not None for d in between(marks.dates, *sentence[:2]))
            )
        yield Trigger(hit, headed[0], status, cue, main, strong)


_TIMES_ZH = re.compile(
    r"过(?:[一二两三四五六七八九十几数\d]{1,3}|多|无数|好几|许多)[多余来]?[次回趟]"
)
"""上访过十一次: what somebody did again and again, no single event."""


def _is_asked(hit: Hit, hits: list[Hit]) -> bool:
    """Return whether words of a demand hold another's act: 要求取缔黑车."""
    return any(h.field == "demand" and h.start <= hit.start < h.end for h in hits)


_ACCEPTED = re.compile(
    r"接受|表决|投票|举手|举了手|签字|签了|签订|签署|协议|同意了|点了头|成交|谈妥|谈成"
    r"|\b(?:accepted|voted|ratified|signed|approved)\b"
)


def _in_prose(hit: Hit, marks: Marks, sentence: Sentence) -> tuple[Kind, bool] | None:
    """Return the kind of event that a hit heads in prose alone, on a day of its own.

    What the other side granted is a settlement where it was accepted or a paragraph opens with
    it; a summons is repression.
    """
    if not marks.prose or hit.language != "zh" or not hit.weight:
        return None
    if hit.field == "harm" and hit.code == "detained.summoned":
        return "repression", False
    if hit.field != "act" or hit.code != "concession":
        return None
    number = bisect_left(marks.sentences, sentence.start, key=_start_of)
    opens = number == 0 or marks.sentences[number - 1].paragraph != sentence.paragraph
    after = marks.sentences[number + 1 : number + 2]
    end = after[0].end if after and after[0].paragraph == sentence.paragraph else sentence.end
    if opens or _ACCEPTED.search(marks.folded, sentence.start, end):
        return "settlement", False
    return None


_start_of = attrgetter("start")


def _of_a_row(hit: Hit, marks: Marks) -> bool:
    """Return whether a row or post names its strikes: "strikes at two mills"."""
    return " " in marks.folded[hit.start : hit.end]


_WAR_OR_PLAY = re.compile(
    r"\b(?:air ?strikes?|missiles?|militants?|warplanes?|jets|coalition|troops|rebels?|bomb(?:s"
    r"|ing|ed|er|ings)?"
    r"|islamic state|terrorists?|drones?|airports? were hit|artillery|ceasefire|cease-fire"
    r"|hostilities"
    r"|goals?|minute|penalty|midfield\w*|defenders?|goalkeepers?|squad|equali[sz]\w+|league"
    r"|half-time"
    r"|inning|batter|pitcher|free kick|header|offside|outfielder|earthquake|hurricane|planes)\b"
)
"""Words of war and of games, where a strike is no stoppage."""
_AT_WORK = re.compile(
    r"\b(?:workers?|employees|staff|unions?|wages?|pay|drivers|miners|teachers|nurses|labou?r"
    r"|industrial action|walkout|picket|pilots|controllers)\b"
)


def _of_war_or_play(hit: Hit, hits: list[Hit], folded: str, sentence: Sentence) -> bool:
    """Return whether an English strike is that of planes or of a footballer."""
    if hit.language != "en" or not _warlike(folded[sentence.start : sentence.end]):
        return False
    return not any(h.field in ("demand", "organisation") for h in hits)


@lru_cache(64)
def _warlike(sentence: str) -> bool:
    """Return whether a sentence has words of war or games and none of work."""
    return _WAR_OR_PLAY.search(sentence) is not None and _AT_WORK.search(sentence) is None


_THING_ZH = re.compile(
    r"(?:(?<!司)机|机器人?|器|灯|锁|梯|泵|空调|冰箱|马桶|网络|网|软件|系统|电脑|键盘|鼠标|电池|车子|屏幕|身体|胃"
    r"|脑子|眼睛|膝盖|嗓子|后卫|前锋|中场|门将|锋线|防线|球队|主力)(?:们|又|也|都|就|全|集体|彻底|突然|今天|昨天|昨晚"
    r"|今晚|终于|直接|全部|开始|会|要|老是|总是|三天两头){0,3}$"
)
_OFTEN_ZH = re.compile(r"(?:三天两头|隔三差五|动不动|时不时|老是)(?:就|会|又)?$")
_SERVICE_ZH = re.compile(
    r"台风|暴雨|暴雪|大雾|冰冻|洪水|道路施工|因施工|线路检修|检修线路|设备检修|因检修|停电检修|恢复时间另行通知|改乘"
    r"|敬请谅解|不便之处"
)
_SUSPENDED_ZH = re.compile(r"停[运驶课产工航业飞诊]|歇业")


def _of_things(hit: Hit, marks: Marks, sentence: Sentence) -> bool:
    """Return whether a Chinese strike is of machines or players, or a service is suspended.

    收银机罢工, 后卫集体罢工; 因道路施工临时停运.
    """
    if hit.language != "zh":
        return False
    at = marks.folded.find("罢工", hit.start, hit.end)
    if at >= 0:
        before = marks.folded[max(sentence.start, at - 14) : at]
        if _THING_ZH.search(before) or _OFTEN_ZH.search(before):
            return True
    return (
        not marks.prose
        and _SUSPENDED_ZH.search(marks.folded, hit.start, hit.end) is not None
        and _SERVICE_ZH.search(marks.folded) is not None
        and not any(h.field == "demand" and h.weight for h in marks.hits)
    )


_ANNOUNCED = re.compile(
    r"(?:宣布|通知|公布|公告|告知|通告|发文|贴出|贴通知|下发|发函)[^。;；]{0,24}$"
)


def _announced(hit: Hit, marks: Marks, sentence: Sentence) -> bool:
    """Return whether an employer has announced what it will do: the announcement is its act."""
    return hit.language == "zh" and bool(
        _ANNOUNCED.search(marks.folded, max(sentence.start, hit.start - 36), hit.start)
    )


_DOERS = re.compile(r"^(?:strikers|protest[eo]rs?|demonstrators?|pickets|striking [a-z]+)$")


def _doers(hit: Hit, folded: str) -> bool:
    """Return whether words of action only name those who took it: "the strikers of January"."""
    return hit.field == "action" and _DOERS.match(folded[hit.start : hit.end]) is not None


def _is_name(hit: Hit, marks: Marks, sentence: Sentence) -> bool:
    """Return whether a capital inside a sentence makes a word a name: "written for Walkout"."""
    if (
        hit.end - hit.start != 7
        or sentence.heading
        or marks.folded[hit.start : hit.end] != "walkout"
    ):
        return False
    before = marks.text[sentence.start : hit.start].split()
    # In a headline every word has a capital.
    return marks.text[hit.start].isupper() and bool(before) and before[-1].islower()


def _dated(hit: Hit, marks: Marks) -> bool:
    """Return whether a noun of action has its own day: "called off after a protest on 3 May"."""
    return (
        hit.language == "en"
        and hit.field == "action"
        and noun(hit, marks.folded)
        and any(
            d.value is not None and _TO_ITS_DAY.match(marks.folded[hit.end : d.start])
            for d in between(marks.dates, hit.end, hit.end + 30)
        )
    )


_TO_ITS_DAY = re.compile(
    r"(?: (?:that|which) (?:began|started|broke out)|, begun)?(?: on| of| since)? ?(?:\w+day,? )?$"
)


_OF_A_REPORT = re.compile(
    r"[^,，。]{0,12}?(?:一事|之事|的?(?:说法|传言|传闻|传言|网传|报道|消息|谣言|截图|视频|帖子))"
)
_DENIES = re.compile(
    r"否认|不属实|不实|辟谣|澄清|没有此事|伪造|虚假|谣言|子虚乌有|并无|纯属|失实|没有这回事|未发生|误读"
    r"|(?:生产|经营|营业|运营|营运|秩序)(?:一切)?正常|均正常|一切正常"
)


def _only_reported(hit: Hit, folded: str, sentence: Sentence) -> bool:
    """Return whether an action is what a denial is about: 就外界所称罢工一事予以否认."""
    return (
        hit.language == "zh"
        and hit.field == "action"
        and _OF_A_REPORT.match(folded, hit.end) is not None
        and _DENIES.search(folded, hit.end, sentence.end) is not None
    )


_OPINES = 6
"""From so many sentences a text may speak of what workers do in general."""


def _in_general(hit: Hit, marks: Marks, sentence: Sentence, clause: tuple[int, int]) -> bool:
    """Return whether the present tense tells no single event: "drivers block roads"."""
    if hit.language != "en" or hit.field != "action" or sentence.heading:
        return False
    if _MAXIM.match(marks.folded, hit.end):
        return True
    if len(marks.sentences) < _OPINES or told_as_past(hit, marks.folded, clause):
        return False
    before = marks.folded[max(clause[0], hit.start - 12) : hit.start]
    if noun(hit, marks.folded) or _GOING_ON.search(before):
        return False
    if _NOW.search(marks.folded, *sentence[:2]) or marks.folded[hit.end - 3 : hit.end] == "ing":
        return False
    where = (marks.dates, marks.counts, marks.places, marks.employers)
    return not any(between(found, *sentence[:2]) for found in where)


_MAXIM = re.compile(
    r" (?:(?:without|with|that|which) (?:[\w'-]+ ){1,5})?(?:is|are) (?:an?|the|not|never"
    r"|always|what|how|where)\b"
)
"""A strike without a fund is a holiday."""
_NOW = re.compile(r"\b(?:now|still|today|tonight|we|i|our|my|us)\b")
_GOING_ON = re.compile(r"\b(?:are|is|have|has|were|was|been)\b")


_ASKS = frozenset({"demonstration", "collective_legal", "petition_visit", "property_damage"})


def _by_workers(hit: Hit, hits: list[Hit], marks: Marks, clause: tuple[int, int]) -> bool:
    """Return whether people at work stand before plain words of action: 职工停工.

    A number of people does for them: "90 women at a mill switched off the looms". Words that
    anybody uses (to ask, to gather, to break) stay plain.
    """
    if hit.field != "action" or hit.weight != 1 or hit.code in _ASKS:
        return False
    folded = marks.folded
    return any(
        h.field in ("actor", "scope")
        and h.code in ACTORS
        and h.weight
        and clause[0] <= h.start
        and h.end <= hit.start
        and (h.field == "actor" or _PEOPLE.search(folded, h.start, h.end) is not None)
        for h in hits
    ) or (
        hit.language == "en"
        and any(
            c.noun_class not in OTHERS and c.value.low > 1 and c.start < hit.start
            for c in between(marks.counts, clause[0], hit.start)
        )
    )


_PEOPLE = re.compile(
    r"工$|工人|工友|职工|员工|司机|教师|老师|骑手|者|workers?|employees|staff|drivers|shift|[a-z]ers$|[a-z]men$"
    r"|stresses$"
)
ACTORS = frozenset(
    {
        "employees",
        "agency_workers",
        "construction_crew",
        "self_employed_drivers",
        "platform_workers",
        "laid_off",
        "retired",
        "teachers",
        "medical_staff",
        "student_interns",
        "labour",
    }
)
"""Who strikes: actors at work, and the scope's word for them."""


_BOSS_AFTER = re.compile(
    r"^[^,，。;；]{0,24}?(?:包工头|老板|法人代表|法定代表人|嫌疑人|犯罪|恶意欠薪者|逃犯)|"
    r"^[^,.;]{0,30}?\b(?:boss|contractor|owner|manager|suspects?|executive|developer)\b"
)
_BOSS_BEFORE = re.compile(
    r"(?:包工头|老板|法人代表|法定代表人|嫌疑人|负责人|经理|厂长)[^,，。;；]{0,6}$|"
    r"\b(?:boss|contractor|owner|manager|suspects?|executive|developer)s? "
    r"(?:was|were|has been|is|are)? ?$"
)


_MADE_MISSING = re.compile(
    r"disappeared|out of contact|incommunicado|been heard|be reached|被|失联|失去联系|联系不上"
)
_BY_POLICE = frozenset(
    {"site_block", "road_block", "occupation", "property_damage", "march", "sit_in"}
)


def _made_missing(hit: Hit, folded: str) -> bool:
    """Return whether people were made to vanish, rather than lost in a pit or a flood."""
    return _MADE_MISSING.search(folded, hit.start, hit.end) is not None


def _police_did(hit: Hit, hits: list[Hit], clause: tuple[int, int]) -> bool:
    """Return whether police stand nearest before a block or a march: they did it, not workers."""
    before = [
        h
        for h in hits
        if h.field in ("actor", "responder", "scope")
        and clause[0] <= h.start
        and h.end <= hit.start
    ]
    if not before:
        return False
    last = max(before, key=lambda h: h.end)
    return last.field == "responder" and last.code == "police" and hit.start - last.end <= 40


_JUST_AFTER = 8
"""Code points: "the company who stopped work" has its subject at once before the verb."""


_STOPS = re.compile(r"stop|halt|suspend|cease|shut|clos|cancel|cut|refus|discontinu")
_OF_A_FIRM = re.compile(r" (?:at|of|for|from|in|with) [^,;]*$")


def _employer_did(hit: Hit, hits: list[Hit], folded: str) -> bool:
    """Return whether a firm stopped work or production, which is no strike.

    "300 workers of a printing company stop work" has workers for its subject.
    """
    if hit.language != "en" or _STOPS.match(folded, hit.start) is None:
        return False
    people = [h for h in hits if h.field == "actor" and h.end <= hit.start and h.code in ACTORS]
    if people and _OF_A_FIRM.match(folded[people[-1].end : hit.start]):
        return False
    return any(
        h.field == "responder"
        and h.code == "employer"
        and 0 < hit.start - h.end <= _JUST_AFTER
        and hit.weight
        for h in hits
    )


def of_the_boss(hit: Hit, folded: str, sentence: Sentence) -> bool:
    """Return whether custody befell an employer, which is no repression of workers."""
    if hit.field != "harm":
        return False
    after = folded[hit.end : min(sentence.end, hit.end + 40)]
    before = folded[max(sentence.start, hit.start - 40) : hit.start]
    return _BOSS_AFTER.search(after) is not None or _BOSS_BEFORE.search(before) is not None
