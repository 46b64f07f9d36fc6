"""Releasing: what is marked public, through the allow-list and the gate, into a folder of files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from walkout import __version__, codebook
from walkout.flows.progress import Progress, Quiet
from walkout.model.event import Event
from walkout.model.store import Store
from walkout.places import gazetteer
from walkout.publish.release import ReleaseReport, write_release
from walkout.resolve.weights import MODEL
from walkout.text.persons import find_persons

TITLE = {"zh": "集体行动记录", "en": "Record of collective action"}
"""Title of a release whose record has none."""


def release(
    store: Store, out: Path, *, title: str = "", progress: Progress | None = None
) -> ReleaseReport:
    """Write the next release of a record into a folder.

    Args:
        store: The open record.
        out: The folder: absent, empty, or an earlier release, which is replaced.
        title: Title of the release; empty for the standing one.
        progress: Told of every event.

    Returns:
        What was released and what was kept back.

    Raises:
        PublishError: The folder holds something else or cannot be written.
        LeakError: The gate found what must not leave; nothing was released.
    """
    watch = progress or Quiet()
    watch.stage("releasing", store.counts()["events"])
    number = store.releases() + 1
    inner: set[str] = set()
    report = write_release(
        _public(store, inner, watch),
        out,
        number=number,
        closed_on=store.closed_on(),
        title={"zh": title, "en": title} if title else TITLE,
        labels=codebook.labels(),
        find_persons=lambda text: ((p.start, p.end) for p in find_persons(text)),
        text_of=store.text,
        forbidden=inner,
        point_of=_point,
        versions={"walkout": __version__, "codebook": codebook.load().version, "resolver": MODEL},
    )
    store.write_release(number, report.sha256)
    return report


def _point(code: str) -> tuple[float, float] | None:
    place = gazetteer().at(code)
    if place is None or place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon


def _public(store: Store, inner: set[str], watch: Progress) -> Iterator[Event]:
    """Yield the public events, noting the ids that must stand in no file."""
    for event in store.events():
        watch.advance()
        if event.tier != "public":
            continue
        for account in event.accounts:
            inner |= {account.document, account.reading, account.mention}
        yield event
