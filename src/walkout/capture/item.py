"""An item on its way to being captured, and what its unpacking has cost so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from walkout.capture.options import CaptureOptions
from walkout.errors import HostileDocumentError
from walkout.model.document import Capture
from walkout.model.ids import document_id


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes with what their container tells about them.

    Args:
        content: The bytes.
        name: Base name, safe to show.
        part_of: Id of the document that contains it.
        locator: Where in that document.
        depth: How many containers it stands in.
        charset: Encoding that a header gives; None when none does.
        url: Address that the container gives.
        captured_at: When it was got, if the container tells.
    """

    content: bytes = field(repr=False)
    name: str
    part_of: str | None = None
    locator: str | None = None
    depth: int = 0
    charset: str | None = None
    url: str | None = None
    captured_at: datetime | None = None

    def capture(
        self,
        media_type: str,
        *,
        title: str | None = None,
        published: date | datetime | None = None,
        url: str | None = None,
        captured_at: datetime | None = None,
    ) -> Capture:
        """Return the item as a document of this type; its bytes are its identity."""
        if self.charset and media_type.startswith("text/"):
            media_type = f"{media_type}; charset={self.charset}"
        return Capture(
            id=document_id(self.content),
            content=self.content,
            media_type=media_type,
            name=self.name,
            part_of=self.part_of,
            locator=self.locator,
            title=title,
            published=published,
            url=url or self.url,
            captured_at=captured_at or self.captured_at,
        )


@dataclass(slots=True)
class Budget:
    """What one file has unpacked to so far, all containers inside it together.

    Args:
        options: The limits it is held against.
    """

    options: CaptureOptions
    unpacked: int = 0
    entries: int = 0

    def spend(self, grown: int, *, packed: int, member: int, where: str) -> None:
        """Count bytes that were unpacked.

        Args:
            grown: Bytes that came out since the last call.
            packed: Bytes that the member takes packed.
            member: Bytes that came out of this member so far.
            where: The member, safe to show.

        Raises:
            HostileDocumentError: The member grows like a bomb, or all together are too much.
        """
        limits = self.options.limits
        self.unpacked += grown
        if member > limits.ratio_from and member > limits.ratio * max(1, packed):
            raise HostileDocumentError(
                "It unpacks to far more than it holds, as a bomb does; the rest is left out",
                fix="If you trust it, unpack it yourself and add the folder.",
                at=where,
                times=limits.ratio,
            )
        if self.unpacked > limits.unpacked_bytes:
            raise HostileDocumentError(
                "It unpacks to more than is allowed in all; the rest is left out",
                fix="If you trust it, unpack it yourself and add the folder.",
                at=where,
                most_megabytes=limits.unpacked_bytes >> 20,
            )

    def enter(self, count: int = 1) -> None:
        """Count members.

        Raises:
            HostileDocumentError: There are more than is allowed.
        """
        self.entries += count
        if self.entries > self.options.limits.entries:
            raise HostileDocumentError(
                "It holds more members than is allowed",
                fix="If you trust it, unpack it yourself and add the folder.",
                most=self.options.limits.entries,
            )
