"""`walkout propose`: ask the record's proposers, a language model among them if it is named."""

from __future__ import annotations

from pathlib import Path

import click

from walkout import record
from walkout.cli.issues import print_issue
from walkout.cli.opening import key_source, record_folder, record_options
from walkout.cli.refusals import refusal_line
from walkout.cli.watch import watching
from walkout.flows.endpoint import Line
from walkout.flows.propose import propose_record
from walkout.flows.proposers import ENDPOINT, checked


@click.command()
@click.option("--again", is_flag=True, help="Read everything again, by the rules of today too.")
@click.option(
    "--public-only",
    is_flag=True,
    help="Ask about documents that are marked public only; their texts may leave this machine.",
)
@record_options
def command(again: bool, public_only: bool, folder: Path | None, key_file: Path | None) -> None:
    """Ask the language model that walkout.toml names about the readings of the record.

    `proposers` and [endpoint] in walkout.toml say who is asked; without an endpoint there, --again
    reads everything again by today's rules. Texts go to an endpoint on this machine only, unless
    --public-only is given. Ctrl-C stops after the question in hand; the same command again goes on
    from there and asks nothing twice. Exit status 1 when a text could not be asked about whole.
    """
    place = record_folder(folder)
    with (
        record.open(place, key_source(place, key_file)) as store,
        watching(in_batches=True) as watch,
    ):
        names, endpoint = store.settings.proposers, store.settings.endpoint
        asks = ENDPOINT in checked(names) and endpoint is not None
        if not asks and ENDPOINT not in checked(names) and not again:
            click.echo("No endpoint is among the proposers; --again reads by the rules again.")
            return
        line = Line(endpoint, public=public_only) if asks and endpoint is not None else None
        report = propose_record(
            store, names, endpoint, line, public_only=public_only, again=again, progress=watch
        )
    for issue in report.issues:
        print_issue(issue)
    kept_back = f"; {report.kept_back} kept back by tier" if report.kept_back else ""
    click.echo(f"{report.looked} reading(s) read, {report.known} known already{kept_back}.")
    if told := refusal_line(report.refused):
        click.echo(told)
    if report.stopped:
        click.echo("Stopped. Run the same command again to go on from here.")
        raise SystemExit(130)
    click.echo(f"The record tells of {report.events} event(s).")
    if report.issues:
        click.echo("Some texts were not looked at whole: run the same command again.", err=True)
        raise SystemExit(1)
