"""The sample record, from its documents to its public site."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib import resources
from pathlib import Path

from walkout.capture import CaptureOptions
from walkout.errors import ConfigurationError
from walkout.flows.add import AddReport, add
from walkout.flows.progress import Progress, Quiet
from walkout.flows.publish import publish
from walkout.flows.release import release
from walkout.model.store import Store

MakeStore = Callable[[Path], AbstractContextManager[Store]]


def sample_folder() -> Path:
    """Return the folder of the sample documents: in the wheel, or beside `src` in a clone.

    Raises:
        ConfigurationError: This installation has no sample.
    """
    package = Path(str(resources.files("walkout")))
    for folder in (package / "sample", package.parents[1] / "sample"):
        if (folder / "documents").is_dir():
            return folder / "documents"
    raise ConfigurationError(
        "This installation has no sample documents", fix="Clone the repository and run make demo."
    )


def build_demo(
    make_store: MakeStore, folder: Path, progress: Progress | None = None
) -> tuple[AddReport, Path]:
    """Build the sample record in an empty folder, publish all of it, and release it.

    Args:
        make_store: Makes an unencrypted record in a folder and opens it.
        folder: Where the record goes.
        progress: Told of every stage.

    Returns:
        What was added, and the folder of the release.
    """
    watch = progress or Quiet()
    with make_store(folder) as store:
        added = add(store, [sample_folder()], CaptureOptions(), watch)
        publish(store, None, "all of the sample is public", progress=watch)
        made = release(store, folder / "releases" / "1", progress=watch)
    return added, made.path
