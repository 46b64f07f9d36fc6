"""Limits that a reader's child puts on itself before it sees the first document.

Each is tried and none is relied on alone. The memory limit and the audit hook hold on every
POSIX system; the network name space and Landlock hold against native code too, where the kernel
has them. What was put in place is told to the parent, so that nobody has to guess.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
# The same on every architecture, being younger than the common table.
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_READ = (1 << 2) | (1 << 3)
_MOST_FILES = 64

_REFUSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.putenv",
    "pty.",
    "shutil.",
    "tempfile.",
    "ftplib.",
    "http.client.",
    "imaplib.",
    "poplib.",
    "smtplib.",
    "telnetlib.",
    "nntplib.",
    "urllib.",
    "webbrowser.",
    "sqlite3.",
    "ctypes.dlopen",
    "mmap.",
    "signal.pthread_kill",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(slots=True)
class Watch:
    """What the documents made the reader try.

    Args:
        tried: Names of what was refused since the last look.
    """

    tried: list[str] = field(default_factory=list)

    def taken(self) -> list[str]:
        """Return what was refused since the last call."""
        tried, self.tried = self.tried, []
        return tried


def isolate() -> list[str]:
    """Leave the network; must run before anything starts a thread.

    Returns:
        ``["network"]`` where the kernel allows it.
    """
    if not sys.platform.startswith("linux"):
        return []
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    alone = libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0
    return ["network"] if alone else []


def confine(memory: int) -> tuple[list[str], Watch]:
    """Put the limits in place; nothing takes them off again.

    Args:
        memory: Most address space, in bytes.

    Returns:
        The names of the limits that hold, and the watch over what is tried.
    """
    held: list[str] = []
    for name, kind, most in (
        ("memory", resource.RLIMIT_AS, memory),
        ("files", resource.RLIMIT_FSIZE, 0),
        ("handles", resource.RLIMIT_NOFILE, _MOST_FILES),
        ("dumps", resource.RLIMIT_CORE, 0),
        ("processes", getattr(resource, "RLIMIT_NPROC", None), 0),
    ):
        if kind is None:
            continue
        try:
            resource.setrlimit(kind, (most, most))
            held.append(name)
        except (ValueError, OSError):
            # A system without this limit; the others stand.
            continue
    roots = readable()
    if _landlock(roots):
        held.append("landlock")
    watch = Watch()
    sys.addaudithook(hook(watch, roots))
    held.append("audit")
    return held, watch


def begin(seconds: float) -> None:
    """Start the clock of one document: processor time, and time on the wall.

    The parent kills a child that is late. This is for the case that there is no parent any more.
    """
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    soft = int(used + seconds) + 6
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or soft <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    signal.alarm(int(seconds) + 6)


def done() -> None:
    """Stop the clock."""
    signal.alarm(0)


def readable() -> tuple[str, ...]:
    """Return the folders that code is loaded from; nothing else may be read."""
    roots = {sys.prefix, sys.base_prefix, sys.exec_prefix, os.path.dirname(os.__file__)}
    roots.update(path for path in sys.path if path and os.path.isabs(path))
    roots.update(("/usr/share/zoneinfo", "/lib", "/lib64", "/usr/lib", "/usr/lib64"))
    real = {os.path.realpath(root) for root in roots if os.path.exists(root)}
    return tuple(sorted(root for root in real if root != "/"))


def hook(watch: Watch, folders: tuple[str, ...]) -> Callable[[str, tuple[object, ...]], None]:
    """Return an audit hook that refuses connections, programs, changes and foreign files.

    Args:
        watch: Told of every attempt.
        folders: What may be read.
    """
    roots = tuple(folder + os.sep for folder in folders)
    devices = frozenset({"/dev/null", "/dev/urandom", "/dev/random"})

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = (*arguments, None, None)[:3]
            if isinstance(path, int):
                return
            writing = isinstance(flags, int) and bool(flags & _WRITING)
            writing = writing or (isinstance(mode, str) and any(c in mode for c in "wax+"))
            name = os.fspath(path) if isinstance(path, str | bytes | os.PathLike) else ""
            name = os.fsdecode(name)
            if not writing and (name in devices or os.path.realpath(name).startswith(roots)):
                return
            watch.tried.append("open a file")
            raise PermissionError(f"a reader may not open {'for writing' if writing else 'this'}")
        if event.startswith(_REFUSED):
            watch.tried.append(_told(event))
            raise PermissionError(f"a reader may not use {event}")

    return refuse


def _told(event: str) -> str:
    if event.startswith(("socket.", "http.", "urllib.", "ftplib.", "smtplib.", "webbrowser.")):
        return "open a connection"
    if event.startswith(("subprocess.", "os.exec", "os.fork", "os.posix", "os.spawn", "os.system")):
        return "start a program"
    return "change the system"


def _landlock(folders: Iterable[str]) -> bool:
    """Allow reading below some folders and no other use of files, for native code too."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_LANDLOCK_CREATE, None, 0, 1)
    if version < 1:
        return False
    files = (1 << 13) - 1
    if version >= 2:
        files |= 1 << 13
    if version >= 3:
        files |= 1 << 14
    if version >= 5:
        files |= 1 << 15
    # From version 4 on TCP can be handled, and is not allowed to anybody.
    attributes = struct.pack("=QQ", files, 3) if version >= 4 else struct.pack("=Q", files)
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    rules = libc.syscall(_LANDLOCK_CREATE, buffer, len(attributes), 0)
    if rules < 0:
        return False
    try:
        for root in folders:
            handle = os.open(root, os.O_PATH | os.O_CLOEXEC)
            try:
                allowed = _LANDLOCK_READ if os.path.isdir(root) else 1 << 2
                rule = ctypes.create_string_buffer(struct.pack("=Qi", allowed, handle), 12)
                libc.syscall(_LANDLOCK_ADD, rules, 1, rule, 0)
            finally:
                os.close(handle)
        return bool(libc.syscall(_LANDLOCK_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)
