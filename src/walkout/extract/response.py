"""Responses: who on the other side did what, written responder.act."""

from __future__ import annotations

import re
from collections.abc import Iterator

from walkout.extract.group import Draft
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks
from walkout.extract.response_zh import beside, by_both, offered, unanswered
from walkout.extract.say import Scribe
from walkout.extract.units import Unit
from walkout.model.statement import Statement

# Who can do what; the first is taken to have done it where the words name nobody, if `_ALONE`.
_WHO: dict[str, tuple[str, ...]] = {
    "presence": ("police", "government", "labour_bureau", "official_union"),
    "mediation": ("labour_bureau", "government", "official_union", "police"),
    "order_to_pay": ("labour_bureau", "government", "court"),
    "advance_payment": ("government", "labour_bureau"),
    "dispersal": ("police", "hired_guards", "government"),
    "force": ("police",),
    "detention": ("police", "hired_guards", "government"),
    "prosecution": ("court", "police"),
    "sentence": ("court",),
    "negotiation": ("employer", "government", "labour_bureau", "official_union"),
    "concession": ("employer", "government"),
    "threat": ("employer", "government", "police", "hired_guards"),
    "dismissal": ("employer",),
    "violence": ("hired_guards", "employer", "police", "official_union"),
    "blacklist": ("employer", "government"),
    "surveillance": ("police", "government", "employer"),
    "censorship": ("government",),
    "disappearance": ("police", "government"),
}

_ALONE = {"force": "police", "sentence": "court", "dismissal": "employer"}
"""Acts whose words leave no doubt who did them: tear gas, a prison sentence, the sack."""

_BY_SOMEBODY = frozenset({"censorship", "disappearance", "surveillance"})
"""Acts that are told in the passive; who did them stays unknown where no word says it."""

_CLOSE = 8
"""Code points within which a word names who did what is else told of nobody."""

_GO_BETWEENS = frozenset({"government", "labour_bureau", "official_union", "police"})
"""Whoever is no party and talks with both sides mediates: 街道办组织双方协商."""

_OF_THE_FIRM = re.compile(r"旷工|自动离职|自离|开除|解雇|辞退|解聘|律师函|封号|爱干不干|毕业证")
"""Threats that only an employer can carry out."""

_RESTORED = re.compile(
    r"照[认发给]|换回|补回|挂回|改回|先[给发]一半|当场|当天结清|现金|认怂|砍掉一半|钱退了|补[到上齐]|松口|收回来|不[扣罚改搬裁降]了?"
    r"|换食堂|更换|一分不少"
)
"""What only the employer can give back."""

_NO_DISMISSAL = re.compile(
    r"(?:抗议|反对|不满|因|因为|由于|要求|撤销|威胁|扬言|否则|不得|停止|收回|撤回|就|将|会|不服|去年|之前)[^。;；]{0,12}$"
)
"""Words before a dismissal that make it a cause, a demand or a threat, not an answer."""

_LEGAL = frozenset(
    {
        "detained.administrative",
        "detained.criminal",
        "detained.rsdl",
        "detained.formal_arrest",
        "detained.unknown",
    }
)
_HARM_ACT = {"detained": "detention", "sentenced": "sentence", "missing": "disappearance"}


def responses(draft: Draft, marks: Marks, scribe: Scribe) -> Iterator[Statement]:
    """Yield the response statements of a mention, each responder and act once.

    Presence is that of those who came and did nothing further, as the codebook says.
    """
    said = list(_said(draft, marks, scribe))
    values = {s.value for s in said}
    busy = {s.value.partition(".")[0] for s in said if not s.value.endswith(".presence")}
    for statement in said:
        responder, _, act = statement.value.partition(".")
        if (
            act == "mediation"
            and f"{responder}.concession" in values
            and _RECEIVED.search(statement.quote or "")
        ):
            continue  # 市政府答复称将补发: the answer is what was granted
        if act != "presence" or responder not in busy or _STOOD_BY.search(statement.quote or ""):
            yield statement


_RECEIVED = re.compile(r"答复|答復|接待|回应|回應")

_STOOD_BY = re.compile(r"到场|在场|到達現場|到达现场|維持秩序|维持秩序|戒備|戒备|待命|旁观|旁觀")
"""Words that say by themselves that police came or stood by, whatever it did besides."""


