"""What lies in the repository works on any machine: no registry address, no path of one machine, locks that agree."""

import json
import re
import tomllib

import pytest

from architecture.sources import ROOT, named, repository_files

# In pieces, so that this file does not name them.
REGISTRIES = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npm" + "js",
    "yarnpkg" + ".com",
    "deb.debian" + ".org",
)
SETTINGS = ("index" + "-url", "extra-" + "index", "find" + "-links")
PLACES = ("/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/", "/Us" + "ers/")
FORBIDDEN = re.compile(
    "|".join(
        [
            *map(re.escape, (*REGISTRIES, *SETTINGS)),
            *(rf"(?<![\w.~}}]){re.escape(place)}" for place in PLACES),
        ]
    )
)


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        f"{named(path)}:{number}: {match[0]}"
        for path in repository_files()
        if (text := _text(path.read_bytes())) is not None
        for number, line in enumerate(text.splitlines(), start=1)
        for match in FORBIDDEN.finditer(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('"resolved": "https://' + REGISTRIES[2] + '.org/x"', True),
        ("--" + SETTINGS[0] + " something", True),
        ("cd " + PLACES[2] + "main", True),
        ("src/dueregard" + PLACES[2] + "casework", False),
        ("the wheels of the package index", False),
        ("{{ base }}" + PLACES[1], False),
    ],
)
def test_an_address_is_known_when_seen(line: str, found: bool) -> None:
    assert bool(FORBIDDEN.search(line)) is found


def test_what_runs_is_locked_as_it_was_tested() -> None:
    """The demo and an installation get exactly the versions and hashes that the tests ran on."""
    tested = _locked("requirements-dev.lock")
    runs = _locked("requirements.lock")
    assert {name: runs[name] for name in runs} == {name: tested.get(name) for name in runs}
    assert [name for name, entry in tested.items() if "--hash=" not in entry] == []


def test_every_dependency_says_why_it_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    python = {re.split(r"[\[=<>~ ]", requirement)[0] for group in groups for requirement in group}
    pages = json.loads((ROOT / "frontend" / "package.json").read_text())["devDependencies"]
    told = set(
        re.findall(r"^\| ([\w.@/-]+) \|", (ROOT / "docs" / "dependencies.md").read_text(), re.MULTILINE)
    )
    assert told - {"dependency"} == python | set(pages)


def _locked(lock: str) -> dict[str, str]:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    return {entry.partition("==")[0]: entry for entry in entries}


def _text(content: bytes) -> str | None:
    """The text of a file, or None for a picture and the like."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
