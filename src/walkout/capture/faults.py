"""What capturing hands on when an item cannot be used: the issue, and the item if it was got."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from walkout.errors import WalkoutError
from walkout.model.document import Capture
from walkout.model.store import Issue


@dataclass(frozen=True, slots=True)
class CaptureFault:
    """An item that cannot be used as it is; the rest of the batch goes on.

    Args:
        issue: What is wrong, where and what to do. Its `document` is set whenever bytes are kept.
        capture: The item, to be kept as ``unread``; None when nothing was got, or when it was
            handed on before (a container of which one member is bad).
    """

    issue: Issue
    capture: Capture | None = field(default=None, repr=False)


def issue_of(
    error: WalkoutError,
    *,
    stage: Literal["capture", "read", "extract", "resolve"] = "capture",
    document: str | None = None,
) -> Issue:
    """Return an error as the issue that a record keeps."""
    return Issue(
        stage=stage,
        code=type(error).__name__,
        problem=error.problem,
        fix=error.fix,
        where=dict(error.where),
        document=document,
    )


def fault(
    error: WalkoutError, capture: Capture | None = None, *, document: str | None = None
) -> CaptureFault:
    """Return a fault of capturing.

    Args:
        error: What went wrong.
        capture: The item, when it is handed on with the fault.
        document: Id of the document it belongs to, when it was handed on before.
    """
    known = capture.id if capture else document
    return CaptureFault(issue_of(error, document=known), capture)
