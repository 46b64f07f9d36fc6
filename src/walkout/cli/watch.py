"""Progress on a terminal: a bar where a person looks, nothing where a file does, Ctrl-C safe."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)


class Watch:
    """A flow's progress, drawn on standard error."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID | None = None
        self._stop = False

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage with a bar of its own."""
        if self._task is not None:
            self._bars.stop_task(self._task)
        self._task = self._bars.add_task(name, total=total)

    def advance(self, items: int = 1) -> None:
        """Move the bar on."""
        if self._task is not None:
            self._bars.advance(self._task, items)

    def notice(self, text: str) -> None:
        """Print one line above the bars."""
        self._bars.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def stopping(self) -> bool:
        """Return whether Ctrl-C was pressed."""
        return self._stop

    def ask_to_stop(self) -> None:
        """Let the flow end after what it has in hand."""
        self._stop = True


@contextmanager
def watching(*, in_batches: bool = False) -> Iterator[Watch]:
    """Draw progress.

    Args:
        in_batches: The flow asks between batches whether to stop, so the first Ctrl-C lets it
            finish the one in hand and the second stops at once. Otherwise the first does.
    """
    console = Console(stderr=True)
    bars = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not sys.stderr.isatty(),
    )
    watch = Watch(bars)

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        if watch.stopping():
            raise KeyboardInterrupt
        watch.ask_to_stop()
        # Past Python's buffers: the signal may come in the midst of a print, and no print can be
        # entered twice.
        os.write(2, b"walkout: stopping after what is in hand; Ctrl-C again stops at once.\n")

    if not in_batches:
        with bars:
            yield watch
        return
    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        with bars:
            yield watch
    finally:
        signal.signal(signal.SIGINT, before)
