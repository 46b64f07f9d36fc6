"""Persons in a text: identifiers, and names by their pattern in Chinese, pinyin and English order.

This is a net for protection, not a register of names: it is tuned so that a quote which names a
private person is found, at the price of some that do not. Names of employers and places that look
like names of persons are told apart only by the words around them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from walkout.text.patterns import alternation
from walkout.text.script import image as image_of

PersonKind = Literal["name", "phone", "id_card", "wechat", "qq", "plate", "email"]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person's name or identifier in a text.

    Args:
        start: First code point.
        end: One past the last.
        kind: What it is.
    """

    start: int
    end: int
    kind: PersonKind


_IDENTIFIERS: tuple[tuple[PersonKind, re.Pattern[str]], ...] = (
    # Checked in this order: an id card holds digits that look like a phone number.
    (
        "id_card",
        re.compile(
            r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx](?!\d)"
        ),
    ),
    ("email", re.compile(r"[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+")),
    (
        "phone",
        re.compile(
            r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)"
            r"|(?<![\d.])\(?0\d{2,3}\)?[- ]\d{7,8}(?!\d)"
            r"|(?:电话|手机|热线|tel|phone|call)[^\d\n]{0,6}\d[\d -]{5,14}\d"
        ),
    ),
    (
        "wechat",
        re.compile(
            r"(?:微信号?|加微|威信|vx|wechat|weixin|v信)(?:id|号)?(?:[:\s为是]|/){0,3}[a-z][a-z0-9_-]{4,19}"
            r"|\bwxid_[a-z0-9]+"
        ),
    ),
    ("qq", re.compile(r"(?:qq|扣扣|企鹅)(?:号|群|群号)?[:\s为是]{0,3}[1-9]\d{4,11}(?!\d)")),
    (
        "plate",
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·. ]?"
            r"(?=[a-z0-9]*\d)[a-z0-9]{5,6}(?![a-z0-9])"
        ),
    ),
)


_HAS_SIGN = re.compile(r"[\d@_]")
_HAS_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAS_CAPITAL = re.compile(r"[A-Z]")


@cache
def _data() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    name = ""
    lines = files(__package__).joinpath("persons.txt").read_text(encoding="utf-8").split("\n")
    for line in lines:
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            found[name] = found.get(name, ()) + tuple(line.split())
    return found


@cache
def _chinese() -> tuple[re.Pattern[str], ...]:
    data = _data()
    surname = f"(?:{alternation(data['surnames'])})"
    han = r"[\u4e00-\u9fff]"
    # 市长 + 安镇 is no mayor An Zhen: names of places end in words for places.
    given = f"(?:(?:(?![镇县市区省村厂街路乡院校]){han}){{1,2}}?)"
    after = f"(?={alternation(data['after'])})"
    before = f"(?<![\\u4e00-\\u9fff])|{'|'.join(f'(?<={w})' for w in data['before'])}"
    not_word = f"(?!{alternation(data['not_names'])})"
    return (
        # 工人代表张三: a role before, a boundary or a verb after
        re.compile(
            f"(?:{'|'.join(f'(?<={w})' for w in data['before'])})"
            f"{not_word}({surname}{given})(?:{after}|(?!{han}))"
        ),
        # 张三被带走, 张三说: at a boundary, with a verb of persons after
        re.compile(f"(?:{before}){not_word}({surname}{given}){after}"),
        # lists of names: 张三、李四和王五等人
        re.compile(
            f"(?:(?<=[、和与及])|(?<!{han})){not_word}({surname}{han}{{1,2}})(?=[、)]|和|与|及|等)"
        ),
        # 张某, 李某某, 王姓工人, 老张, 小李 before a verb; 张先生
        re.compile(f"({surname}(?:某某?|××?|xx?|\\*{{1,2}}|x某|某{han}?)(?!{han}{{0,1}}[厂司]))"),
        re.compile(f"((?:老|小|阿){surname})(?={alternation(data['after'])})"),
        re.compile(f"({surname}{given}?(?:先生|女士|小姐|师傅|大姐|大哥|阿姨|同学|律师|老师傅))"),
        re.compile(
            f"({surname}(?:姓|氏)(?:工人|男子|女子|员工|司机|女工|民工|农民工|教师|男工|工友))"
        ),
    )


