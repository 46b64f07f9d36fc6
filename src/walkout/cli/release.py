"""`walkout release`: the public site and tables."""

from __future__ import annotations

from pathlib import Path

import click

from walkout import record
from walkout.cli.opening import key_source, record_folder, record_options
from walkout.cli.watch import watching
from walkout.flows.release import release


@click.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write: new, empty, or an earlier release, which is replaced.",
)
@record_options
def command(out: Path, folder: Path | None, key_file: Path | None) -> None:
    """Write what is marked public as a static site and tables, by allow-list.

    The site opens by a double-click on index.html, without a server or a network. Every file is
    read again before it is left in place; a find of the leak gate stops the release.
    """
    place = record_folder(folder)
    with record.open(place, key_source(place, key_file)) as store, watching() as watch:
        report = release(store, out, title=store.settings.title, progress=watch)
    click.echo(
        f"Release {report.number}: {report.events} event(s), {report.accounts} account(s), "
        f"{report.values} value(s), {report.quotes} quote(s), in {report.files} files of "
        f"{report.bytes / 1e6:.1f} MB."
    )
    if report.coarsened:
        click.echo(f"{report.coarsened} event(s) about few persons were widened in every file.")
    for what in ("events", "values", "quotes", "links"):
        kept: dict[str, int] = getattr(report.withheld, what)
        if kept:
            reasons = ", ".join(f"{number} {why}" for why, number in sorted(kept.items()))
            click.echo(f"Kept back of {what}: {reasons}.")
    click.echo(f"Open {out / 'index.html'}")