def _said(draft: Draft, marks: Marks, scribe: Scribe) -> Iterator[Statement]:
    other = draft.untold
    seen: set[str] = set()
    for unit in draft.units:
        responders = unit.of("responder")
        bosses = [(a.start, a.end) for a in unit.of("action") if a.code == "boss_detained"]
        acts = [
            (act, hit)
            for hit in unit.hits
            if (act := _act(hit)) is not None
            and hit not in other
            and not any(a <= hit.start < b for a, b in bosses)
            and not (act == "disappearance" and _boss_gone(hit, unit, marks))
            and not (act == "mediation" and _only_asked(hit, marks))
            and not _undone(act, hit, unit, marks)
        ]
        if draft.answers and draft.kind == "employer_act" and "employer.dismissal" not in seen:
            for hit in unit.of("harm"):
                if hit.code == "dismissed" and hit not in other:
                    # Who struck and then lost the job was answered so.
                    seen.add("employer.dismissal")
                    yield scribe.hit("response", "employer.dismissal", hit, 0.7)
                    break
        if draft.kind == "action" and "employer.dismissal" not in seen:
            for hit in unit.of("harm"):
                if hit.code == "dismissed" and (boss := _sacks(hit, responders, marks)):
                    seen.add("employer.dismissal")
                    yield scribe.quoted(
                        "response", "employer.dismissal", boss.start, hit.end, confidence=0.7
                    )
                    break
        used: set[Hit] = set()
        for act, hit in acts:
            chinese = hit.language == "zh"
            responder, by = _who(act, hit, responders, marks)
            if chinese and by_both(act, hit, marks.folded):
                responder, by = "employer", None
            if act == "mediation" and responder == "police" and _only_came(hit, marks):
                act = "presence"
            if by is not None:
                used.add(by)
            if responder is None:
                continue
            if act == "negotiation" and responder in _GO_BETWEENS:
                act = "mediation"
            others: list[Hit] = []
            if chinese:
                if unanswered(act, hit, by, marks.folded):
                    continue
                if offered(act, hit, by, marks.folded):
                    act = "negotiation"
                others = beside(act, hit, by, responders, _WHO[act], marks.folded)
                used.update(others)
                if act == "mediation" and responder == "police" and others:
                    # 信访、公安等部门联合接访: it is the offices that mediate.
                    responder, by = others[0].code, others[0]
            if act == "violence" and responder == "police":
                act = "force"
            code = f"{responder}.{act}"
            if act == "dismissal" and (
                draft.kind == "employer_act"
                or _NO_DISMISSAL.search(marks.folded, max(unit.start, hit.start - 16), hit.start)
            ):
                continue
            if code in seen or (hit.language == "en" and _no_answer(code, hit, unit, marks)):
                continue
            seen.add(code)
            yield _say(scribe, code, hit, by)
            for other_office in others:
                code = f"{other_office.code}.{act}"
                if code not in seen:
                    seen.add(code)
                    yield _say(scribe, code, hit, other_office)
        for hit in responders:
            if (
                hit.code == "police"
                and hit not in used
                and "police.presence" not in seen
                and not _sought(hit, unit, marks)
            ):
                seen.add("police.presence")
                yield scribe.hit("response", "police.presence", hit, 0.7)


_SET_OFF = re.compile(
    r"\b(?:against|over|after|protest(?:s|ed|ing)?|because(?: of)?|due to|citing|angered by"
    r"|triggered by|sparked by|in response to)\b[^.;,]{0,70}$"
)
_BOSS_WAS = re.compile(
    r"\b(?:boss|owner|manager|contractor|executive|mayor|chairman|director|official)(?:e?s)?"
    r"(?: (?:being|been|was|were|is|are|gets?|got|has|have|had))* $"
)
_NEVER = re.compile(
    r"\b(?:fail(?:s|ed)?|refus(?:e[sd]?|al)|declin(?:e[sd]?)|without|no|not)\b[^.;,]{0,30}$"
)


def _no_answer(code: str, hit: Hit, unit: Unit, marks: Marks) -> bool:
    """Return whether English words tell no answer: the grievance, the boss's own arrest, no talks.

    A beating by a manager that people strike against came before the strike.
    """
    before = marks.folded[max(unit.start, hit.start - 80) : hit.start]
    if code == "employer.violence":
        return marks.folded.startswith(" of ", hit.end) or _SET_OFF.search(before) is not None
    if code == "police.detention":
        return _BOSS_WAS.search(before) is not None
    return code == "employer.negotiation" and _NEVER.search(before) is not None


