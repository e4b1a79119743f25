"""What files hold about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

_KEPT = "with the thing it belongs to"

HOLDINGS = (
    Privacy(
        "files.StoredFile",
        "that somebody handed in a file, its sort and size; sealed: its name, and its bytes in the data folder",
        "whoever handed it in, and whoever is in it",
        "papers and pictures that prove something was done, or show what somebody is worried about",
        _KEPT,
        "the key of the thing it belongs to",
        stays="the safe copies of files are in it, under `files/`",
        purpose=Purpose.CARE,
        shared=Shared.HELP,
    ),
    Privacy(
        "files.Finding",
        "whether a file was scanned and washed, and sealed: the key of the copy that people open",
        "whoever is in the file",
        "nobody is hurt by opening a file, and nothing hidden in one is handed on",
        _KEPT,
        "the key of the thing the file belongs to",
        stays="the safe copies of files are in it, under `files/`",
        goes="what the file belongs to: its disposal destroys this key too",
        purpose=Purpose.CARE,
        shared=Shared.HELP,
    ),
    Privacy(
        "files.SizeLimit",
        "how large a file may be",
        "nobody",
        "the disk is not filled by one file",
        "as long as the provider",
        stays="a setting of this installation",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
)
