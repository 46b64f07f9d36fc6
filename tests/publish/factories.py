"""Invented events to publish: small ones by hand, and whole worlds of any size from a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from walkout.model.document import Language
from walkout.model.event import Account, Event, Told
from walkout.model.statement import Statement, Tier
from walkout.model.values import Basis

Json = dict[str, Any]

_Unit = tuple[str, str, tuple[str, ...], tuple[str, ...], float | None, float | None]

# Code, level, names down to the unit, latitude, longitude: real units, rough points.
_UNITS: tuple[_Unit, ...] = (
    ("cn:441900@2020", "prefecture", ("广东省", "东莞市"),
     ("Guangdong", "Dongguan"), 23.0, 113.7),
    ("cn:440310@2020", "county", ("广东省", "深圳市", "坪山区"),
     ("Guangdong", "Shenzhen", "Pingshan"), 22.7, 114.3),
    ("cn:440307@2020", "county", ("广东省", "深圳市", "龙岗区"),
     ("Guangdong", "Shenzhen", "Longgang"), 22.7, 114.2),
    ("cn:440100@2020", "prefecture", ("广东省", "广州市"),
     ("Guangdong", "Guangzhou"), 23.1, 113.3),
    ("cn:440000@2020", "province", ("广东省",),
     ("Guangdong",), 23.4, 113.4),
    ("cn:320583@2020", "county", ("江苏省", "苏州市", "昆山市"),
     ("Jiangsu", "Suzhou", "Kunshan"), 31.4, 121.0),
    ("cn:320100@2020", "prefecture", ("江苏省", "南京市"),
     ("Jiangsu", "Nanjing"), 32.1, 118.8),
    ("cn:330100@2020", "prefecture", ("浙江省", "杭州市"),
     ("Zhejiang", "Hangzhou"), 30.3, 120.2),
    ("cn:310115@2020", "county", ("上海市", "浦东新区"),
     ("Shanghai", "Pudong"), 31.2, 121.5),
    ("cn:110105@2020", "county", ("北京市", "朝阳区"),
     ("Beijing", "Chaoyang"), 39.9, 116.5),
    ("cn:410100@2020", "prefecture", ("河南省", "郑州市"),
     ("Henan", "Zhengzhou"), 34.7, 113.6),
    ("cn:410000@2020", "province", ("河南省",),
     ("Henan",), 33.9, 113.6),
    ("cn:500103@2020", "county", ("重庆市", "渝中区"),
     ("Chongqing", "Yuzhong"), 29.6, 106.6),
    ("cn:510100@2020", "prefecture", ("四川省", "成都市"),
     ("Sichuan", "Chengdu"), 30.7, 104.1),
    ("cn:420100@2020", "prefecture", ("湖北省", "武汉市"),
     ("Hubei", "Wuhan"), 30.6, 114.3),
    ("cn:430100@2020", "prefecture", ("湖南省", "长沙市"),
     ("Hunan", "Changsha"), 28.2, 112.9),
    ("cn:610100@2020", "prefecture", ("陕西省", "西安市"),
     ("Shaanxi", "Xi'an"), 34.3, 108.9),
    ("cn:210200@2020", "prefecture", ("辽宁省", "大连市"),
     ("Liaoning", "Dalian"), 38.9, 121.6),
    ("cn:230000@2020", "province", ("黑龙江省",),
     ("Heilongjiang",), 47.4, 128.0),
    ("cn:370200@2020", "prefecture", ("山东省", "青岛市"),
     ("Shandong", "Qingdao"), 36.1, 120.4),
    ("cn:350200@2020", "prefecture", ("福建省", "厦门市"),
     ("Fujian", "Xiamen"), 24.5, 118.1),
    ("cn:530100@2020", "prefecture", ("云南省", "昆明市"),
     ("Yunnan", "Kunming"), 25.0, 102.7),
    ("cn:650100@2020", "prefecture", ("新疆维吾尔自治区", "乌鲁木齐市"),
     ("Xinjiang", "Urumqi"), 43.8, 87.6),
    ("cn:620000@2020", "province", ("甘肃省",),
     ("Gansu",), None, None),
)  # fmt: skip

_EMPLOYERS = (
    "新星鞋厂", "远航电子", "Blue Harbour Toys", "宏图纺织厂", "东风山煤矿", "Meridian Plastics",
    "晨光家具", "金桥建设第三工程部", "北岸公交", "Lotus Circuit",
)  # fmt: skip
_ACTIONS = (
    "strike",
    "sit_in",
    "demonstration",
    "road_block",
    "petition_visit",
    "march",
    "slowdown",
)
_DEMANDS = ("wage_arrears", "social_insurance", "pay_rise", "severance", "housing_fund", "union")
_RESPONSES = (
    "police.presence", "police.dispersal", "employer.negotiation", "government.mediation",
    "labour_bureau.order_to_pay",
)  # fmt: skip
_INDUSTRIES = ("manufacturing", "construction", "transport", "services", "mining", "education")
_OUTCOMES = ("paid_full", "paid_part", "promised", "refused", "unknown")


def place(number: int = 0, **changes: Any) -> Json:
    """A place in the contract's form."""
    code, level, zh, en, lat, lon = _UNITS[number]
    value: Json = {
        "code": code,
        "level": level,
        "name_zh": zh[-1],
        "name_en": en[-1],
        "path_zh": list(zh),
        "path_en": list(en),
        "lat": lat,
        "lon": lon,
        "precision": level,
        "check": "ok" if lat is not None else "no_point",
    }
    return {**value, **changes}


