"""How a flow tells that it is alive, and learns that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a flow reports to; a command draws it, a test counts it."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage.

        Args:
            name: A word or two, such as ``reading``.
            total: Number of items, when it is known.
        """

    def advance(self, items: int = 1) -> None:
        """Say that so many items of the stage are done."""

    def notice(self, text: str) -> None:
        """Tell the person one thing, such as which column was taken as text."""

    def stopping(self) -> bool:
        """Return whether the person asked to stop; the flow ends after what it has in hand."""
        return False


class Quiet:
    """Progress that nobody watches."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Do nothing."""

    def advance(self, items: int = 1) -> None:
        """Do nothing."""

    def notice(self, text: str) -> None:
        """Do nothing."""

    def stopping(self) -> bool:
        """Never stop."""
        return False
