"""`walkout verify`: re-hash the archive and check the log."""

from __future__ import annotations

from pathlib import Path

import click

from walkout import record
from walkout.cli.opening import key_source, record_folder, record_options


@click.command()
@record_options
def command(folder: Path | None, key_file: Path | None) -> None:
    """Re-hash every document, recompute the chain, and name each byte that is not as it was."""
    place = record_folder(folder)
    found = 0
    with record.open(place, key_source(place, key_file)) as store:
        for finding in store.verify():
            found += 1
            where = ", ".join(f"{name}={value}" for name, value in finding.where.items())
            click.echo(f"{finding.code}: {finding.what} ({where})")
        counts = store.counts()
    if found:
        click.echo(f"{found} finding(s).", err=True)
        raise SystemExit(1)
    click.echo(
        f"Verified: {counts['documents']} documents, {counts['log']} log rows, nothing amiss."
    )
