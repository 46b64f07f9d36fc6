"""Services that tests start for themselves: a private PostgreSQL cluster, a browser's path."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> Path | None:
    """Return the machine's Chromium; ``WALKOUT_CHROMIUM`` names another one."""
    for name in (os.environ.get("WALKOUT_CHROMIUM"), *_CHROMIUM_NAMES):
        found = shutil.which(name) if name else None
        if found:
            return Path(found)
    return None


def free_port() -> int:
    """Return a loopback port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _find_bin() -> Path | None:
    """Return the folder with ``initdb``: the newest of Debian's, else the one on PATH."""
    folders = sorted(
        (p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda p: float(p.parent.name),
    )
    if folders:
        return folders[-1]
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@dataclass
class PostgresServer:
    """A cluster in a temporary folder, without sync, on loopback and a free port.

    PostgreSQL refuses to run as root, so root hands it to the ``postgres`` user that Debian's
    package makes.
    """

    bin: Path
    _folder: Path = field(default_factory=Path, init=False)
    _port: int = field(default=0, init=False)

    @classmethod
    def find(cls) -> PostgresServer | None:
        """Return a server that can be started, or None when the machine has no PostgreSQL."""
        folder = _find_bin()
        return cls(folder) if folder else None

    @property
    def _user(self) -> str:
        return "postgres" if os.geteuid() == 0 else getpass.getuser()

    def _run(self, program: str, *args: str) -> None:
        command = [str(self.bin / program), *args]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(
            command,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {done.stderr.strip()}")

    def __enter__(self) -> Self:
        # Not below pytest's own folder: that one is closed to the postgres user.
        self._folder = Path(tempfile.mkdtemp(prefix="walkout-pg-"))
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        data = self._folder / "data"
        self._run(
            "initdb",
            f"--pgdata={data}",
            f"--username={self._user}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        self._port = free_port()
        settings = (
            f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
            " -c fsync=off -c full_page_writes=off"
        )
        log = self._folder / "log"
        self._run("pg_ctl", "start", f"--pgdata={data}", f"--log={log}", "-w", "-o", settings)
        return self

    def __exit__(self, *_: object) -> None:
        data = self._folder / "data"
        self._run("pg_ctl", "stop", f"--pgdata={data}", "-m", "immediate", "-w")
        shutil.rmtree(self._folder)

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make an empty database, give its URL, and drop it afterwards."""
        name = f"walkout_{uuid.uuid4().hex[:12]}"
        where = ("--host=127.0.0.1", f"--port={self._port}", f"--username={self._user}")
        self._run("createdb", *where, name)
        try:
            yield f"postgresql://{self._user}@127.0.0.1:{self._port}/{name}"
        finally:
            self._run("dropdb", *where, "--force", name)