_SOUGHT = re.compile(
    r"(?:到|去|向|找|要求|呼吁|请求|求助|拨打|前往|赴|诉|围|堵|据|联合|会同|移送|移交|报送)[^,，。;；]{0,4}$"
)
_POLICE_SAID = re.compile(r"[^,，。;；]{0,2}(?:通报|提醒|称|表示|说|回应|介绍|门口|门前|放人|将人)")


_CAME = re.compile(r"到场|赶到|到达|到现场|赶赴|现场|派|出面|进驻|来人|维持|维稳|在场|来了")
_NOT_DONE = re.compile(r"(?:没有?|未|并未|不)$")
_SPARES = re.compile(r"说不(?:再)?[扣开罚裁降]")
"""厂长说不扣钱了 gives in; 说不来就扣钱 threatens."""
_NOBODY = re.compile(r"(?:走)?(?:任何人|一个人|谁)")


def _undone(act: str, hit: Hit, unit: Unit, marks: Marks) -> bool:
    """Return whether Chinese words deny what was done, or only threaten it.

    没带走任何人; 谁不跑就拉黑.
    """
    if hit.language != "zh":
        return False
    folded = marks.folded
    if act in ("detention", "force", "dispersal", "sentence"):
        if _NOT_DONE.search(folded, max(unit.start, hit.start - 3), hit.start):
            return True
        return _NOBODY.match(folded, hit.end) is not None
    if act == "threat":
        return hit.gap and _SPARES.match(folded, hit.start) is not None
    return act == "blacklist" and any(
        t.field == "act" and t.code == "threat" and t.start < hit.start < t.end for t in unit.hits
    )


def _sought(hit: Hit, unit: Unit, marks: Marks) -> bool:
    """Return whether Chinese words go to the police or hear from it: it need not have come."""
    if hit.language != "zh":
        return False
    if any(
        d.code == "release_detained" and d.start <= hit.start < d.end for d in unit.of("demand")
    ):
        return True
    before = marks.folded[max(unit.start, hit.start - 8) : hit.start]
    return (
        _SOUGHT.search(before) is not None or _POLICE_SAID.match(marks.folded, hit.end) is not None
    )


_AFTER_A_CAUSE = re.compile(
    r"\b(?:after|because|since|over|against|at|when|if|that|unless|as|who|which)\b[^.;:]*$"
)


def _sacks(hit: Hit, responders: list[Hit], marks: Marks) -> Hit | None:
    """Return the English employer that sacks those who act: "walk out, firm sacks six".

    What went before ("after the company fired two") is a cause and no answer.
    """
    if hit.language != "en":
        return None
    for by in responders:
        if by.code != "employer" or not 0 <= hit.start - by.end <= len(" has since "):
            continue
        between = marks.folded[by.end : hit.start].strip()
        if between not in ("", "has", "have", "had", "then", "has since", "later"):
            continue
        before = marks.folded[max(0, by.start - 60) : by.start].rpartition(", ")
        if not _AFTER_A_CAUSE.search(before[2]):
            return by
    return None


def _act(hit: Hit) -> str | None:
    if hit.field == "act":
        return hit.code
    if hit.field == "harm":
        name = hit.code.partition(".")[0]
        return _HARM_ACT.get(name)
    return None


_BREAK = re.compile(r"[,，;；。]")


_SURROUNDS = re.compile(r"surround|block|called")


