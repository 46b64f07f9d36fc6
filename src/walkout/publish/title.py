"""Machine titles, made from codes, places, employers, counts and months."""

from __future__ import annotations

import re

from walkout.publish.labels import Labels, Lang, lower
from walkout.publish.view import EventView, NumberRange
from walkout.publish.words import MONTHS, count_words

_HEADS: dict[str, dict[Lang, str]] = {
    "action": {"zh": "集体行动", "en": "Collective action"},
    "employer_act": {"zh": "资方行动", "en": "Act of the employer"},
    "repression": {"zh": "镇压", "en": "Repression"},
    "support": {"zh": "声援", "en": "Act of support"},
    "settlement": {"zh": "协议", "en": "Settlement"},
}

_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]$")

# What was done to persons, after their number, and when nobody says how many.
_DONE: dict[str, dict[Lang, tuple[str, str]]] = {
    "detained": {"zh": ("被拘留", "有人被拘留"), "en": ("detained", "People detained")},
    "still_detained": {
        "zh": ("仍被关押", "有人仍被关押"),
        "en": ("still held", "People still held"),
    },
    "sentenced": {"zh": ("被判刑", "有人被判刑"), "en": ("sentenced", "People sentenced")},
    "dismissed": {"zh": ("被解雇", "有人被解雇"), "en": ("dismissed", "People dismissed")},
    "missing": {"zh": ("失踪", "有人失踪"), "en": ("missing", "People missing")},
    "injured": {"zh": ("受伤", "有人受伤"), "en": ("injured", "People injured")},
    "killed": {"zh": ("死亡", "有人死亡"), "en": ("killed", "People killed")},
    "released": {"zh": ("获释", "有人获释"), "en": ("released", "People released")},
}


def machine_title(shown: EventView, labels: Labels) -> dict[str, str]:
    """Return the title of an event in Chinese and English.

    东莞市新星鞋厂罢工，诉求社会保险，2014年4月; "Strike over social insurance at New Star Shoes,
    Dongguan, April 2014". The month is named when all accounts allow only one, the year when
    they allow only one, else neither.
    """
    return {"zh": _zh(shown, labels), "en": _en(shown, labels)}


def _zh(shown: EventView, labels: Labels) -> str:
    place, employer = _place(shown, "zh"), _employer(shown)
    if employer and place and employer.startswith(place.rstrip("省市县区")):
        place = ""
    # A Latin name inside Chinese needs its own room.
    gap = " " if employer and employer[:1].isascii() and place else ""
    after = " " if employer and employer[-1:].isascii() else ""
    parts = [f"{place}{gap}{employer}{after}{_head(shown, labels, 'zh')}"]
    demands = _demands(shown, labels, "zh")
    if demands:
        parts.append("诉求" + "、".join(demands))
    month = _when(shown)
    if month:
        parts.append(f"{month[0]}年{month[1]}月" if month[1] else f"{month[0]}年")
    return "，".join(parts)


def _en(shown: EventView, labels: Labels) -> str:
    text = _head(shown, labels, "en")
    demands = _demands(shown, labels, "en")
    if demands:
        names = [lower("en", d) for d in demands]
        text += " over " + (", " if any(" and " in n for n in names) else " and ").join(names)
    employer = _employer(shown)
    if employer:
        text += f" at {employer}"
    parts = [text]
    place = _place(shown, "en")
    if place:
        parts.append(place)
    month = _when(shown)
    if month:
        parts.append(f"{MONTHS[month[1] - 1]} {month[0]}" if month[1] else str(month[0]))
    return ", ".join(parts)


def _kind(shown: EventView) -> str:
    return shown.codes["kind"].codes[0] if "kind" in shown.codes else "action"


def _demands(shown: EventView, labels: Labels, lang: Lang) -> list[str]:
    # People act for a demand; nobody is detained "over" one.
    acting = _kind(shown) in ("action", "support")
    return _named(shown, labels, "demand", lang) if acting else []


def _head(shown: EventView, labels: Labels, lang: Lang) -> str:
    kind = _kind(shown)
    if kind == "repression":
        for name, phrase in _DONE.items():
            if name in shown.harm:
                done, unnumbered = phrase[lang]
                number = _number(shown.harm[name], lang)
                return unnumbered if number is None else number + done
        acts = _named(shown, labels, "response", lang)
        if acts:
            return acts[0]
    if kind == "action":
        actions = _named(shown, labels, "action", lang)
        if actions:
            joined = (
                "、".join(actions)
                if lang == "zh"
                else " and ".join([actions[0], *(lower("en", a) for a in actions[1:])])
            )
            return joined[:1].upper() + joined[1:]
    if kind == "employer_act":
        causes = _named(shown, labels, "cause", lang)
        if causes:
            return causes[0][:1].upper() + causes[0][1:]
    return _HEADS.get(kind, _HEADS["action"])[lang]


def _named(shown: EventView, labels: Labels, field: str, lang: Lang) -> list[str]:
    codes = shown.codes.get(field)
    if codes is None:
        return []
    # "Compensation (unspecified)" is compensation in a title.
    return [_REMARK.sub("", labels(field, code, lang)) for code in codes.codes[:2]]


def _number(found: NumberRange, lang: Lang) -> str | None:
    if found.high is None and found.low in (0, 1, None):
        return None
    text = count_words(lang, found.low, found.high, unit="persons")
    return text if lang == "zh" else f"{text[:1].upper()}{text[1:]} "


def _employer(shown: EventView) -> str:
    if not shown.employers:
        return ""
    # The one that most accounts name, and of these the fullest.
    best = max(shown.employers, key=lambda s: (len(s.accounts), len(s.value["name"])))
    return str(best.value["name"])[:40]


def _place(shown: EventView, lang: Lang) -> str:
    if shown.places is None:
        return ""
    path = shown.places.common[0 if lang == "zh" else 1]
    if not path:
        several = len(shown.places.shown)
        return f"{several}地" if lang == "zh" else f"{several} places"
    if lang == "zh":
        # A county is named with its prefecture: 东莞市, 深圳市坪山区, but 北京市朝阳区.
        return "".join(path[-2:]) if len(path) > 2 else path[-1] if len(path) < 2 else _pair(path)
    return ", ".join(reversed(path[-2:])) if len(path) > 2 else path[-1]


def _pair(path: tuple[str, ...]) -> str:
    # Province and prefecture: the prefecture alone, unless the first is a city itself.
    return "".join(path) if path[0].endswith("市") else path[1]


def _when(shown: EventView) -> tuple[int, int] | None:
    start = shown.start
    if start is None or start.earliest is None or start.latest is None:
        return None
    if start.earliest[:4] != start.latest[:4]:
        return None
    same = start.earliest[5:7] == start.latest[5:7]
    return int(start.earliest[:4]), int(start.earliest[5:7]) if same else 0
