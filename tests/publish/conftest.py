"""Releases of invented worlds, written once a session where a test only reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.publish.factories import no_persons, world
from walkout import codebook
from walkout.model.event import Event
from walkout.publish.release import ReleaseReport, write_release

Release = Callable[..., ReleaseReport]

TITLE = {"zh": "示例记录", "en": "Sample record"}


def write(events: Iterable[Event], out: Path, **settings: Any) -> ReleaseReport:
    """Write a release, with everything that a test does not name filled in."""
    defaults: dict[str, Any] = {
        "number": 3,
        "closed_on": date(2023, 6, 30),
        "title": TITLE,
        "labels": codebook.labels(),
        "find_persons": no_persons,
    }
    return write_release(events, out, **(defaults | settings))


@pytest.fixture
def release() -> Release:
    """Write a release, with everything that a test does not name filled in."""
    return write


@pytest.fixture(scope="session")
def world_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of 300 invented events; for reading only."""
    return write(world(300), tmp_path_factory.mktemp("world") / "release").path
