"""Walkout: an open, self-hosted record of workers' collective action.

Rooms follow the order in which data flows; `docs/method.md` walks through them.
Importing this package loads nothing heavy.
"""

__version__ = "0.1.0"