def day(text: str, last: str | None = None, basis: Basis = "stated") -> Json:
    """A date in the contract's form: one day, or the range up to `last`."""
    return {
        "earliest": text,
        "latest": last or text,
        "precision": "day" if last in (None, text) else "month",
        "basis": basis,
    }


def count(low: int, high: int | str | None = "same", **more: Any) -> Json:
    """A count in the contract's form; `high` is `low` unless given."""
    top = low if high == "same" else high
    return {"low": low, "high": top, "text": "some words", **more}


def told(
    field: str,
    value: Any,
    quote: str | None = None,
    start: int = 0,
    *,
    tier: Tier = "public",
    quote_tier: Tier | None = None,
    coder: str = "rule:zh@1",
    basis: Basis = "stated",
    person: bool = False,
) -> Told:
    """A statement with its tiers; everything public unless said otherwise."""
    statement = Statement(
        field,
        value,
        quote,
        None if quote is None else start,
        None if quote is None else start + len(quote),
        coder,
        "inferred" if quote is None and basis == "inferred" else basis,
        person=person,
    )
    return Told(f"s-{field}-{start}", statement, tier, quote_tier or tier)


def account(
    *all_told: Told,
    number: int = 1,
    published: date | None = date(2014, 4, 15),
    language: Language = "zh-Hans",
    url: str | None = None,
    document_tier: Tier = "public",
    status: str | None = "happened",
    reading: str | None = None,
) -> Account:
    """An account; its status is told unless it is None."""
    head = (told("status", status),) if status is not None else ()
    return Account(
        mention=f"mention{number:018d}",
        document=f"ddddddocument{number:012d}",
        reading=reading or f"rrrrreading{number:012d}",
        start=0,
        end=100,
        told=(*head, *all_told),
        published=published,
        language=language,
        url=url,
        document_tier=document_tier,
    )


def event(
    *accounts: Account, id: str = "0a1b2c3d", tier: Tier = "public", merged: Sequence[str] = ()
) -> Event:
    """An event; one plain account of a strike unless told otherwise."""
    plain = account(
        told("kind", "action"),
        told("scope", "labour"),
        told("action", "strike", "罢工", 4),
        told("date", day("2014-04-14")),
        told("place", place(0)),
    )
    return Event(id, tier, accounts or (plain,), tuple(merged))


def no_persons(text: str) -> Iterable[tuple[int, int]]:
    """Finds nobody."""
    return ()


def finds(*names: str) -> Callable[[str], Iterable[tuple[int, int]]]:
    """Finds these names wherever they stand."""
    return lambda text: [at.span() for name in names for at in re.finditer(re.escape(name), text)]


def world(size: int, seed: int = 7) -> Iterator[Event]:
    """Yield events as a record holds them, one to four accounts each, that differ now and then."""
    chance = random.Random(seed)
    for number in range(size):
        yield _invented(number, chance)


