"""Bytes to reading: the text of a document with a map back to the page.

Readers run in child processes with little memory, little time, no network and no files, since a
document is the one thing in Walkout that a stranger makes. Table rows come with their text and
are read in place. Every reader has a version; a better one makes a new reading and never changes
an old one.
"""

from walkout.read.page import clean
from walkout.read.reader import Reader, ReadLimits, Result
from walkout.read.reading import read_row

__all__ = ["ReadLimits", "Reader", "Result", "clean", "read_row"]
