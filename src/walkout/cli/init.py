"""`walkout init`: make a record."""

from __future__ import annotations

from pathlib import Path

import click

from walkout import record
from walkout.cli.opening import KEY_HELP, ask_passphrase
from walkout.record.keys import KeyFile, KeySource, Passphrase


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--key-file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="WALKOUT_KEY_FILE",
    help=f"{KEY_HELP} It is made if it does not exist.",
)
@click.option("--unencrypted", is_flag=True, help="For the demo and tests only.")
@click.option("--database", default=None, help="postgresql:// URL [default: a file in the folder].")
@click.option("--title", default="", help="Name of the record, as releases show it.")
def command(
    folder: Path, key_file: Path | None, unencrypted: bool, database: str | None, title: str
) -> None:
    """Make a record in FOLDER, encrypted from the start.

    It asks for a passphrase (twice), or takes a key file. Nobody can open a record whose
    passphrase or key file is lost.
    """
    if unencrypted and key_file is not None:
        raise click.UsageError("--unencrypted takes no --key-file.")
    key: KeySource | None
    if unencrypted:
        key = None
    elif key_file is not None:
        key = KeyFile(key_file) if key_file.exists() else KeyFile.make(key_file)
    else:
        key = Passphrase(ask_passphrase(confirm=True))
    with record.create(folder, key, database=database, unencrypted=unencrypted, title=title):
        pass
    click.echo(f"Made a record in {folder}.")
    if unencrypted:
        click.echo("It is NOT encrypted: use it for the demo and for tests only.")
    elif key_file is not None:
        click.echo("Keep the key file apart from the record, and a copy of it elsewhere.")
    if database:
        click.echo("The database is as safe as the volume that PostgreSQL stands on: encrypt it.")
    click.echo(f"Next: walkout add --record {folder} PATH...")
