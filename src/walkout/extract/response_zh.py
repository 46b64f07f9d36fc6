"""Chinese answers that only look like ones, and offices that answer together."""

from __future__ import annotations

import re

from walkout.extract.hits import Hit

_ASKED = re.compile(r"(?:要求|请求|抗议|不满|反对|希望|呼吁|因为?|由于)[^,。;、 \n]{0,8}$")
_SUES = re.compile(r"起诉(?:该|本|公司|厂|单位|企业|老板|雇主|工厂|平台|学校)")
_FREED = re.compile(r"(?:释放|放了|放回|放出)[^,。;\n]{0,12}$")
_OFFER = re.compile(r"提出|开出|提议|只肯|只愿")
_NOT_TAKEN = re.compile(r"[^。\n]{0,20}(?:[未不]接受|拒绝|不同意|不答应|未获接纳|不满意|嫌少)")
_COMMA = re.compile(r"[,。;\n]")
_BOTH = re.compile(r"(?<!召集)(?<!组织)(?<!召集劳资)(?<!组织劳资)双方[^,。;\n]{0,10}$")
_AND = re.compile(r"(?:等?[、 和与及]|以及|会同|联合)[^,。;\n]{0,3}")
_TOGETHER = frozenset({"mediation", "order_to_pay", "presence", "advance_payment"})


def unanswered(act: str, hit: Hit, by: Hit | None, folded: str) -> bool:
    """Return whether words tell no answer, though they name an act.

    要求厂方补发: what is asked for. 抗议公司取消津贴: what set it off. 工人起诉该厂: who sues are
    the workers. 要求释放被抓的人: whom the police took before.
    """
    start = min(hit.start, by.start) if by is not None else hit.start
    if act == "concession":
        return _ASKED.search(folded, max(0, start - 14), start) is not None
    if act == "prosecution":
        return _SUES.match(folded, hit.start) is not None
    if act == "detention":
        return _FREED.search(folded, max(0, hit.start - 16), hit.start) is not None
    return False


def offered(act: str, hit: Hit, by: Hit | None, folded: str) -> bool:
    """Return whether an employer only made an offer that was not taken: 提出加薪，工人未接受."""
    if act != "concession":
        return False
    start = min(hit.start, by.start) if by is not None else hit.start
    return (
        _OFFER.search(folded, start, hit.end) is not None
        and _NOT_TAKEN.match(folded, hit.end) is not None
    )


def by_both(act: str, hit: Hit, folded: str) -> bool:
    """Return whether both sides talk with one another: 双方展开协商."""
    return (
        act == "negotiation" and _BOTH.search(folded, max(0, hit.start - 12), hit.start) is not None
    )


def beside(
    act: str, hit: Hit, by: Hit | None, responders: list[Hit], allowed: tuple[str, ...], folded: str
) -> list[Hit]:
    """Return who else answers, named beside the first: 街道办和劳动站来人主持."""
    if by is None or act not in _TOGETHER or _COMMA.search(folded, by.end, max(by.end, hit.start)):
        return []
    row = sorted(responders, key=lambda r: r.start)
    at = row.index(by) if by in row else -1
    if at < 0:
        return []
    found: list[Hit] = []
    last = by
    for other in reversed(row[:at]):
        if not _AND.fullmatch(folded, other.end, last.start):
            break
        found.append(other)
        last = other
    last = by
    for other in row[at + 1 :]:
        if not _AND.fullmatch(folded, last.end, other.start):
            break
        found.append(other)
        last = other
    return [h for h in found if h.code in allowed and h.code != by.code]