def _invented(number: int, chance: random.Random) -> Event:
    begin = date(2010, 1, 1) + timedelta(days=int(chance.triangular(0, 4500, 2000)))
    # Some places are told of more often than others.
    unit = min(int(chance.expovariate(0.16)), len(_UNITS) - 1)
    people = int(chance.lognormvariate(5.5, 1.4)) + 10
    employer = chance.choice(_EMPLOYERS) if chance.random() < 0.6 else None
    actions = chance.sample(_ACTIONS, chance.choice((1, 1, 1, 2)))
    demands = chance.sample(_DEMANDS, chance.choice((0, 1, 1, 1, 2)))
    response = chance.choice(_RESPONSES) if chance.random() < 0.5 else None
    industry = chance.choice(_INDUSTRIES) if chance.random() < 0.85 else None
    outcome = chance.choice(_OUTCOMES) if chance.random() < 0.4 else None
    kind = "repression" if chance.random() < 0.06 else "action"
    held = 0
    if chance.random() < 0.12:
        held = chance.choice((3, 12, 30, 45))
    borderline = chance.random() < 0.04
    accounts = []
    for k in range(chance.choice((1, 1, 1, 1, 2, 2, 3, 4))):
        published = begin + timedelta(days=chance.choice((0, 1, 1, 2, 9)))
        zh = chance.random() < 0.7
        rest: list[Told] = [
            told("kind", kind),
            told("scope", "borderline" if borderline else "labour"),
        ]
        when = day(begin.isoformat())
        if chance.random() < 0.12:
            when = day(f"{begin.year}-01-01", f"{begin.year}-12-31") | {"precision": "year"}
        elif chance.random() < 0.1:
            when = day((begin + timedelta(days=1)).isoformat())
        if chance.random() > 0.03:
            rest.append(told("date", when, begin.isoformat(), 3))
        where = place(unit)
        if len(where["path_zh"]) > 1 and k and chance.random() < 0.2:
            where = place(4) if where["path_zh"][0] == "广东省" else where
        if chance.random() > 0.04:
            rest.append(told("place", where, where["name_zh"] if zh else where["name_en"], 14))
        said = people if k == 0 or chance.random() < 0.5 else int(people * chance.uniform(0.6, 1.7))
        if chance.random() < 0.7:
            more: Json = {"role": "striking" if "strike" in actions else "present"}
            if chance.random() < 0.3:
                more["approximate"] = True
            words = f"{said}多人" if zh else f"some {said} workers"
            rest.append(told("participants", count(said, unit="persons", **more), words, 30))
        if employer is not None:
            rest.append(told("employer", {"name": employer, "role": "direct"}, employer, 40))
        if kind == "action":
            rest += [told("action", a, a.replace("_", " "), 50 + i) for i, a in enumerate(actions)]
        rest += [told("demand", d, d.replace("_", " "), 60 + i) for i, d in enumerate(demands)]
        if response is not None and chance.random() < 0.8:
            rest.append(told("response", response, response, 70))
        if industry is not None:
            rest.append(told("industry", industry, basis="inferred"))
        if outcome is not None and chance.random() < 0.7:
            rest.append(told("outcome", outcome, basis="inferred", coder="human:c01"))
        if held:
            told_held = held + (chance.choice((0, 0, 8)) if held >= 10 else 0)
            rest.append(
                told(
                    "harm.detained",
                    count(told_held, at=published.isoformat()),
                    f"{told_held}人",
                    80,
                )
            )
        if "wage_arrears" in demands and chance.random() < 0.5:
            money: Json = {
                "low": said * 12000,
                "high": said * 12000,
                "currency": "CNY",
                "role": "owed",
                "per": "total",
                "text": "some words",
            }
            rest.append(told("amount", money, f"欠薪{said * 12000}元", 90))
        accounts.append(
            account(
                *rest,
                number=number * 10 + k,
                published=published if chance.random() > 0.05 else None,
                language="zh-Hans" if zh else "en",
                url=f"https://news.example.org/{number}-{k}" if chance.random() < 0.5 else None,
            )
        )
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    name = "".join(alphabet[(number * 2654435761 >> shift) & 31] for shift in range(0, 40, 5))
    return event(*accounts, id=name)
