"""The record: one team's whole body of work, in one folder.

``create`` makes a record, ``open`` opens one; both give a store that keeps the promises of
`walkout.model.store.Store`. Opening a record configures Django; a process has one record open
at a time. ``docs/record.md`` tells what is in the folder.
"""

from walkout.record.keys import KeyFile, KeySource, Passphrase
from walkout.record.opening import create, open
from walkout.record.settings import Settings
from walkout.record.store import RecordStore

__all__ = ["KeyFile", "KeySource", "Passphrase", "RecordStore", "Settings", "create", "open"]
