"""Whether a trigger tells what happened, or a plan, a threat, a denial or no single event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from walkout.extract.hits import Hit

Status = Literal["happened", "planned", "threatened", "denied", "general"]

# How far before the trigger, in code points, a cue still governs it.
_REACH = {
    ("zh", "planned"): 8,
    ("zh", "threatened"): 12,
    ("zh", "denied"): 20,
    ("zh", "general"): 22,
    ("en", "planned"): 34,
    ("en", "threatened"): 28,
    ("en", "denied"): 40,
    ("en", "general"): 32,
}
_DENIED_THAT = 90
"""So far the object of a denial reaches: "denied on Tuesday that workers at a mill had struck"."""
_AFTER = {"denied": {"zh": 14, "en": 26}}
"""A denial may follow: "reports of a strike are untrue", 罢工一事不属实."""

_NEAR_ONLY = {"将": 0, "拟": 2, "呼吁": 4, "征集": 4, "发动": 4, "动员": 4, "will": 20, "准备": 5}
"""Cues that have other meanings unless the trigger follows at once."""

_PASSIVE_PLAN = frozenset(
    {
        "will",
        "shall",
        "plan",
        "plans",
        "to be",
        "going to",
        "are to",
        "is to",
        "将",
        "将会",
        "拟",
        "计划",
        "准备",
        "打算",
        "即将",
        "将于",
        "将在",
    }
)
"""The only plans that make a detention or a dismissal one: others plan an action against it."""

_WHOLE_CLAUSE = frozenset({"if", "whether", "when workers", "whenever", "every time"})
_ASK = re.compile(r"[?？]")

# Words that close the reach of a cue: what follows them is told for itself.
_CLOSE = re.compile(
    r"[,，;；:：]|\b(?:that|because|after|since|when|who|which|but)\b|但|因为|由于|后"
)


def status_of(
    trigger: Hit,
    cues: Sequence[Hit],
    folded: str,
    clause: tuple[int, int],
    sentence: tuple[int, int],
) -> tuple[Status, Hit | None]:
    """Return the status that the words around a trigger give it, and the cue that says so.

    Args:
        trigger: The trigger.
        cues: The hits of field ``cue`` in its sentence.
        folded: Image of the reading.
        clause: Span of its clause.
        sentence: Span of its sentence.
    """
    found: list[tuple[int, Status, Hit]] = []
    for cue in cues:
        code = cue.code
        if code not in ("planned", "threatened", "denied", "general"):
            continue
        if cue.start >= trigger.start and cue.end <= trigger.end:
            # 没有罢工, "threaten to jump": the pattern of the action holds the cue.
            if code == "denied" and trigger.field == "action":
                found.append((0, "denied", cue))
            continue
        word = folded[cue.start : cue.end]
        if cue.end <= trigger.start:
            gap = trigger.start - cue.end
            reach = _NEAR_ONLY.get(word, _REACH[cue.language, code])
            between = folded[cue.end : trigger.start]
            if trigger.field != "action" and code == "planned" and word not in _PASSIVE_PLAN:
                continue
            if word.startswith("call") and gap > 14:
                continue
            if word in _WHOLE_CLAUSE and cue.start >= clause[0]:
                found.append((gap, "general", cue))
            elif (gap <= reach and (not _CLOSE.search(between) or between.strip() == "that")) or (
                code == "denied" and gap <= _DENIED_THAT and " that " in between
            ):
                found.append((gap, code, cue))  # type: ignore[arg-type]
            elif code == "denied" and cue.language == "zh" and gap <= 30:
                found.append((gap, "denied", cue))
        elif code in _AFTER and cue.start - trigger.end <= _AFTER[code][cue.language]:
            found.append((100 + cue.start - trigger.end, code, cue))  # type: ignore[arg-type]
        elif (
            # "a strike of dockers planned for 9 December"
            code == "planned"
            and cue.language == "en"
            and 0 <= cue.start - trigger.end <= 36
            and _SET_FOR.match(folded, cue.start)
            and not _CLOSE.search(folded[trigger.end : cue.start])
        ) or (
            # 罢工将于5月1日举行: the noun, then the plan
            code == "planned"
            and 0 <= cue.start - trigger.end <= (2 if cue.language == "zh" else 4)
            and word in ("将于", "将在", "将会", "定于", "will", "scheduled", "planned")
            and not _ENDING.search(folded, cue.end, cue.end + 24)
        ):
            found.append((cue.start - trigger.end, "planned", cue))
    if (
        not found
        and _ASK.search(folded, max(sentence[1] - 2, 0), sentence[1])
        and not _told_anyway(trigger, folded, sentence)
    ):
        return "general", None
    if trigger.language == "zh" and trigger.field == "action" and not found:
        condition = _CONDITION_ZH.search(folded, sentence[0], trigger.start)
        if condition is not None and not _TOLD_ZH.search(folded, condition.end(), trigger.start):
            sign = next((c for c in cues if c.start <= condition.start() < c.end), None)
            return ("threatened" if condition["threat"] else "general"), sign
        due = _DEADLINE_ZH.search(folded, sentence[0], trigger.start)
        if due is not None and not _TOLD_ZH.search(folded, due.start(), trigger.start):
            return "threatened", None
    if not found and trigger.language == "zh" and _MAY_ZH.match(folded, trigger.end):
        return "general", None
    if any(gap < 100 for gap, _, _ in found):
        # A word before the trigger governs it closer than a denial that follows.
        found = [f for f in found if f[0] < 100]
    if not found:
        return "happened", None
    # "would strike unless": a threat stands over a possibility, a denial over all.
    order = {"denied": 0, "threatened": 1, "planned": 2, "general": 3}
    found.sort(key=lambda f: (order[f[1]], f[0]))
    _, status, cue = found[0]
    averted = cue.language == "en" and _CONDITION.search(folded, *sentence) is not None
    # "will strike on Friday unless": a plan that somebody may still avert is a threat.
    return ("threatened" if status == "planned" and averted else status), cue


_CONDITION = re.compile(
    r"\bunless\b|\bif (?:[\w'-]+ ){1,8}?(?:fails?|collapses?|do(?:es)? not|don't|doesn't|is not"
    r"|are not"
    r"|isn't|aren't|refuses?|not met|no (?:deal|agreement|offer)|go(?:es)? (?:ahead|through)"
    r"|proceeds?|press(?:es)? (?:ahead|on)|pushe?s? (?:ahead|through)|carr(?:y|ies) (?:on|out)"
    r"|insists?|imposes?|persists?|continues?)\b"
)
_ASKS_EN = re.compile(
    r"\W*(?:why|what|how|who|when|where|which|will|would|should|shall|can|could|is|are|was|were|do"
    r"|does|did|has|have|had|may|might|must|so|really|if)\b"
)
_SUBJECT_EN = re.compile(
    r"\b(?:workers|employees|staff|drivers|teachers|nurses|miners|cleaners)\b[^?]*$"
)


def _told_anyway(trigger: Hit, folded: str, sentence: tuple[int, int]) -> bool:
    """Return whether a question mark closes a statement: "workers strike for more pay?"."""
    return (
        trigger.language == "en"
        and _ASKS_EN.match(folded, sentence[0]) is None
        and _SUBJECT_EN.search(folded[sentence[0] : trigger.start]) is not None
    )


_SET_FOR = re.compile(
    r"(?:planned|scheduled|proposed|due to begin|set)(?: to begin)? (?:for|on|from)\b"
)
_CONDITION_ZH = re.compile(
    r"(?:(?P<threat>再不|如不|若不|不然|否则|要是不|要是还不|不给|不发|不解决)|如果|要是|假如|倘若|若是|一旦|只要|万一)"
    r"[^。!?！？;；]{0,24}(?:就|将|便|会|都)[^,，。]{0,8}$"
)
"""再不发钱，我们就去堵路: the condition governs across its comma."""
_DEADLINE_ZH = re.compile(
    r"(?:[前底号日][^,，。]{0,10}(?:不到位|不到账|不结清|不发|不给|拿不出)|若[^,，。]{0,24}[仍还再](?:不|没|未)"
    r"|(?:差|少)一分)[^。!?！？;；]{0,30}$"
)
"""月底前钱不到位，大门焊上: a deadline with a condition needs no further word."""
_MAY_ZH = re.compile(
    r"(?:行动|活动|潮)?(?:很|极有|也|还|都|更)?(?:可能|或许|也许|恐怕|大概|势必|迟早)(?:会|要|将|还|再|向)?"
)
"""罢工可能会蔓延: what may come."""
_TOLD_ZH = re.compile(r"了|已|昨|今早|前天")

_ENDING = re.compile(r"结束|停止|落幕|\\b(?:end|stop|finish)\\b")
_SUBORDINATE_EN = re.compile(
    r"\b(?:after|following|during|for|because of|due to|over|since|in response to|before|despite"
    r"|accused of|suspected of|involved in|participating in|participated in|role in"
    r"|in support of|who (?:had|has|have) been|who (?:were|was|had|led|joined|supported)"
    r"|who (?:organi[sz]ed|took part in)|organi[sz]ing|leading|ahead of|as a result of"
    r"|in the wake of|by the|against the|of the|inspired by|supporting|support|about the|on the"
    r"|from the)"
    r"(?: (?:a|an|the|their|his|her|this|that|its|those|these|previous|earlier|recent|peacefully"
    r"|been|just|trying to|workers'|first|second|massive|large|brief|major|wildcat|having))*\s*$"
)
_DETERMINER_EN = re.compile(
    r"\b(?:the|these|those|all|some|other|many|of|recently|currently|for|with) $"
)
_PEOPLE_EN = re.compile(
    r" (?:\w+ )?(?:workers?|students?|activists?|people|protesters|drivers|strikers|colleagues|"
    r"representatives|employees|supporters|organi[sz]ers|staff|men|women|teachers)\b"
)
_BACKGROUND_EN = re.compile(
    r"\b(?:during|after|following|since|despite|in the wake of|ahead of|before) (?:[\w'-]+ ){0,4}$"
)
_SUBORDINATE_ZH = re.compile(
    r"(?:因|由于|因为|参与|声援(?!者|团|人)|支持|组织|策划|煽动|带头|领导|自从|涉嫌|此前|之前|曾)[^,，。]{0,6}$"
)
_ATTRIBUTE_ZH = re.compile(
    r"\s*(?:的)?(?:工人|员工|司机|教师|者|人员|代表|职工|女工|民工|行动的|期间|后|之后|事件)"
)
_DURING_ZH = re.compile(r"期间|以来|之后|的?时候|那(?:一?阵|会儿|几天|段时间|些天)|当中")
_BECAUSE_ZH = re.compile(
    r"(?:因|由于|因为)[^,，。]{0,5}?(?:问题|原因|欠薪|欠|拖欠|工资|薪资|薪酬|薪水|薪|社保|公积金|补偿|赔偿|补贴|奖金|纠纷"
    r"|不满|不公|搬迁|改制|裁员|失联|跑路|倒闭|降薪|涨价|待遇|合同|加班|此|疫情|高温|缺料|没钱)(?:而|就|又|便|集体|全体)?$"
)
"""因欠薪停工: the words behind say why, and the stoppage is what is told."""


_OBJECT_OF = re.compile(
    r"\b(?:broke up|broken up|breaks? up|dispersed?|cleared|charged|raided|crushed|attacked|stormed"
    r"|suppressed|put down|quelled|fired (?:on|at|into)|shot (?:into|at)"
    r"|ended|settled|resolved) (?:an?|the|their|its)"
    r"(?: [\w'-]+)? $"
)


def acted_on(trigger: Hit, folded: str) -> bool:
    """Return whether an English noun of action is what police did something to.

    "Soldiers broke up a picket": the breaking up is what is told.
    """
    return (
        trigger.language == "en"
        and _NOUN_FORM.match(folded[trigger.start : trigger.end].split(" ")[0]) is not None
        and _OBJECT_OF.search(folded, max(0, trigger.start - 48), trigger.start) is not None
    )


def subordinate(trigger: Hit, folded: str, clause: tuple[int, int]) -> bool:
    """Return whether a trigger only says what another event came from or was about.

    "arrested for protesting", "the protests during the strike", 因参与罢工被拘留.
    """
    start = max(clause[0], trigger.start - 48)
    before = folded[start : trigger.start]
    if trigger.language == "zh":
        if trigger.field == "harm":
            return False  # 因罢工被拘留: custody is what is told
        if _SUBORDINATE_ZH.search(before) and not _BECAUSE_ZH.search(before):
            return True
        if trigger.field == "action" and _DURING_ZH.match(folded, trigger.end):
            return True
        return (
            _ATTRIBUTE_ZH.match(folded, trigger.end) is not None
            and trigger.field == "action"
            and len(before.strip()) > 1
        )
    if _SUBORDINATE_EN.search(before) is not None:
        return True
    if (
        folded[trigger.end - 2 : trigger.end] == "ed"
        and _DETERMINER_EN.search(before) is not None
        and _PEOPLE_EN.match(folded, trigger.end) is not None
    ):
        return True  # "the arrested workers": a reference, not a report
    return (
        _NOUN_FORM.match(folded[trigger.start : trigger.end]) is not None
        and _BACKGROUND_EN.search(before) is not None
    )


_PAST_EN = re.compile(
    r"(?:ed|ung|uck|went|held|took|put|sat|stood|broke|beat|led|fled|began|laid|gone|done|fought|"
    r"blocked|won|met|ran|hit|quit|hurt|sent|left|lost|made|paid|brought|bought|caught|sold"
    r"|found|built|shut|kept|threw|drove|rode|cut|lay|sang|spoke|drew|gave"
    r"|let|set|came|stole|fell|taken|beaten|shot|slept|said|saw|wrote|hung|sought|fired)\b"
)


def told_as_past(trigger: Hit, folded: str, clause: tuple[int, int]) -> bool:
    """Return whether an English trigger, or the clause around it, stands in a past form."""
    if trigger.language == "zh":
        return True
    words = folded[trigger.start : trigger.end]
    if _PAST_EN.search(words):
        return True
    return _past(folded[clause[0] : clause[1]])


@lru_cache(256)
def _past(clause: str) -> bool:
    """Return whether an English clause stands in a past form; asked for each of its triggers."""
    return _PAST_EN.search(clause) is not None or _WAS.search(clause) is not None


_WAS = re.compile(r"\b(?:was|were|had|been)\b")


_NOUN_FORM = re.compile(
    r"^(?:strike|walkout|protest|demonstration|march|rally|sit-in|clash|blockade|crackdown|"
    r"strike action|work stoppage|stoppage|massacre of|riot|petition|hunger strike|slowdown"
    r"|picket)s?$"
)


def noun(trigger: Hit, folded: str) -> bool:
    """Return whether an English trigger is a noun with a determiner or an adjective before it."""
    if not _NOUN_FORM.match(folded[trigger.start : trigger.end]):
        return False
    before = folded[max(0, trigger.start - 24) : trigger.start].split()
    return bool(before) and (
        before[-1] in ("a", "an", "the", "this", "that", "their", "its", "another", "of", "major")
        or before[-1].endswith(("ful", "al", "ive", "-day", "ous", "ed", "cat", "ing", "long"))
    )


_PLURAL_NOUN = frozenset(
    "strikes protests demonstrations marches walkouts rallies riots clashes arrests detentions "
    "sit-ins stoppages".split()
)
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|both|separate|series of|consecutive|daily)\s(?:\w+\s)?$"
)


def plural_noun(trigger: Hit, folded: str) -> bool:
    """Return whether a trigger is a bare plural noun: strikes in general, no one strike."""
    word = folded[trigger.start : trigger.end]
    if word.startswith("strikes ") and word.count(" ") == 1:
        word = "strikes"
    if trigger.language == "zh" or word not in _PLURAL_NOUN:
        return False
    before = folded[max(0, trigger.start - 30) : trigger.start]
    if _COUNTED.search(before):
        return False
    words = before.split()
    if not words:
        return True
    last = words[-1]
    # A subject that strikes: "the union strikes" has a singular noun before it.
    return not (
        word in ("strikes", "protests", "marches", "clashes")
        and last.isalpha()
        and last not in _NOT_SUBJECT
        and not last.endswith(_ADJECTIVE)
    )


_ADJECTIVE = (
    "s", "ing", "al", "ive", "ed", "ic", "y", "ous", "ful", "ent", "ant", "ary",
)  # fmt: skip
_NOT_SUBJECT = frozenset(
    "and or of in with by for from the such many most some other all more mass labour labor "
    "worker wildcat large small against on about these those through their its to at including "
    "over than as any no frequent factory transport taxi student street wave number rise surge "
    "increase major popular public".split()
)
