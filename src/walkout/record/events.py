"""Events: which mentions tell one, and which minted id it bears.

An id is minted for a group of mentions and anchored on each of them; a mention that joins later
becomes an anchor too. An id goes where its first anchor goes that is still told; a group with
several ids bears the one minted first, and the others redirect to it. So ids survive a merge, a
split, the undoing of either, and the loss of the mention that they were first minted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from walkout.model.contract import assemble, tells_event
from walkout.model.ids import event_id
from walkout.model.judgement import Judgement
from walkout.model.statement import Statement
from walkout.record import database, rows
from walkout.record.log import Writer, decode
from walkout.resolve.cluster import partition

Part = tuple[str, ...]


def told(cursor: Any, prefix: str = "record_") -> set[str]:
    """Return the ids of all live mentions that tell an event."""
    cursor.execute(f"SELECT id FROM {prefix}mention WHERE live")  # noqa: S608
    mentions: dict[str, list[Statement]] = {row[0]: [] for row in cursor.fetchall()}
    select = (
        f"SELECT s.seq, s.mention, p.body FROM {prefix}statement s "  # noqa: S608
        "JOIN record_payload p ON p.seq = s.seq "
        "WHERE s.live AND s.field IN ('status', 'kind', 'scope')"
    )
    for _, mention, body in database.stream(cursor, select, "s.seq"):
        if mention in mentions:
            mentions[mention].append(rows.statement_of(decode(body)))
    return {
        mention for mention, statements in mentions.items() if tells_event(assemble(statements))
    }


def live_judgements(cursor: Any, prefix: str = "record_") -> Iterator[Judgement]:
    """Yield the latest judgement of each coder family on each pair, in the order of rows."""
    select = (
        f"SELECT j.seq, p.body FROM {prefix}judgement j "  # noqa: S608
        "JOIN record_payload p ON p.seq = j.seq WHERE TRUE"
    )
    for _, body in database.stream(cursor, select, "j.seq"):
        yield rows.judgement_of(decode(body))


def assign(parts: Sequence[Part], anchors: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the event ids of each part, the one minted first in front.

    Args:
        parts: Groups of mentions.
        anchors: Event and mention of each anchor, in the order in which they were set.

    Example:
        >>> assign([("m1",), ("m2",)], [("e1", "m1"), ("e1", "m2"), ("e2", "m2")])
        [['e1'], ['e2']]
    """
    part_of = {mention: number for number, part in enumerate(parts) for mention in part}
    owner: dict[str, int | None] = {}
    for event, mention in anchors:
        # The first mint gives an event its rank, though its mention may be gone.
        if owner.setdefault(event, None) is None:
            owner[event] = part_of.get(mention)
    owned: list[list[str]] = [[] for _ in parts]
    for event, number in owner.items():
        if number is not None:
            owned[number].append(event)
    return owned


def _anchors(cursor: Any, prefix: str) -> list[tuple[str, str]]:
    cursor.execute(f"SELECT event, mention FROM {prefix}anchor ORDER BY seq, position")  # noqa: S608
    return [(event, mention) for event, mention in cursor.fetchall()]


def mint(writer: Writer, key: bytes, author: str, *, newcomers: bool) -> None:
    """Mint ids for groups that have none, anchor mentions that joined, and fold the events.

    Args:
        writer: The writing transaction; its rows are flushed.
        key: Key of event ids.
        author: Who scored, and so who mints.
        newcomers: Take in mentions that no event was ever minted for; without it only those
            that have been in an event are grouped again.
    """
    cursor = writer.cursor
    anchors = _anchors(cursor, "record_")
    anchored = {mention for _, mention in anchors}
    mentions = told(cursor)
    parts = partition(mentions if newcomers else mentions & anchored, live_judgements(cursor))
    known = {event for event, _ in anchors}
    for part, owned in zip(parts, assign(parts, anchors), strict=True):
        if not owned:
            event = _fresh(key, part[0], known)
            known.add(event)
            writer.add("mint", author, {"event": event, "mentions": list(part)})
        elif joined := [mention for mention in part if mention not in anchored]:
            writer.add("mint", author, {"event": owned[0], "mentions": joined})
    writer.flush()
    fold(cursor)


def _fresh(key: bytes, mention: str, known: set[str]) -> str:
    counter = 0
    while (event := event_id(key, mention, str(counter))) in known:
        counter += 1
    return event


def fold(cursor: Any, prefix: str = "record_") -> list[Part]:
    """Group the anchored mentions again and write who belongs where.

    Returns:
        Groups that bear no id, which a whole log does not leave.
    """
    anchors = _anchors(cursor, prefix)
    anchored = {mention for _, mention in anchors}
    parts = partition(told(cursor, prefix) & anchored, live_judgements(cursor, prefix))
    members: list[tuple[str, str]] = []
    merged: list[tuple[str, str]] = []
    bare: list[Part] = []
    for part, owned in zip(parts, assign(parts, anchors), strict=True):
        if not owned:
            bare.append(part)
            continue
        members += [(mention, owned[0]) for mention in part]
        merged += [(owned[0], event) for event in owned[1:]]
    cursor.execute(f"DELETE FROM {prefix}member")  # noqa: S608
    database.insert(cursor, f"{prefix}member", ("mention", "event"), members)
    cursor.execute(
        f"UPDATE {prefix}event SET merged_into = NULL WHERE merged_into IS NOT NULL"  # noqa: S608
    )
    if merged:
        cursor.executemany(f"UPDATE {prefix}event SET merged_into = %s WHERE id = %s", merged)  # noqa: S608
    return bare


def redirects(rows_: Iterable[tuple[str, str | None]]) -> Mapping[str, tuple[str, ...]]:
    """Return, per event, the ids that redirect to it, given id and target in minted order."""
    into: dict[str, list[str]] = {}
    for event, target in rows_:
        if target is not None:
            into.setdefault(target, []).append(event)
    return {event: tuple(ids) for event, ids in into.items()}
