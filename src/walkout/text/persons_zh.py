"""Names of persons in Chinese: candidates by family name, weighed by what they are made of.

A candidate is a family name and one or two characters after it. It gets points for the family
name, for characters that given names are made of, and for the words on its left and right; it
loses them when a dictionary has it, or its beginning, as a word. No list of names is needed, and
a family name that is mostly a word (和, 于, 成) needs more around it than 刘 or 欧阳.

Everything here runs over the image of a text (`walkout.text.script.image`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from walkout.text.patterns import alternation

Span = tuple[int, int]

_HAN = "\u4e00-\u9fff"
_ENOUGH = 4

# Points. A name of a frequent family, made of two characters of given names, stands alone between
# marks; one of two characters needs a word of persons beside it, unless both parts are plain.
_ROLE, _TAKEN, _BORDER, _NONE = 3, 2, 1, -2
_WORD, _WORD_BEGINS, _UNIT = -7, -2, -7

_ORDINARY = frozenset(
    "的了着过我你他她它们这那哪谁什么个些与及或但从到把将让给等也就都很再要能可上下里外前后"
    "最没有无每次种类件间员者时年月日号点分半岁元块钱名位户辆台座所家厂店司部门市县区镇乡村省"
    "州街路巷院校站场港矿局署站镇处科室班组楼栋层公共并且如若虽则即于是不未被说称问叫请做为"
    "以因由对向在来去出入回起开已曾仍还只又更太都吗呢吧啊呀哦嘛"
)
"""Characters of which hardly any given name is made, though some are."""

_COMMON = frozenset(
    "国建军民新学永长春光华海林山水正洋强立群财鸣栋德才福贵宝红艳丽兵勇峰天心如达平明文东生成"
    "金玉凤云志庆良义仁礼信忠孝全根发旺兴利安乐康宁和顺荣胜龙虎飞鹏刚毅斌超磊鑫森"
)
_SOMETIMES = frozenset("一有大小家业实意以设程展之子自知来传太开进万千先前南西北中")
"""Characters of many given names that are words as well: they say something, or nothing."""

_LAND = frozenset("河桥湖塘沟坡岭湾屯庄堡寨铺营坝渡滩圩网报台")
"""Ends of names of places, and of outlets."""

_JOINING = frozenset("和与及跟同")

_COMPLETE = frozenset(
    "的在是和与从也就还又已则向对把将及或为给让到去来曾正都仍没不未作以由跟一两及遭"
)
"""What may follow a name as well as any other noun."""


@dataclass(frozen=True, slots=True)
class _Lists:
    """The word lists, made ready.

    Args:
        family: Points of each family name.
        likely: Characters that stand in given names more than elsewhere.
        unlikely: Characters that hardly stand in any.
        words: Words that begin with a family name.
        ends: Words of two characters that end in one.
        before: Points of words on the left.
        after: Points of words on the right.
        after_family: Words that are no given name, after 向 or 全.
        left: Characters that leave open what follows them.
        after_first: First characters of the words on the right.
        candidate: Finds where a name may begin.
    """

    family: Mapping[str, int]
    likely: frozenset[str]
    unlikely: frozenset[str]
    words: frozenset[str]
    ends: frozenset[str]
    before: Mapping[str, int]
    after: Mapping[str, int]
    left: frozenset[str]
    after_family: frozenset[str]
    after_first: frozenset[str]
    candidate: re.Pattern[str]


def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the sections of a list file of this package: words by the name in brackets."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in files(__package__).joinpath(name).read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            words.extend(line.split(" ") if name.endswith("words.txt") else line.split())
    return {key: tuple(values) for key, values in found.items()}


@cache
def data() -> dict[str, tuple[str, ...]]:
    """Return the hand-made lists of `persons.txt`."""
    return sections("persons.txt")


def _rows(name: str) -> Iterator[list[str]]:
    inside = False
    text = files(__package__).joinpath("persons_words.txt").read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line.startswith("["):
            inside = line == f"[{name}]"
        elif inside and line and not line.startswith("#"):
            yield line.split()


@cache
def _lists() -> _Lists:
    hand = data()
    family = dict.fromkeys(hand["surnames"], 1)
    family.update(dict.fromkeys(hand["surnames_frequent"], 2))
    family.update(dict.fromkeys(hand["surnames_as_words"], 0))
    often = frozenset("".join(chain(*_rows("given_likely"))))
    unlikely = _ORDINARY.union(*chain(*_rows("given_unlikely"))) - _COMMON - _SOMETIMES
    likely = (often | _COMMON) - unlikely - _SOMETIMES
    words = {head + rest for head, *rests in _rows("words") for rest in rests}
    ends = {first + last for last, *firsts in _rows("ends") for first in firsts}
    before = dict.fromkeys(hand["before"], _ROLE) | dict.fromkeys(hand["before_taken"], _TAKEN)
    after = dict.fromkeys(hand["after"], 3)
    after.update(dict.fromkeys(hand["after_often"], 2))
    after.update(dict.fromkeys(hand["after_units"], _UNIT))
    heads = "".join(sorted({name[0] for name in family}))
    frequent = "".join(sorted({name[0] for name, points in family.items() if points == 2}))
    left = "".join(sorted({word[-1] for word in before} | set(hand["left"])))
    second = {name[1] for name in family if len(name) > 1}
    inside = f"[^\x00-\u4dff\ua000-\U0010ffff{''.join(sorted(unlikely - second))}]"
    return _Lists(
        family=family,
        likely=frozenset(likely),
        unlikely=frozenset(unlikely),
        words=frozenset(words).union(hand["not_names"], hand["places"]),
        ends=frozenset(ends),
        before=before,
        after=after,
        after_family=frozenset(hand["not_given"]),
        left=frozenset(hand["left"]),
        after_first=frozenset(word[0] for word in after),
        candidate=re.compile(
            f"(?:(?<![{_HAN}])|(?<=[{left}]))[{heads}](?={inside})|[{frequent}](?={inside})"
        ),
    )


def find_names(image: str) -> Iterator[Span]:
    """Yield the spans of names in an image with Chinese, in no order, perhaps overlapping."""
    lists = _lists()
    end = 0
    names: set[str] = set()
    for m in lists.candidate.finditer(image):
        start = m.start()
        # "Families and lawyers": after a word these join, whatever role the word tells.
        joins = image[start] in _JOINING and start and "\u4e00" <= image[start - 1] <= "\u9fff"
        if start >= end and not joins:
            best = _weigh(image, start, lists)
            if best:
                end = best
                names.add(image[start:end])
                yield start, end
    yield from _by_form(image)
    for name in names:
        # Told once as a person, three characters are the same person elsewhere in the text.
        if len(name) > 2:
            at = image.find(name)
            while at >= 0:
                yield at, at + len(name)
                at = image.find(name, at + len(name))


def _weigh(image: str, start: int, lists: _Lists) -> int:
    """Return the end of the name that begins at a family name, 0 when there is none."""
    best, best_end = _ENOUGH - 1, 0
    left: int | None = None
    for width in (2, 1):
        points = lists.family.get(image[start : start + width])
        if points is None:
            continue
        at = start + width
        worth = points
        for length in (1, 2):
            char = image[at + length - 1 : at + length]
            if not "\u4e00" <= char <= "\u9fff" or char in lists.unlikely:
                break
            worth += char in lists.likely
            if left is None:
                left = _left(image, start, lists)
            total = worth + left + _right(image, at + length, lists)
            total += _wordy(image, start, at + length, lists)
            # Two characters alone, with no word of persons beside them, are mostly a word.
            if total > best or (total == best and length == 2):
                best, best_end = total, at + length
        if best_end:
            break
    return best_end


def _left(image: str, start: int, lists: _Lists) -> int:
    if start == 0:
        return _BORDER
    char = image[start - 1]
    if not "\u4e00" <= char <= "\u9fff":
        return _BORDER
    for length in (4, 3, 2, 1):
        points = lists.before.get(image[max(0, start - length) : start])
        if points is not None:
            return points
    if image[start - 1 : start + 1] in lists.ends:
        return -4
    if char in _JOINING:
        return _BORDER
    return 0 if char in lists.left else _NONE


def _right(image: str, end: int, lists: _Lists) -> int:
    char = image[end : end + 1]
    if char in lists.after_first:
        for length in (4, 3, 2, 1):
            points = lists.after.get(image[end : end + length])
            if points is not None:
                return points
    if not "\u4e00" <= char <= "\u9fff":
        return _BORDER
    if char in _JOINING:
        return _BORDER
    return 0 if char in _COMPLETE else _NONE


def _wordy(image: str, start: int, end: int, lists: _Lists) -> int:
    words = lists.words
    if image[start:end] in words:
        return _WORD
    if image[start : start + 3] in words or image[start + 1 : end] in lists.after_family:
        return _WORD
    worth = _WORD_BEGINS if image[start : start + 2] in words else 0
    # 沙溪河, 侯家桥: a person only with more beside it.
    return worth + _WORD_BEGINS if end - start > 2 and image[end - 1] in _LAND else worth


@dataclass(frozen=True, slots=True)
class _Form:
    """A form that a name takes.

    Args:
        signs: One of these is in it; empty when that is not so.
        free: Whether what stands before it must be no part of a word.
        pattern: Finds it, as its first group.
    """

    signs: tuple[str, ...]
    free: bool
    pattern: re.Pattern[str]


@cache
def _forms() -> tuple[_Form, ...]:
    hand = data()
    family = alternation(hand["surnames"])
    plain = alternation(set(hand["surnames"]) - set(hand["surnames_as_words"]))
    tell = alternation((*hand["after"], *hand["after_often"]))
    lists = _lists()
    given = f"[^\x00-\u4dff\ua000-\U0010ffff{''.join(sorted(lists.unlikely))}]"
    likely = f"[{''.join(sorted(lists.likely))}]"
    units = "|".join(
        ("厂", "公司", "企业", "集团", "电子", "学校", "中学", "小学", "大学", "医院", "工地",
         "酒店", "地", "市", "县", "区", "镇", "村", "省", "些", "种", "个", "单位", "百货",
         "部", "家", "国")
    )  # fmt: skip
    not_unit = f"(?!{units})"
    foreign = f"[{hand['transliterated'][0]}]"
    native = alternation(hand["ethnic"])
    end = f"(?={tell}|(?![{_HAN}]))"
    titles = (
        "先生", "女士", "小姐", "师傅", "大姐", "大哥", "大叔", "大妈", "大爷", "阿姨", "同学",
        "律师", "老师", "老板", "大嫂", "警官", "医生", "主任", "经理", "厂长", "队长", "工头",
    )  # fmt: skip
    folk = (
        "工人",
        "男子",
        "女子",
        "员工",
        "司机",
        "女工",
        "民工",
        "农民工",
        "教师",
        "男工",
        "工友",
        "老板",
        "业主",
    )
    kin = "[姐哥叔嫂婶姨]"
    return (
        _Form(("某",),  False, re.compile(
            f"({family}某(?:某某?|[甲乙丙丁]|{likely}(?=[{_HAN}]|$))?){not_unit}")),
        _Form(("×",),  False, re.compile(f"({family}[×x]{{1,2}})(?![a-z])")),
        _Form(("x",),  False, re.compile(f"({family}(?:xx|x某|x))(?![a-z0-9])")),
        _Form(("*",),  False, re.compile(f"({family}\\*{{1,2}})(?!\\*)")),
        _Form(("姓",),  False, re.compile(f"({family}(?:姓|氏)(?:{'|'.join(folk)}))")),
        _Form(("姓",),  False, re.compile(f"姓({family})(?=的|,|$)")),
        _Form(titles,  True, re.compile(
            f"({plain}{given}{{0,2}}?(?:{'|'.join(titles)}))")),
        _Form(("老",),  True, re.compile(f"(老{plain}){end}")),
        _Form(("小",),  True, re.compile(f"(小(?:{plain}|{likely})){end}")),
        _Form(("阿",),  True, re.compile(f"(阿{given}){end}")),
        _Form(("姐","哥","叔","嫂","婶","姨",),  True, re.compile(f"({plain}{given}?{kin}){end}")),
        _Form(("总",),  True, re.compile(f"({plain}总)(?={tell})")),
        _Form(("·",),  False, re.compile(f"({foreign}{{2,7}}(?:·{foreign}{{1,7}})+)")),
        _Form((),  True, re.compile(f"({native}){end}")),
    )  # fmt: skip


def _by_form(image: str) -> Iterator[Span]:
    """Names that a form tells: 张某, 老李, 王姐, 周女士, 陈师傅, 古丽·买买提."""
    lists = _lists()
    for form in _forms():
        for sign in form.signs:
            if sign in image:
                break
        else:
            if form.signs:
                continue
        for m in form.pattern.finditer(image):
            start, end = m.span(1)
            if image[start:end] in lists.words or image[start : start + 2] in lists.words:
                continue
            left = _left(image, start, lists)
            if left < (0 if form.free else _NONE):
                continue
            if form.signs == ("*",) and not _veils(image, start):
                continue
            yield start, end


def _veils(image: str, start: int) -> bool:
    # **田**: an even number of asterisks before means that this one opens nothing.
    line = image[max(0, start - 200) : start].rpartition("\n")[2]
    return line.count("**") % 2 == 0