def _who(act: str, hit: Hit, responders: list[Hit], marks: Marks) -> tuple[str | None, Hit | None]:
    allowed = _WHO[act]
    fit = [r for r in responders if r.code in allowed and not _befell(act, hit, r, marks)]
    inside = [r for r in fit if hit.start <= r.start < hit.end]
    if act == "presence" and hit.language == "zh":
        # 站满, 堵住 say where police stand; of an office only that it came: 镇政府派人到场.
        police = [r for r in fit if r.code == "police"]
        fit = police or (fit if _CAME.search(marks.folded, hit.start, hit.end) else [])
        inside = [r for r in inside if r in fit]
    if act == "presence" and hit.language == "en" and _SURROUNDS.match(marks.folded, hit.start):
        # Who is surrounded is not there for it: "retirees surround government buildings".
        inside, fit = [], [r for r in fit if r.code == "police" and r.end <= hit.start]
    if inside:
        return inside[0].code, inside[0]
    if fit:
        reach = 24 if hit.language == "zh" else 70
        reach = _CLOSE if act == "censorship" else reach
        near = [r for r in fit if min(abs(r.end - hit.start), abs(r.start - hit.end)) <= reach]
        if act == "detention" and (hit.language == "en" or marks.folded[hit.start] in "被遭"):
            # Across a comma another subject may stand between; 警察赶到，抓走3人 has the same.
            near = [r for r in near if not _BREAK.search(marks.folded, *_between(hit, r))]
        if near:
            folded = marks.folded
            best = min(
                near,
                key=lambda r: (
                    # 协商，厂方同意: the word after the comma did something else.
                    hit.language == "zh"
                    and r.start >= hit.end
                    and _BREAK.search(folded, *_between(hit, r)) is not None,
                    min(abs(r.end - hit.start), abs(r.start - hit.end)),
                    r.start,
                ),
            )
            return best.code, best
    if act in _ALONE:
        return _ALONE[act], None
    if act == "threat" and hit.language == "zh" and not responders:
        return "employer", None  # 谁摁的谁心里有数: who threatens those who work
    if act == "threat" and _OF_THE_FIRM.search(marks.folded, hit.start, hit.end):
        return "employer", None
    if act == "concession" and _RESTORED.search(marks.folded, hit.start, hit.end):
        return "employer", None
    if act in _BY_SOMEBODY:
        return "unknown", None
    if act == "detention":
        english = hit.language == "en"
        if fit and all(r.code == "police" for r in responders):
            return "police", None  # 警察到场，有人被带走: nobody else is there
        # Only police can 拘留; 被带走 says nothing of who did it.
        return ("police" if english or hit.code in _LEGAL else "unknown"), None
    return None, None


_NEW_SUBJECT = re.compile(r"[.;]|\bworkers?\b|\bactivists?\b|\bstudents?\b")


def _boss_gone(hit: Hit, unit: Unit, marks: Marks) -> bool:
    """Return whether it is an employer who vanished: "the boss disappeared"."""
    if any(
        c.code == "relocation_closure" and c.start <= hit.start < c.end for c in unit.of("cause")
    ):
        return True
    if hit.language == "zh":
        return False  # 老板失联 is a cause by its own pattern
    before = [r for r in unit.of("responder") if r.code == "employer" and r.end <= hit.start]
    return bool(before) and not _NEW_SUBJECT.search(marks.folded, before[-1].end, hit.start)


_MEDIATES = re.compile(r"mediat|conciliat|arbitrat|negotiat|调解|调停|斡旋|协调|协商|劝")


_ASKED = re.compile(r"\bto (?:intervene|mediate|step in|help|investigate)\b")


def _only_asked(hit: Hit, marks: Marks) -> bool:
    """Return whether others want a responder to come in: "demand the government to intervene"."""
    return hit.language == "en" and _ASKED.search(marks.folded, hit.start, hit.end) is not None


def _only_came(hit: Hit, marks: Marks) -> bool:
    """Return whether "police intervene" says no more than that police came."""
    return hit.language == "en" and _MEDIATES.search(marks.folded, hit.start, hit.end) is None


_SUFFERED = re.compile(
    r"(?:were |was |been |being |are |is |get |got )?(?:\w+ )?(?:beaten|attacked|assaulted|stabbed)"
)


def _befell(act: str, hit: Hit, by: Hit, marks: Marks) -> bool:
    """Return whether a passive befell the one named before it: "one manager was beaten"."""
    if act != "violence" or by.start >= hit.start:
        return False
    if hit.language == "zh":
        # 总经理被殴打: it befell him.
        return marks.folded.startswith(("被", "遭"), by.end)
    return _SUFFERED.match(marks.folded, hit.start) is not None


def _between(hit: Hit, by: Hit) -> tuple[int, int]:
    return (by.end, hit.start) if by.end <= hit.start else (hit.end, by.start)


def _say(scribe: Scribe, code: str, hit: Hit, by: Hit | None) -> Statement:
    if by is None or (hit.start <= by.start and by.end <= hit.end):
        return scribe.hit("response", code, hit, 0.8)
    start, end = min(hit.start, by.start), max(hit.end, by.end)
    if end - start <= 60:
        return scribe.quoted("response", code, start, end, confidence=0.8, heard=bool(hit.odds))
    return scribe.hit("response", code, hit, 0.6)
