"""`walkout demo`: the sample record on a map, in one command."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import click

from walkout import record
from walkout.cli.watch import watching
from walkout.flows.demo import build_demo
from walkout.publish.serve import serve


@click.command()
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Port [default: free one].")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the record and its site in this new folder, and do not serve.",
)
def command(port: int, out: Path | None) -> None:
    """Build the sample record, publish all of it, and serve its public site on 127.0.0.1.

    The sample is written for Walkout from public facts about well-documented actions. The record
    of the demo is not encrypted and is thrown away when you stop it.
    """
    kept = out is not None
    folder = out or Path(tempfile.mkdtemp(prefix="walkout-demo-"))
    try:
        with watching() as watch:
            added, site = build_demo(
                lambda place: record.create(place, None, unencrypted=True, title="Sample record"),
                folder / "record",
                watch,
            )
        click.echo(f"{added.new} documents tell of {added.events} events.")
        if kept:
            click.echo(f"Open {site / 'index.html'}")
            return
        with serve(site, port) as server:
            click.echo(f"Look at http://127.0.0.1:{server.server_address[1]}/  (Ctrl-C ends it)")
            with suppress(KeyboardInterrupt):
                server.serve_forever()
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
