"""Script-free pages: one per event, the lists that lead to them, and the page about the release.

Every page is in both languages. All words go through `html.escape`; an address becomes a link
only when it is http or https.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from walkout.model.statement import HARM_FIELDS
from walkout.protect.public import PublicAccount, PublicValue
from walkout.publish.labels import Labels, Lang, lower
from walkout.publish.site import STATIC_POLICY
from walkout.publish.view import EventView, NumberRange
from walkout.publish.words import (
    catalogue,
    count_words,
    day_words,
    place_words,
    range_words,
    say,
    sum_words,
)

Json = dict[str, Any]

_LANGS: tuple[Lang, Lang] = ("zh", "en")

FIELDS = (
    "date", "end", "duration", "place", "employer", "participants", "action", "demand", "cause",
    "amount", "response", *(f"harm.{name}" for name in HARM_FIELDS), "outcome", "actor",
    "composition", "organisation", "industry", "ownership", "kind", "status", "scope",
)  # fmt: skip
"""The order in which a page shows the fields of an event."""


def page(title: str, body: str, *, root: str = "") -> bytes:
    """Return a whole script-free page.

    Args:
        title: Title of the page, plain text.
        body: Its HTML, escaped already.
        root: Way back to the folder of the release, ``../`` or empty.
    """
    return f"""<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(STATIC_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<link rel="stylesheet" href="{root}style.css">
</head>
<body class="static">
{body}
</body>
</html>
""".encode()


def both(key: str, **values: object) -> str:
    """Return a message in both languages, as HTML."""
    zh, en = (escape(say(lang, key, **values)) for lang in _LANGS)
    return f'{zh} <span lang="en">{en}</span>'


def event_page(shown: EventView, title: Mapping[str, str], labels: Labels) -> bytes:
    """Return the script-free page of one event: its ranges, and each account with its quotes."""
    event = shown.event
    zh, en = title["zh"], title["en"]
    notes = []
    if event.coarsened:
        notes.append(f'<p class="note">{both("event.coarsened")}</p>')
    if len(event.accounts) == 1:
        notes.append(f'<p class="note">{both("event.single")}</p>')
    rows = []
    for name in FIELDS:
        told = _range(shown, name, labels)
        if told:
            mark = f' <b class="differs">{both("differs")}</b>' if name in shown.differing else ""
            rows.append(f"<tr><th scope=row>{_field(name, labels)}{mark}</th><td>{told}</td></tr>")
    accounts = "".join(_account(account, labels) for account in event.accounts)
    body = f"""<header class="top"><p><a href="../index.html">{both("nav.explore")}</a> ·
<a href="../list.html">{both("nav.list")}</a></p></header>
<main>
<h1><bdi>{escape(zh)}</bdi></h1>
<p class="h1-second" lang="en"><bdi>{escape(en)}</bdi></p>
<p class="muted">{both("event.human" if shown.title else "event.machine")} · {both("event.id")}
<code>{escape(event.id)}</code></p>
{"".join(notes)}
<h2>{both("event.known")}</h2>
<table class="facts">{"".join(rows)}</table>
<h2>{both("event.accounts")}</h2>
{accounts}
<p class="muted">{both("event.quote.note")}</p>
</main>"""
    return page(f"{zh} · {en}", body, root="../")


def _field(name: str, labels: Labels) -> str:
    if name.startswith("harm."):
        return _two(*(labels("harm", name[5:], lang) for lang in _LANGS))
    return both(f"field.{name}")


def _two(zh: str, en: str) -> str:
    zh, en = escape(zh), escape(en)
    if zh == en:
        return f"<bdi>{zh}</bdi>"
    return f'<bdi>{zh}</bdi> <span lang="en"><bdi>{en}</bdi></span>'


def _range(shown: EventView, name: str, labels: Labels) -> str:
    if name in ("date", "end"):
        found = shown.start if name == "date" else shown.end
        if found is None:
            return ""
        return _two(*(range_words(lang, found.earliest, found.latest) for lang in _LANGS))
    if name == "place":
        places = shown.places.shown if shown.places else ()
        return "<br>".join(_two(*(place_words(lang, p) for lang in _LANGS)) for p in places)
    if name == "employer":
        return "<br>".join(_value(name, s.value, labels) for s in shown.employers)
    if name in ("participants", "duration", "amount"):
        ranges = {
            "participants": shown.participants,
            "duration": shown.duration,
            "amount": shown.amounts,
        }[name]
        return "<br>".join(_value(name, _whole(r), labels) for r in ranges)
    if name.startswith("harm."):
        harm = shown.harm.get(name[5:])
        return _value(name, _whole(harm), labels) if harm else ""
    codes = shown.codes.get(name)
    return "<br>".join(_value(name, code, labels) for code in codes.codes) if codes else ""


def _whole(found: NumberRange) -> Json:
    value: Json = {
        **found.of,
        "low": found.low,
        "high": found.high,
        "approximate": found.approximate,
    }
    months = [s.value["months"] for s in found.said if s.value.get("months") is not None]
    if months and found.low is None:
        value["months"] = months[0]
    return value


def _value(name: str, value: Any, labels: Labels) -> str:
    return _two(*(value_words(lang, name, value, labels) for lang in _LANGS))


def value_words(lang: Lang, name: str, value: Any, labels: Labels) -> str:
    """Return one value of a field in words, plain text."""
    if isinstance(value, str):
        return labels(name, value, lang)
    if name in ("date", "end"):
        if "code" in value:
            return _known(lang, f"date.{value['code']}", value["code"])
        return range_words(lang, value["earliest"], value["latest"])
    if name == "place":
        return place_words(lang, value)
    if name in ("title", "summary"):
        return str(value.get(lang) or next(iter(value.values())))
    if name == "employer":
        return _with_notes(lang, value["name"], [_role(lang, name, value, labels)])
    if name == "amount":
        return _with_notes(lang, sum_words(lang, value), [_role(lang, name, value, labels)])
    number = count_words(
        lang,
        value["low"],
        value["high"],
        approximate=bool(value.get("approximate")),
        unit=value.get("unit", "persons"),
    )
    notes = [_role(lang, name, value, labels)]
    if value.get("legal_form") not in (None, "unknown"):
        notes.append(lower(lang, labels("legal_form", value["legal_form"], lang)))
    if value.get("at"):
        notes.append(day_words(lang, value["at"]))
    return _with_notes(lang, number, notes)


def _role(lang: Lang, name: str, value: Json, labels: Labels) -> str:
    role = value.get("role")
    if not role or role == "direct":
        return ""
    return lower(lang, labels(f"{name}_role", role, lang))


def _known(lang: Lang, key: str, otherwise: str) -> str:
    return catalogue(lang).get(key, otherwise)


def _with_notes(lang: Lang, text: str, notes: Iterable[str]) -> str:
    kept = [note for note in notes if note]
    if not kept:
        return text
    return f"{text}（{'，'.join(kept)}）" if lang == "zh" else f"{text} ({', '.join(kept)})"


def _account(account: PublicAccount, labels: Labels) -> str:
    if account.published is None:
        when = both("event.undated")
    else:
        zh, en = (
            say(lang, "event.published", date=day_words(lang, account.published)) for lang in _LANGS
        )
        when = _two(zh, en)
    heads = [when, both(f"language.{account.language}")]
    coders = [
        ("、" if lang == "zh" else ", ").join(say(lang, f"coder.{kind}") for kind in account.coders)
        for lang in _LANGS
    ]
    heads.append(
        _two(*(say(lang, "event.coded", coders=c) for lang, c in zip(_LANGS, coders, strict=True)))
    )
    if account.url is not None and account.url.startswith(("http://", "https://")):
        heads.append(
            f'<a rel="noreferrer noopener nofollow" href="{escape(account.url)}">'
            f"{both('event.link')}</a>"
        )
    rows = "".join(
        f"<tr><th scope=row>{_field(name, labels)}</th><td>{_told(values, labels)}</td></tr>"
        for name, values in _by_field(account.values)
    )
    return (
        f'<section class="account"><h3>{both("event.account", n=account.number)}</h3>'
        f'<p class="muted">{" · ".join(heads)}</p><table class="facts">{rows}</table></section>'
    )


def _by_field(values: Sequence[PublicValue]) -> list[tuple[str, list[PublicValue]]]:
    groups: dict[str, list[PublicValue]] = {}
    for value in values:
        groups.setdefault(value.field, []).append(value)
    order = {name: i for i, name in enumerate(FIELDS)}
    return sorted(groups.items(), key=lambda item: order.get(item[0], len(order)))


def _told(values: Sequence[PublicValue], labels: Labels) -> str:
    out = []
    for value in values:
        text = _value(value.field, value.value, labels)
        if value.quote is not None:
            text += f' <q class="quote"><bdi>{escape(value.quote)}</bdi></q>'
        out.append(text)
    return "<br>".join(out)


def list_pages(views: Sequence[EventView], titles: Sequence[Mapping[str, str]]) -> dict[str, bytes]:
    """Return ``list.html`` and one page of events for each year: path to content."""
    years: dict[str, list[str]] = {}
    for shown, title in zip(views, titles, strict=True):
        year = one_year(shown) or "unknown"
        zh, en = escape(title["zh"]), escape(title["en"])
        years.setdefault(year, []).append(
            f'<li><a href="../e/{escape(shown.event.id)}.html"><bdi>{zh}</bdi></a>'
            f'<br><span lang="en"><bdi>{en}</bdi></span></li>'
        )
    pages: dict[str, bytes] = {}
    links = []
    for year in sorted(years, key=lambda y: (y == "unknown", y)):
        name = both("list.year_unknown") if year == "unknown" else escape(year)
        links.append(
            f'<li><a href="list/{year}.html">{name}</a> '
            f"{both('count.events', n=len(years[year]))}</li>"
        )
        pages[f"list/{year}.html"] = page(
            year,
            f'<header class="top"><p><a href="../list.html">{both("list.title")}</a></p></header>'
            f'<main><h1>{name}</h1><ol class="events">{"".join(years[year])}</ol></main>',
            root="../",
        )
    pages["list.html"] = page(
        say("zh", "list.title"),
        f'<header class="top"><p><a href="index.html">{both("nav.explore")}</a> · '
        f'<a href="about.html">{both("nav.about")}</a></p></header>'
        f"<main><h1>{both('list.title')}</h1><h2>{both('list.years')}</h2>"
        f'<ul class="events">{"".join(links)}</ul></main>',
    )
    return pages


def one_year(shown: EventView) -> str | None:
    """Return the calendar year that all accounts place the beginning in; None when not one."""
    start = shown.start
    if start is None or start.earliest is None or start.latest is None:
        return None
    return start.earliest[:4] if start.earliest[:4] == start.latest[:4] else None


_FILES = (
    ("tables/events.csv", "about.file.events"),
    ("tables/accounts.csv", "about.file.accounts"),
    ("tables/values.csv", "about.file.values"),
    ("tables/events.jsonl", "about.file.jsonl"),
    ("manifest.json", "about.file.manifest"),
)


def about_page(
    title: Mapping[str, str],
    *,
    number: int,
    closed_on: str,
    events: int,
    accounts: int,
    listed: bool,
) -> bytes:
    """Return the page about the release: how to read it, its files, its map."""
    line = _two(
        *(
            say(lang, "release.line", number=number, date=day_words(lang, closed_on))
            for lang in _LANGS
        )
    )
    texts = [
        both("about.what", events=events, accounts=accounts),
        *(both(f"about.{name}") for name in ("recorded", "range", "unknown", "machine", "protect")),
    ]
    files = "".join(f'<li><a href="{path}">{path}</a> {both(key)}</li>' for path, key in _FILES)
    plain = f' · <a href="list.html">{both("nav.list")}</a>' if listed else ""
    return page(
        f"{title['zh']} · {title['en']}",
        f'<header class="top"><p><a href="index.html">{both("nav.explore")}</a>{plain}</p></header>'
        f"<main><h1>{both('about.title')}</h1>"
        f'<p class="h1-second"><bdi>{escape(title["zh"])}</bdi> · '
        f'<span lang="en"><bdi>{escape(title["en"])}</bdi></span></p>'
        f'<p class="muted">{line}</p>'
        + "".join(f'<p class="pair">{text}</p>' for text in texts)
        + f'<h2>{both("about.files")}</h2><ul class="files">{files}</ul>'
        + f'<h2>{both("about.map")}</h2><p class="pair">{both("map.credit")}</p></main>',
    )
