"""Aggregates: sentences that count events instead of telling one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

from walkout.extract.marks import Marks, between
from walkout.extract.say import Scribe
from walkout.extract.segment import Sentence
from walkout.model.statement import Mention, Statement
from walkout.model.values import Json

_NUMBER = r"(?<![\d,.])(?!(?:19|20)\d\d(?![\d,]))(\d{1,3}(?:,\d{3})+|\d+)"
"""A number that is no year."""

_KINDS = ("share", "change", "percent", "count", "trend")

_SIGN_EN = (
    r"\d[^.;]{0,60}\bout of\b|\d of (?:the |all |a )?|\d ?(?:percent|per cent)"
    r"|\bof (?:the |all |these )?\d|accepted|handled|settled|days (?:lost|were lost|to)"
    r"|recorded|documented|logged|counted|registered|there (?:were|have been)|a total of"
    r"|\bfrom [^.;]{0,20}\d+ in (?:19|20)\d\d"
)
_SIGN_ZH = r"[\d](?: ?%|[多余]?[起宗次件例])"
_SIGN = re.compile(rf"{_SIGN_EN}|{_SIGN_ZH}")
"""Cheap sign of a sentence that counts; only then are the patterns tried."""
_SIGN_WITHOUT_LETTERS = re.compile(_SIGN_ZH)
_LETTER = re.compile("[a-z]")

_LABOUR = re.compile(
    r"strike|protest|collective action|worker|labou?r|union|walkout|stoppage"
    r"|罢工|工人|劳|讨薪|欠薪|集体行动|群体性|抗争|工潮"
)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    path = files("walkout.extract") / "lexicon" / "statistic.yml"
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    pieces = {name: "".join(text.split()) for name, text in data["pieces"].items()}
    pieces["NUMBER"] = _NUMBER

    def compiled(line: str) -> re.Pattern[str]:
        line = "".join(line.split())
        return re.compile(re.sub(r"~(\w+)~", lambda m: pieces[m.group(1)], line))

    return tuple((name, compiled(line)) for name in _KINDS for line in data[name])


def may_count(folded: str) -> bool:
    """Return whether an image may hold an aggregate at all; cheap, for texts without triggers."""
    sign = _SIGN if _LETTER.search(folded) else _SIGN_WITHOUT_LETTERS
    return sign.search(folded) is not None and _LABOUR.search(folded) is not None


def statistics(marks: Marks, scribe: Scribe) -> list[Mention]:
    """Return one mention of kind statistic per aggregate that a reading reports."""
    found: list[Mention] = []
    sign = _SIGN if _LETTER.search(marks.folded) else _SIGN_WITHOUT_LETTERS
    for sentence in marks.sentences:
        if sign.search(marks.folded, sentence.start, sentence.end):
            found.extend(_of_sentence(sentence, marks, scribe))
    return found


def _of_sentence(sentence: Sentence, marks: Marks, scribe: Scribe) -> Iterator[Mention]:
    folded = marks.folded
    before = folded[max(0, sentence.start - 300) : sentence.end]
    if not _LABOUR.search(before):
        return
    taken: list[tuple[int, int]] = []
    for name, pattern in _patterns():
        for m in pattern.finditer(folded, sentence.start, sentence.end):
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            value = _value(name, m, sentence, marks)
            if value is None:
                continue
            taken.append((m.start(), m.end()))
            yield _mention(value, m.start(), m.end(), sentence, scribe)


def _value(name: str, m: re.Match[str], sentence: Sentence, marks: Marks) -> Json | None:
    numbers = [_int(g) for g in m.groups()]
    numerator = denominator = None
    share: float | None = None
    if name == "share":
        a, b = numbers
        if a is None or b is None:
            return None
        # 907起中17起 in Chinese, 17 out of 907 in English: the part is the smaller.
        numerator, denominator = min(a, b), max(a, b)
        share = round(numerator / denominator, 6) if denominator else None
    elif name == "count":
        numerator = numbers[0]
        if numerator is None or numerator < 2:
            return None
    elif name == "trend":
        # The number reached; that of the start stands in the words.
        numerator = numbers[1]
    else:
        share = round(float(m.group(1)) / 100, 6)
    value: Json = {
        "numerator": numerator,
        "denominator": denominator,
        "period": _period(name, m, sentence, marks),
        "text": marks.text[m.start() : m.end()],
    }
    if share is not None:
        value["share"] = share
    if name == "change":
        value["measure"] = "change"
    return value


def _int(text: str) -> int | None:
    digits = text.replace(",", "")
    return int(digits) if digits.isdigit() else None


def _period(name: str, m: re.Match[str], sentence: Sentence, marks: Marks) -> Json | None:
    dates = [d for d in between(marks.dates, sentence.start, sentence.end) if d.whole() is not None]
    if name == "trend":
        # The year of the number reached stands behind it.
        dates = [d for d in dates if m.end() <= d.start <= m.end() + 12]
    before = [d for d in dates if d.start <= m.start()]
    near = before[-1] if before else (dates[0] if dates else None)
    whole = near.whole() if near is not None else None
    return whole.to_json() if whole is not None else None


def _mention(value: Json, start: int, end: int, sentence: Sentence, scribe: Scribe) -> Mention:
    statements: list[Statement] = [
        scribe.quoted("scope", "labour", start, end, confidence=0.8),
        scribe.quoted("status", "happened", start, end, confidence=0.8),
        scribe.quoted("kind", "statistic", start, end, confidence=0.8),
        scribe.quoted("statistic", value, start, end, confidence=0.8),
    ]
    return Mention(sentence.start, sentence.end, tuple(statements))
