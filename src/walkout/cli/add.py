"""`walkout add`: from files to events."""

from __future__ import annotations

from pathlib import Path

import click

from walkout import record
from walkout.capture import CaptureOptions
from walkout.cli.issues import print_issue
from walkout.cli.mapping import column_map, map_option
from walkout.cli.opening import key_source, record_folder, record_options
from walkout.cli.watch import watching
from walkout.flows.add import add
from walkout.flows.proposers import local


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@map_option
@record_options
def command(
    paths: tuple[Path, ...],
    columns: tuple[str, ...],
    folder: Path | None,
    key_file: Path | None,
) -> None:
    """Add PATHS to the record: files, folders, tables, mail, web archives, zips of these.

    Adding twice adds nothing. What cannot be read is kept and listed by `walkout status`, the
    rest goes on, and the exit status is 1. Ctrl-C stops between batches; the same command again
    goes on from there.
    """
    place = record_folder(folder)
    with (
        record.open(place, key_source(place, key_file)) as store,
        watching(in_batches=True) as watch,
    ):
        options = CaptureOptions(mapping=column_map(columns), notice=lambda n: watch.notice(n.text))
        # A language model is asked by `walkout propose` only: adding touches no network.
        report = add(store, paths, options, watch, local(store.settings.proposers))
    for issue in report.issues:
        print_issue(issue)
    waiting = f", of which {report.waiting} wait for a person" if report.waiting else ""
    click.echo(f"{report.new} new document(s){waiting}; {report.known} known already.")
    if report.stopped:
        click.echo("Stopped. Run the same command again to go on from here.")
        raise SystemExit(130)
    click.echo(f"The record tells of {report.events} event(s).")
    if report.issues:
        click.echo(
            f"{len(report.issues)} item(s) could not be used; `walkout status` lists them.",
            err=True,
        )
        raise SystemExit(1)
