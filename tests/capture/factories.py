"""What the tests of capturing share: a run over a folder of invented files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from walkout.capture import CaptureFault, CaptureOptions, Limits, Notice, capture, capture_bytes
from walkout.model.document import Capture


@dataclass(slots=True)
class Run:
    """What came out of a run.

    Args:
        captures: Documents, in order.
        faults: Faults, in order.
        notices: What was told.
    """

    captures: list[Capture] = field(default_factory=list)
    faults: list[CaptureFault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """The faults' classes."""
        return [fault.issue.code for fault in self.faults]

    @property
    def texts(self) -> list[str | None]:
        """The rows' texts."""
        return [c.text for c in self.captures if c.text is not None]


def options(
    run: Run,
    mapping: Mapping[str, str | tuple[str, ...]] | None = None,
    limits: Limits | None = None,
) -> CaptureOptions:
    """Return options that tell a run's notices to it."""
    return CaptureOptions(
        mapping=mapping or {}, limits=limits or Limits(), notice=run.notices.append
    )


def run_bytes(
    content: bytes,
    name: str,
    mapping: Mapping[str, str | tuple[str, ...]] | None = None,
    limits: Limits | None = None,
) -> Run:
    """Capture bytes as if they were a file of this name."""
    run = Run()
    for item in capture_bytes(content, name, options(run, mapping, limits)):
        if isinstance(item, CaptureFault):
            run.faults.append(item)
        else:
            run.captures.append(item)
    return run


def run_paths(*paths: Path, limits: Limits | None = None) -> Run:
    """Capture paths."""
    run = Run()
    for item in capture(paths, options(run, limits=limits)):
        if isinstance(item, CaptureFault):
            run.faults.append(item)
        else:
            run.captures.append(item)
    return run
