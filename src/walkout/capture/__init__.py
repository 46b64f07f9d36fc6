"""Where documents come from: folders, files, tables, archives, web archives and mail.

`capture` turns paths into a stream of documents and faults. It tells kinds by content, unpacks
containers within limits, makes one document of each table row, and never reads what a document
says: that is `walkout.read`'s, in a process that may die of it.
"""

from walkout.capture.capture import capture, capture_bytes
from walkout.capture.faults import CaptureFault, fault, issue_of
from walkout.capture.names import safe_name
from walkout.capture.options import CaptureOptions, Limits, Notice, Role

__all__ = [
    "CaptureFault",
    "CaptureOptions",
    "Limits",
    "Notice",
    "Role",
    "capture",
    "capture_bytes",
    "fault",
    "issue_of",
    "safe_name",
]
