"""The archive: what was captured, byte for byte, sealed so that a seized disk tells nothing.

Pure bytes and files: nothing here knows a database, a document's words or a passphrase.
"""

from walkout.archive.archive import Archive
from walkout.archive.pack import Entry

__all__ = ["Archive", "Entry"]