@cache
def _latin() -> tuple[re.Pattern[str], ...]:
    data = _data()
    surname = alternation(data["pinyin_surnames"])
    syllable = alternation(data["syllables"])
    first = alternation(data["english_given"])
    given = f"{syllable}(?:['-]?{syllable})?"
    return (
        # The pattern runs over the image (lower case); capitals are checked in the text.
        re.compile(f"\\b({surname}) ({given})\\b"),
        re.compile(f"\\b({given}) ({surname})\\b"),
        re.compile(f"\\b({first})((?: [a-z]\\.)?(?: [a-z][a-z'-]+){{1,2}})"),
        re.compile(
            r"\b(?:mr|mrs|ms|miss|dr|prof|professor|comrade|lawyer|attorney)\.? "
            r"([a-z][a-z'-]+(?: [a-z][a-z'-]+)?)"
        ),
    )


def find_persons(text: str, *, image: str | None = None) -> tuple[FoundPerson, ...]:
    """Return the persons that a text names or points to, in reading order, not overlapping.

    Args:
        text: A reading or passage.
        image: Its `walkout.text.script.image` when the caller has it already.

    Example:
        >>> text = "工人代表张建国被带走 13812345678"
        >>> [(text[p.start : p.end], p.kind) for p in find_persons(text)]
        [('张建国', 'name'), ('13812345678', 'phone')]
    """
    folded = image_of(text) if image is None else image
    spans: list[FoundPerson] = []
    if _HAS_SIGN.search(folded):
        for kind, pattern in _IDENTIFIERS:
            spans.extend(FoundPerson(m.start(), m.end(), kind) for m in pattern.finditer(folded))
    if _HAS_HAN.search(folded):
        for pattern in _chinese():
            spans.extend(
                FoundPerson(m.start(1), m.end(1), "name") for m in pattern.finditer(folded)
            )
    spans.extend(_latin_names(text, folded))
    spans.sort(key=lambda p: (p.start, -p.end))
    kept: list[FoundPerson] = []
    for span in spans:
        if kept and span.start < kept[-1].end:
            if span.end > kept[-1].end:
                kept[-1] = FoundPerson(kept[-1].start, span.end, kept[-1].kind)
            continue
        kept.append(span)
    return tuple(kept)


def _latin_names(text: str, folded: str) -> list[FoundPerson]:
    if not _HAS_CAPITAL.search(text):
        return []
    not_names = frozenset(_data()["not_latin"])
    found: list[FoundPerson] = []
    surname_first, given_first, western, titled = _latin()
    for pattern in (surname_first, given_first):
        for m in pattern.finditer(folded):
            words = folded[m.start() : m.end()].split(" ")
            if (
                text[m.start(1)].isupper()
                and text[m.start(2)].isupper()
                and not not_names.intersection(words)
                and "_".join(words) not in not_names
            ):
                found.append(FoundPerson(m.start(), m.end(), "name"))
    for m in western.finditer(folded):
        rest = m.group(2)
        end = m.start(2)
        for word in re.finditer(r" ([a-z]\.|[a-z][a-z'-]+)", rest):
            at = m.start(2) + word.start(1)
            if not text[at].isupper() or word.group(1) in not_names:
                break
            end = m.start(2) + word.end()
        if end > m.start(2) and text[m.start(1)].isupper():
            found.append(FoundPerson(m.start(), end, "name"))
    for m in titled.finditer(folded):
        if text[m.start(1)].isupper():
            end = m.end(1)
            second = folded.find(" ", m.start(1), m.end(1))
            if second > 0 and not text[second + 1].isupper():
                end = second
            found.append(FoundPerson(m.start(1), end, "name"))
    return found
