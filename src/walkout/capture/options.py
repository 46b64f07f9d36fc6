"""How capturing is asked for, and what it tells on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["text", "title", "date", "published", "url", "id", "language"]
"""What a column of a table, or a field of a JSON line, is for. ``date`` is the event's own day, as
a record of events tells it; ``published`` is the day on which the words were published."""

ROLES: tuple[Role, ...] = ("text", "title", "date", "published", "url", "id", "language")

_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that a person should know and need not act on.

    Args:
        code: ``columns``, ``header``, ``sheet``, ``dates``, ``skipped`` or ``known``.
        text: One sentence in English, ready to print.
        where: Facts: base names, column names, counts; never a path or a cell's words.
    """

    code: Literal["columns", "header", "sheet", "dates", "skipped", "known"]
    text: str
    where: Mapping[str, Any] = field(default_factory=dict)


def _silent(notice: Notice) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may cost. Beyond it the item is refused with a clear line.

    Args:
        document_bytes: Largest document that is kept; larger ones are hashed in a stream and
            named in a fault.
        unpacked_bytes: Most that one file may unpack to in all, containers inside included.
        entries: Most members of all containers of one file.
        ratio: Most that a member may grow by, counted once it is over `ratio_from` bytes.
            Text of repeated lines stays under 100; DEFLATE ends at 1,032.
        ratio_from: Growth below this many unpacked bytes is no threat.
        depth: How deep a container may stand in containers: 3 allows a zip in a zip in a zip.
        line_bytes: Longest line of a table or JSON Lines file.
        columns: Most columns of a table; the widest sheet that Excel makes has 16,384.
    """

    document_bytes: int = 512 * _MB
    unpacked_bytes: int = 2048 * _MB
    entries: int = 100_000
    ratio: int = 200
    ratio_from: int = 8 * _MB
    depth: int = 3
    line_bytes: int = 8 * _MB
    columns: int = 2_000


@dataclass(frozen=True, slots=True)
class CaptureOptions:
    """How documents are taken from paths.

    Args:
        mapping: Columns of tables by role, as a person names them; several columns of one role
            are joined (``{"text": ("Title", "Description")}``). An empty name leaves a role out.
            Roles that are not named are guessed and announced.
        limits: What one item may cost.
        notice: Called with each thing that a person should know: the columns that were guessed,
            what was skipped and why.
        known: Tells whether the record has a document already. It is asked about large images
            and videos, which then are hashed in a stream and not read into memory; such a file
            gives a ``known`` notice and no capture.
    """

    mapping: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    notice: Callable[[Notice], None] = _silent
    known: Callable[[str], bool] | None = None

    def __post_init__(self) -> None:
        """Refuse a role that no column can have."""
        unknown = set(self.mapping) - set(ROLES)
        if unknown:
            raise ValueError(f"no such role: {sorted(unknown)[0]!r}; roles are {', '.join(ROLES)}")

    def columns_of(self, role: Role) -> tuple[str, ...] | None:
        """Return the columns that a person named for a role; None when none was named."""
        named = self.mapping.get(role)
        if named is None:
            return None
        names = (named,) if isinstance(named, str) else tuple(named)
        return tuple(name for name in names if name)
