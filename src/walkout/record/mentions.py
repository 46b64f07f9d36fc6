"""Minting of mention ids, and their rows."""

from __future__ import annotations

from walkout.model.ids import digest, mention_id
from walkout.model.statement import Mention
from walkout.record.log import SYSTEM, Writer


def mint(reading: str, mention: Mention, taken: set[str]) -> str:
    """Return an id for a new mention and take it.

    Args:
        reading: Id of the reading.
        mention: The mention.
        taken: Ids that other mentions of the document bear. One passage may tell two events,
            so that two mentions have one span; the second is told apart by a number.
    """
    name = mention_id(reading, mention.start, mention.end)
    number = 1
    while name in taken:
        name = "m" + digest("mention", reading, mention.start, mention.end, number)[:24]
        number += 1
    taken.add(name)
    return name


def add(writer: Writer, name: str, document: str, reading: str, mention: Mention) -> None:
    """Append a mention's row: a new one, or where one that was there stands now."""
    author = mention.statements[0].coder if mention.statements else SYSTEM
    payload = {
        "id": name,
        "document": document,
        "reading": reading,
        "start": mention.start,
        "end": mention.end,
    }
    writer.add("mention", author, payload)
