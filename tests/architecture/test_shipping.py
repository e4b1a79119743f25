"""What is installed elsewhere is whole: the wheel carries all that runs, and deploy/ says what there is."""

import re
import shlex
import zipfile
from pathlib import Path

import click
import pytest
from django.urls import get_resolver
from hatchling.builders.wheel import WheelBuilder

from architecture.sources import ROOT, repository_files
from dueregard.config.environment import Environment
from dueregard.faces.cli.main import dueregard
from dueregard.faces.web.desk import urls as desk_urls
from dueregard.faces.web.report import urls as report_urls
from dueregard.faces.web.request_log import UNLOGGED

DEPLOY = ROOT / "deploy"
BUILT = ROOT / "src" / "dueregard" / "faces" / "web" / "static" / "built"
UNITS = sorted(DEPLOY.glob("*.service"))


def test_the_wheel_carries_everything_that_runs(tmp_path: Path) -> None:
    """Modules and migrations, templates, styles and fonts as they were built, the policies and facts that ship."""
    [made] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path))
    with zipfile.ZipFile(made) as wheel:
        carried = {name for name in wheel.namelist() if name.startswith("dueregard/")}
    sources = {path for path in repository_files() if path.is_relative_to(ROOT / "src")}
    built = {path for path in BUILT.rglob("*") if path.is_file()}
    assert built, "the styles are not built"
    assert {str(path.relative_to(ROOT / "src")) for path in sources | built} == carried


def settings(unit: Path) -> dict[str, str]:
    return dict(
        line.split("=", 1) for line in unit.read_text().splitlines() if "=" in line and line[0] != "#"
    )


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_a_command_that_there_is(unit: Path) -> None:
    program, name, *words = shlex.split(settings(unit)["ExecStart"])
    assert program == "/opt/dueregard/bin/dueregard"
    if name != "worker":  # the composition root brings that one, and it takes no words
        dueregard.commands[name].make_context(name, list(words))
    assert words == [] or name == "serve"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_is_nobody_and_writes_into_its_own_folders_alone(unit: Path) -> None:
    said = settings(unit)
    held = {"User": "dueregard", "ProtectSystem": "strict", "StateDirectoryMode": "0700", "LimitCORE": "0"}
    assert {name: said[name] for name in held} == held
    assert (said["CapabilityBoundingSet"], said["Restart"], said["NoNewPrivileges"]) == ("", "always", "yes")
    folders = dict(
        line.split("=", 1) for line in (DEPLOY / "dueregard.env").read_text().splitlines() if line[:1] == "D"
    )
    made = {f"/var/lib/{name}" for name in said["StateDirectory"].split()}
    assert set(folders.values()) <= made
    assert f"{folders['DUEREGARD_KEYS']}-register" in made


def test_every_setting_that_is_shipped_exists() -> None:
    known = {f"DUEREGARD_{name.upper()}" for name in Environment.model_fields}
    shipped = "".join(path.read_text() for path in DEPLOY.iterdir())
    assert set(re.findall(r"DUEREGARD_[A-Z_]+[A-Z]", shipped)) <= known


def test_the_proxies_write_down_no_visit_to_a_page_of_reports() -> None:
    """Each address somebody without a name asks for lies where the shipped files keep no log, as we ourselves do."""
    asked = [
        f"/{row.pattern}"
        for part in get_resolver("dueregard.config.urls").url_patterns
        for row in getattr(part, "url_patterns", [part])
        if (row.name or "").startswith("report")
    ]
    assert len(asked) >= 4
    assert all(there.startswith("/r/") for there in asked)
    nginx, caddy = (DEPLOY / "nginx.conf").read_text(), (DEPLOY / "Caddyfile").read_text()
    quiet = re.search(r"location ~ \^/\((.*?)\)/ \{(.*?)\}", nginx, re.DOTALL)
    assert quiet is not None
    assert {f"/{part}/" for part in quiet[1].split("|")} == {"/r/", "/static/"} <= set(UNLOGGED)
    assert {"access_log off", "error_log /dev/null crit", 'proxy_set_header X-Forwarded-For ""'} <= {
        line.strip().rstrip(";") for line in quiet[2].splitlines()
    }
    assert "@reports path /r/* /static/*" in caddy
    assert "exclude http.log.error" in caddy
    assert not re.search(r"^\tlog\b(?! default)", caddy, re.MULTILINE)


def test_the_proxies_let_every_page_that_takes_a_file_take_one_and_lay_none_on_the_disk() -> None:
    nginx, caddy = (DEPLOY / "nginx.conf").read_text(), (DEPLOY / "Caddyfile").read_text()
    ours = [
        f"/{re.sub('<[^>]*>', 'x', str(row.pattern))}"
        for part in (report_urls, desk_urls)
        for row in part.urlpatterns
        if getattr(row.callback, "takes_files", False)
    ]
    assert len(ours) > 3
    parts = re.findall(r"location ~ (\S+) \{(.*?)\}", nginx, re.DOTALL)
    closed = dict.fromkeys(("/desk/concern/x/from-elsewhere/", "/desk/from-other-products/"), 310)
    for there, largest in (dict.fromkeys(ours, 160) | closed).items():
        block = next((said for pattern, said in parts if re.match(pattern, there)), "")
        assert {f"client_max_body_size {largest}m", "proxy_request_buffering off"} <= {
            line.strip().rstrip(";") for line in block.splitlines()
        }, there
        files, words = re.findall(r"path_regexp (\S+)", caddy)
        assert (files == words, bool(re.match(files, there))) == (True, True), there
        assert ("access_log off" in block) == there.startswith("/r/")


def test_words_of_click_are_words() -> None:
    """A command that is started wrongly is found by the test above."""
    with pytest.raises(click.UsageError):
        dueregard.commands["serve"].make_context("serve", ["--port", "8000"])
