"""Writing a release: allowed values in, a checked folder out, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from walkout.errors import PublishError
from walkout.model.event import Event
from walkout.protect.allow import AllowList, TextOf
from walkout.protect.gate import Gate, GateReport
from walkout.protect.public import PublicEvent, Withheld
from walkout.protect.screen import FindPersons, Screen, telling
from walkout.protect.shapes import plain
from walkout.protect.smallcell import PointOf
from walkout.publish import site
from walkout.publish.labels import Labels, LabelTable
from walkout.publish.pages import about_page, event_page, list_pages
from walkout.publish.printed import event_json
from walkout.publish.tables import (
    ACCOUNT_COLUMNS,
    EVENT_COLUMNS,
    VALUE_COLUMNS,
    account_rows,
    event_row,
    lines,
    table,
    value_rows,
)
from walkout.publish.title import machine_title
from walkout.publish.view import EventView, view
from walkout.publish.words import catalogue, day_words, say

FORMAT = "walkout-release"
FORMAT_VERSION = 1

STATIC_PAGES = 5_000
"""Up to so many events each gets a script-free page of its own."""


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What was released, and what was kept back.

    Args:
        path: The folder.
        number: Number of the release.
        events: Events in it.
        coarsened: Of these, events about few persons, widened in every file.
        accounts: Accounts in it.
        values: Values in it.
        quotes: Quotes in it.
        links: Addresses of documents in it.
        withheld: What the allow-list kept back, by kind and reason.
        gate: What the leak gate did.
        files: Number of files.
        bytes: Their size.
        sha256: SHA-256 of the manifest, which names that of every other file.
    """

    path: Path
    number: int
    events: int
    coarsened: int
    accounts: int
    values: int
    quotes: int
    links: int
    withheld: Withheld
    gate: GateReport
    files: int
    bytes: int
    sha256: str


def write_release(
    events: Iterable[Event],
    out: Path,
    *,
    number: int,
    closed_on: date,
    title: Mapping[str, str],
    labels: LabelTable,
    find_persons: FindPersons,
    text_of: TextOf | None = None,
    names: Collection[str] = (),
    forbidden: Collection[str] = (),
    point_of: PointOf | None = None,
    versions: Mapping[str, str] | None = None,
    static_pages: int = STATIC_PAGES,
    progress: Callable[[int], None] | None = None,
) -> ReleaseReport:
    """Write the tables and the static site of a release, and return what was done.

    Nothing here knows a store, a clock or a network: the same values give the same bytes. The
    folder is written beside its place, read again by the leak gate, and only then renamed.

    Args:
        events: Events of the record; what is not public in them is left out (`AllowList`).
        out: The folder to write: absent, empty, or an earlier release, which is replaced.
        number: Number of the release, from 1.
        closed_on: Last day whose decisions are in it.
        title: Its title, ``zh`` and ``en``.
        labels: Names of codes by field and code; a code of a field that stands here is only
            published when it stands there too.
        find_persons: Finds private persons in a text.
        text_of: Text of a reading by its id, so that quotes are checked in their surroundings.
        names: Names of persons known to the record: printed nowhere, and looked for by the gate.
        forbidden: Other strings that must stand in no file: document ids, file names. Read only
            after `events` ran out, so that whoever yields those may add to it.
        point_of: Point of a place code, for places that are widened.
        versions: Versions that made the values (codebook, lexicon, gazetteer), for the manifest.
        static_pages: Most events for which each gets a script-free page; 0 for none.
        progress: Told the number of events done.

    Raises:
        PublishError: `out` holds something else, cannot be written, or the explorer is not built.
        LeakError: The leak gate found what must not leave; nothing was released.
    """
    assets = {name: site.asset(name) for name in site.ASSETS}
    _refuse_foreign(out)
    named = Labels(labels)
    allow = AllowList(
        Screen(find_persons, names),
        text_of=text_of,
        codes={field: set(codes) for field, codes in labels.items()},
        point_of=point_of,
    )
    passed: list[PublicEvent] = []
    for done, event in enumerate(events, 1):
        public = allow(event)
        if public is not None:
            passed.append(public)
        if progress is not None and done % 200 == 0:
            progress(done)
    persons = sorted({*names, *filter(telling, allow.persons)})
    wider = Screen(find_persons, persons)
    views = [view(allow.again(public, wider)) for public in passed]
    views.sort(key=_order)
    titles = [{**machine_title(shown, named), **shown.title} for shown in views]

    part = out.parent / f".{out.name}.{secrets.token_hex(4)}.part"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.mkdir()
        files = _Files(part)
        for name, data in assets.items():
            files.write(name, data)
        head = {
            "number": number,
            "closed_on": closed_on.isoformat(),
            "title": {lang: plain(title[lang]) for lang in ("zh", "en")},
        }
        _write_tables(files, views, titles)
        listed = 0 < len(views) <= static_pages
        _write_site(files, views, titles, named, head, listed=listed)
        if listed:
            for shown, each in zip(views, titles, strict=True):
                files.write(f"e/{shown.event.id}.html", event_page(shown, each, named))
            for name, data in list_pages(views, titles).items():
                files.write(name, data)
        accounts = [account for shown in views for account in shown.event.accounts]
        counts = {
            "events": len(views),
            "coarsened": sum(shown.event.coarsened for shown in views),
            "accounts": len(accounts),
            "values": sum(len(a.values) for a in accounts),
            "quotes": sum(v.quote is not None for a in accounts for v in a.values),
            "links": sum(a.url is not None for a in accounts),
        }
        files.write("README.txt", _readme(head, counts))
        files.write("manifest.json", _manifest(head, counts, versions or {}, files))
        gate = Gate([*persons, *forbidden], _fixed(named, views, head, files)).check(part, assets)
        _into_place(part, out)
    except OSError as fault:
        raise _unwritable(out, fault) from fault
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return ReleaseReport(
        path=out,
        number=number,
        withheld=allow.withheld,
        gate=gate,
        files=len(files.done),
        bytes=sum(size for size, _ in files.done.values()),
        sha256=files.done["manifest.json"][1],
        **counts,
    )


