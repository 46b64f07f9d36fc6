"""`walkout rebuild`: fold the log into working state again."""

from __future__ import annotations

from pathlib import Path

import click

from walkout import record
from walkout.cli.opening import key_source, record_folder, record_options


@click.command()
@record_options
def command(folder: Path | None, key_file: Path | None) -> None:
    """Fold the log into working state again, without scoring anything."""
    place = record_folder(folder)
    with record.open(place, key_source(place, key_file)) as store:
        store.rebuild()
        counts = store.counts()
    click.echo(f"{counts['log']} log rows folded: {counts['events']} events.")
