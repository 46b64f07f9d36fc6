"""Persons in a text: identifiers, and names by their pattern in Chinese, pinyin and English order.

This is a net for protection, not a register of names: it is tuned so that a quote which names a
private person is found, at the price of some that do not. Names of employers and places that look
like names of persons are told apart only by the words around them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from walkout.text import persons_latin, persons_zh
from walkout.text.script import image as image_of

PersonKind = Literal[
    "name", "phone", "id_card", "bank_card", "wechat", "qq", "plate", "email", "handle"
]


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


_NUMBERS: tuple[tuple[PersonKind, re.Pattern[str]], ...] = (
    # Checked in this order: an id card holds digits that look like a phone number. Cards of before
    # 1999 have fifteen digits.
    (
        "id_card",
        re.compile(
            r"(?<![\d.])[1-9]\d{5}(?:(?:19|20)\d{2}|\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
            r"\d{3}(?:(?<=\d{17})[\dx])?(?!\d)"
        ),
    ),
    ("bank_card", re.compile(r"(?<![\d.])62\d{2}(?: ?\d{4}){3} ?\d{0,3}(?!\d)")),
    (
        "phone",
        re.compile(
            # A sum of money and a crowd are told in eleven digits too.
            r"(?<![\d.])(?:\(?\+?86\)?[- ]?)?1[- ]?[3-9](?:[- ]?\d){9}(?![\d元万人名]|\.\d)"
            r"|(?<![\d.])\(?0\d{2,3}\)?[- ] ?\d{7,8}(?!\d)"
            r"|(?<![\d.])\+\d{1,3}[- ]?\(?\d{1,4}\)?(?:[- ]?\d{3,4}){2}(?!\d)"
        ),
    ),
)

_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][a-z][·. ]?"
    r"(?=[a-z0-9]*\d)[a-z0-9]{5,6}(?![a-z0-9])"
)

_SPELLED = re.compile(
    r"(?<![零〇一二三四五六七八九幺])[一幺][三四五六七八九][零〇一二三四五六七八九幺]{9}(?![零〇一二三四五六七八九幺十百千万亿])"
)
"""A mobile number written in words, to get by filters."""

_AFTER_WORD: tuple[tuple[PersonKind, str, re.Pattern[str]], ...] = (
    (
        "email",
        "@",
        re.compile(r"(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]+(?:\.[a-z0-9-]+)+"),
    ),
    ("handle", "@", re.compile(r"(?<![\w.@])@[\w\u4e00-\u9fff-]{2,30}")),
    # "WeChat groups" is no account: a colon comes before it, or a digit or _ is in it.
    *(
        (
            "wechat",
            word,
            re.compile(
                rf"(?<![a-z0-9]){word}(?:号|id)?(?:(?: id)?\s*[:是为]\s*|/|\s*(?=[a-z-]*[\d_]))"
                r"[a-z][a-z0-9_-]{4,19}(?![a-z0-9])"
            ),
        )
        for word in ("微信", "加微", "威信", "薇信", "vx", "wx", "wechat", "weixin", "v信")
    ),
    ("wechat", "wxid_", re.compile(r"\bwxid_[a-z0-9]+")),
    *(
        ("qq", word, re.compile(rf"(?<![a-z]){word}[群号]*[:\s为是]{{0,3}}[1-9]\d{{4,11}}(?!\d)"))
        for word in ("qq", "q q", "扣扣", "企鹅")
    ),
    *(
        ("phone", word, re.compile(rf"{word}[^\d\n]{{0,6}}\d[\d -]{{5,14}}\d"))
        for word in ("电话", "手机", "热线", "致电", "拨打")
    ),
    *(
        ("phone", word, re.compile(rf"\b{word}[^\d\na-z]{{0,6}}\d[\d -]{{5,14}}\d"))
        for word in ("tel", "phone", "call", "mobile", "hotline")
    ),
)  # fmt: skip
"""Accounts and numbers told by a word, each with what is looked for first."""

_HAS_NUMBER = re.compile(r"(?:\d[ ()-]{0,2}){9}\d")
"""Ten digits together: without them there is no number that points to anybody by itself."""

_HAS_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAS_CAPITAL = re.compile(r"[A-Z]")


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
    if _HAS_NUMBER.search(folded):
        for kind, pattern in _NUMBERS:
            spans.extend(FoundPerson(m.start(), m.end(), kind) for m in pattern.finditer(folded))
    for kind, sign, pattern in _AFTER_WORD:
        if sign in folded:
            spans.extend(FoundPerson(m.start(), m.end(), kind) for m in pattern.finditer(folded))
    if _HAS_HAN.search(folded):
        spans.extend(FoundPerson(m.start(), m.end(), "plate") for m in _PLATE.finditer(folded))
        if "一" in folded or "幺" in folded:
            spans.extend(FoundPerson(*m.span(), "phone") for m in _SPELLED.finditer(folded))
        spans.extend(
            FoundPerson(start, end, "name") for start, end in persons_zh.find_names(folded)
        )
    if _HAS_CAPITAL.search(text):
        spans.extend(
            FoundPerson(start, end, "name") for start, end in persons_latin.find_names(text)
        )
    spans.sort(key=lambda p: (p.start, -p.end))
    kept: list[FoundPerson] = []
    for span in spans:
        if kept and span.start < kept[-1].end:
            if span.end > kept[-1].end:
                kept[-1] = FoundPerson(kept[-1].start, span.end, kept[-1].kind)
            continue
        kept.append(span)
    return tuple(kept)