class _Files:
    """Writes files into a folder and remembers their size and hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.done: dict[str, tuple[int, str]] = {}

    def write(self, name: str, data: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.done[name] = (len(data), hashlib.sha256(data).hexdigest())


def _order(shown: EventView) -> tuple[str, str, str]:
    start = shown.start
    return (
        (start.earliest if start else None) or "9999",
        (start.latest if start else None) or "9999",
        shown.event.id,
    )


def _write_tables(
    files: _Files, views: Sequence[EventView], titles: Sequence[dict[str, str]]
) -> None:
    pairs = list(zip(views, titles, strict=True))
    files.write("tables/events.csv", table(EVENT_COLUMNS, (event_row(v, t) for v, t in pairs)))
    files.write(
        "tables/accounts.csv", table(ACCOUNT_COLUMNS, (r for v in views for r in account_rows(v)))
    )
    files.write(
        "tables/values.csv", table(VALUE_COLUMNS, (r for v in views for r in value_rows(v)))
    )
    files.write("tables/events.jsonl", lines(event_json(v, t) for v, t in pairs))


def _write_site(
    files: _Files,
    views: Sequence[EventView],
    titles: Sequence[dict[str, str]],
    labels: Labels,
    head: Mapping[str, Any],
    *,
    listed: bool,
) -> None:
    shards = max(1, -(-len(views) // site.PER_SHARD))
    contents: list[dict[str, Any]] = [{} for _ in range(shards)]
    merged: dict[str, str] = {}
    for shown, each in zip(views, titles, strict=True):
        name = shown.event.id
        contents[site.shard_of(name, shards)][name] = event_json(shown, each)
        merged.update(dict.fromkeys(shown.event.merged, name))
    meta = {
        **head,
        "format": FORMAT_VERSION,
        "shards": shards,
        "listed": listed,
        "merged": dict(sorted(merged.items())),
        "labels": site.used_labels(views, labels),
        "counts": {
            "events": len(views),
            "accounts": sum(len(shown.event.accounts) for shown in views),
        },
    }
    files.write("data/meta.js", site.packed("meta", meta))
    files.write("data/core.js", site.packed("core", site.core(views, titles)))
    for number, content in enumerate(contents):
        files.write(f"data/s/{number}.js", site.packed(f"s/{number}", content))
    for page, name in (("explore", "index.html"), ("event", "event.html")):
        files.write(name, site.shell(page, head["title"], listed=listed))
    files.write(
        "about.html",
        about_page(
            head["title"],
            number=head["number"],
            closed_on=head["closed_on"],
            events=meta["counts"]["events"],
            accounts=meta["counts"]["accounts"],
            listed=listed,
        ),
    )


def _readme(head: Mapping[str, Any], counts: Mapping[str, int]) -> bytes:
    parts = []
    for lang in ("zh", "en"):
        line = say(
            lang, "release.line", number=head["number"], date=day_words(lang, head["closed_on"])
        )
        keys = ("range", "unknown", "machine", "recorded", "protect")
        files = ("events", "accounts", "values", "jsonl", "manifest")
        paths = (
            "tables/events.csv", "tables/accounts.csv", "tables/values.csv",
            "tables/events.jsonl", "manifest.json",
        )  # fmt: skip
        listing = [
            f"  {path}: {say(lang, f'about.file.{name}')}"
            for path, name in zip(paths, files, strict=True)
        ]
        parts.append(
            "\n\n".join(
                [
                    head["title"][lang],
                    line,
                    say(lang, "about.what", events=counts["events"], accounts=counts["accounts"]),
                    say(lang, "about.open"),
                    *(say(lang, f"about.{key}") for key in keys),
                    "\n".join(listing),
                    say(lang, "map.credit"),
                ]
            )
        )
    return ("\n\n----\n\n".join(parts) + "\n").encode("utf-8")


def _manifest(
    head: Mapping[str, Any], counts: Mapping[str, int], versions: Mapping[str, str], files: _Files
) -> bytes:
    value = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        **head,
        "counts": dict(counts),
        "versions": dict(sorted(versions.items())),
        "files": [
            {"path": name, "bytes": size, "sha256": sha}
            for name, (size, sha) in sorted(files.done.items())
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _fixed(
    labels: Labels, views: Sequence[EventView], head: Mapping[str, Any], files: _Files
) -> set[str]:
    """Return the words that stand in the release whatever the documents say."""
    fixed = {*head["title"].values(), *files.done, *EVENT_COLUMNS, *VALUE_COLUMNS, *ACCOUNT_COLUMNS}
    for codes in labels.table.values():
        for code, names in codes.items():
            fixed |= {code, *names.values()}
    for lang in ("zh", "en"):
        fixed |= set(catalogue(lang).values())
    for shown in views:
        for place in shown.places.said if shown.places else ():
            fixed |= {*place.value["path_zh"], *place.value["path_en"]}
    return fixed


def _refuse_foreign(out: Path) -> None:
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir() or out.is_symlink():
        raise PublishError(
            "There is a file where the release should go",
            fix="Name a folder that does not exist yet.",
            out=out.name,
        )
    there = {p.relative_to(out).as_posix() for p in out.rglob("*") if not p.is_dir()}
    if not there:
        return
    foreign = there - _released(out)
    if foreign:
        raise PublishError(
            "The folder holds files that are not of a release",
            fix="Name a folder that does not exist yet, or an earlier release to replace.",
            out=out.name,
            file=min(foreign),
        )


def _released(out: Path) -> set[str]:
    try:
        manifest = json.loads((out / "manifest.json").read_bytes())
        if manifest["format"] != FORMAT:
            return set()
        return {"manifest.json", *(file["path"] for file in manifest["files"])}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _into_place(part: Path, out: Path) -> None:
    if not out.exists():
        part.rename(out)
        return
    old = out.parent / f".{out.name}.{secrets.token_hex(4)}.old"
    out.rename(old)
    try:
        part.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unwritable(out: Path, fault: OSError) -> PublishError:
    if fault.errno == errno.ENOSPC:
        return PublishError(
            "The disk has no room for the release",
            fix="Free some space or name a folder on another disk. Nothing was released.",
            out=out.name,
        )
    return PublishError(
        "The release cannot be written there",
        fix="Check that the folder's parent exists and may be written.",
        out=out.name,
        why=os.strerror(fault.errno) if fault.errno else type(fault).__name__,
    )
