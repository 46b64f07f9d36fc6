"""``walkout.toml``: what a keeper may set, and what opens the record.

It holds no host, user or path of the machine, and no words of documents. A PostgreSQL URL is the
keeper's choice to put there; ``database = "env"`` keeps it in ``WALKOUT_DATABASE_URL`` instead.
"""

from __future__ import annotations

import json
import os
import tomllib
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from walkout.errors import ConfigurationError, NewerRecordError, RecordError
from walkout.model.endpoint import Endpoint

FORMAT = 1
"""Version of the folder's layout, of ``walkout.toml``, of packs and of log links together."""

NAME = "walkout.toml"

LANGUAGES = ("zh-Hans", "zh-Hant", "en")

_NOTE = """\
# A Walkout record. Title, zone, languages, proposers and [endpoint] may be edited while the
# record is closed.
# Without the [key] table nobody can open the record, not even with its passphrase:
# keep a copy of this file.
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one record.

    Args:
        title: Name of the record for its keepers; empty when none.
        zone: IANA zone in which the end of a day is reckoned.
        languages: Languages that releases are made in, most important first.
        database: ``embedded``, a ``postgresql://`` URL without password, or ``env``.
        key: The table that unwraps the record key (`record.keys`).
        proposers: Names of the proposers that read documents (`walkout.flows.proposers`); None
            for the ones that Walkout brings along.
        endpoint: The language model's endpoint; None when there is none. It is asked only when
            `proposers` names it too.
    """

    title: str = ""
    zone: str = "Asia/Shanghai"
    languages: tuple[str, ...] = ("zh-Hans", "en")
    database: str = "embedded"
    key: Mapping[str, Any] = field(default_factory=dict, repr=False)
    proposers: tuple[str, ...] | None = None
    endpoint: Endpoint | None = None

    def __post_init__(self) -> None:
        if self.zone not in zoneinfo.available_timezones():
            raise _wrong("zone", self.zone, "Name an IANA zone, such as Asia/Shanghai.")
        unknown = [name for name in self.languages if name not in LANGUAGES]
        if unknown or not self.languages:
            raise _wrong("languages", list(self.languages), f"Known are {', '.join(LANGUAGES)}.")

    @property
    def encrypted(self) -> bool:
        """Whether the folder tells nothing to whoever lacks the key."""
        return self.key.get("opens_by") != "nothing"


def parse(text: str) -> Settings:
    """Return the settings that a ``walkout.toml`` holds.

    Raises:
        NewerRecordError: A newer Walkout made it.
        ConfigurationError: It is no TOML, or has a setting that nobody knows.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(
            "walkout.toml cannot be read",
            fix="Mend the line, or put the file back from a backup.",
            reason=str(error),
        ) from None
    made = data.pop("format", None)
    if not isinstance(made, int):
        raise _wrong("format", made, "Put the file back from a backup.")
    if made > FORMAT:
        raise NewerRecordError(
            "The record was made by a newer Walkout",
            fix="Update Walkout; this version would not understand all of it.",
            format=made,
            known=FORMAT,
        )
    expected = {
        "title": str, "zone": str, "languages": list, "database": str, "proposers": list,
        "endpoint": dict, "key": dict,
    }  # fmt: skip
    for name, value in data.items():
        if name not in expected:
            raise _wrong(name, "...", f"Known settings are {', '.join(expected)}.")
        if not isinstance(value, expected[name]):
            raise _wrong(name, value, "It has the wrong type.")
    if "languages" in data:
        data["languages"] = tuple(data["languages"])
    if "proposers" in data:
        if not all(isinstance(name, str) for name in data["proposers"]):
            raise _wrong("proposers", data["proposers"], "Give names in quotes.")
        data["proposers"] = tuple(data["proposers"])
    if "endpoint" in data:
        data["endpoint"] = Endpoint.from_table(data["endpoint"])
    return Settings(**data)


def render(settings: Settings) -> str:
    """Return the text of ``walkout.toml``."""
    lines = [
        _NOTE,
        f"format = {FORMAT}",
        f"title = {_quoted(settings.title)}",
        f"zone = {_quoted(settings.zone)}",
        f"languages = [{', '.join(map(_quoted, settings.languages))}]",
        f"database = {_quoted(settings.database)}",
    ]
    if settings.proposers is not None:
        lines.append(f"proposers = [{', '.join(map(_quoted, settings.proposers))}]")
    if settings.endpoint is not None:
        lines += ["", "[endpoint]"]
        for name, value in settings.endpoint.to_table().items():
            lines.append(f"{name} = {_quoted(value) if isinstance(value, str) else value}")
    lines += ["", "[key]"]
    for name, value in settings.key.items():
        lines.append(f"{name} = {value if isinstance(value, int) else _quoted(value)}")
    return "\n".join(lines) + "\n"


def load(folder: Path) -> Settings:
    """Return the settings of the record in a folder.

    Raises:
        RecordError: There is no record, or it may not be read.
    """
    try:
        text = (folder / NAME).read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise RecordError(
            "There is no record here",
            fix="Make one with walkout init DIR, or name its folder with --record DIR.",
            folder=folder.name,
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(
            "walkout.toml cannot be read",
            fix="See that you may read it, or put it back from a backup.",
            reason=type(error).__name__,
        ) from None
    return parse(text)


def save(folder: Path, settings: Settings) -> None:
    """Write ``walkout.toml`` whole or not at all."""
    part = folder / f".{NAME}.part"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(render(settings))
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, folder / NAME)


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _wrong(setting: str, value: object, fix: str) -> ConfigurationError:
    return ConfigurationError(
        "walkout.toml has a setting that cannot stand", fix=fix, setting=setting, value=value
    )
