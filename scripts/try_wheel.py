"""Install the wheel on a bare Debian and use it there: `make wheel && .venv/bin/python scripts/try_wheel.py`.

Makes a Debian root file system in a temporary folder, installs the wheel with hashed requirements as docs/operating.md
says, starts what the shipped units start, as the user and with the environment they name, sends a report and looks for
it. Needs root, debootstrap and a minute or three; says how long each step took. Nothing outside that folder changes.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
SERVICES = ("dueregard-web", "dueregard-worker")
PORT = 8000
ADDRESS = "https://tell.example.org"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""As systemd gives it."""
PATIENCE = 60
"""Seconds for the web to answer."""


def main(release: str, debian: Path | None) -> None:
    """All of it, in order; the first thing that fails ends it with a sentence."""
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        raise SystemExit("This needs root and debootstrap.")
    with socket.socket() as taken:
        if taken.connect_ex(("127.0.0.1", PORT)) == 0:
            raise SystemExit(f"Something listens at port {PORT}, where the unit starts the web.")
    with tempfile.TemporaryDirectory(prefix="dueregard-debian-") as folder:
        house = Path(folder) / "house"
        with step(f"a bare Debian {release}"):
            if debian is not None:
                run("cp", "--archive", debian, house)
            else:
                packages = "--include=ca-certificates,python3,python3-venv"
                run("debootstrap", "--variant=minbase", packages, release, house, quiet=True)
        with step("the wheel, installed"):
            install(house)
        with step("a provider"):
            code = begin(house)
        with step("web and worker, and a report"):
            use(house, code)


def install(house: Path) -> None:
    """As docs/operating.md says it, to the letter; packages were fetched and held to their hashes before."""
    fetched = house / "tmp" / "fetched"
    locked = ("--quiet", "--require-hashes", "--requirement", DIST / "requirements.lock")
    run(sys.executable, "-m", "pip", "download", *locked, "--dest", fetched)
    shutil.copytree(DIST, house / "tmp" / "dist", dirs_exist_ok=True)
    for line in commands("install"):
        inside(house, "sh", "-ec", f"cd /tmp/dist && {line}", PIP_FIND_LINKS="/tmp/fetched", PIP_NO_INDEX="1")  # noqa: S108  # in that house


def commands(mark: str) -> list[str]:
    """The lines of one block of docs/operating.md: what is tried here is what people are told to type."""
    text = (ROOT / "docs" / "operating.md").read_text()
    found = re.search(rf"<!-- {mark} -->\n+```sh\n(.*?)```", text, re.DOTALL)
    if found is None:
        raise SystemExit(f"docs/operating.md has no block marked {mark}.")
    return [line.partition(" # ")[0].strip() for line in found[1].splitlines() if line.strip()]


def begin(house: Path) -> str:
    """An invented provider, which takes reports from its first day on; its short code."""
    begun = inside(
        house, "dueregard", "init", "--no-input", "--slug", "quay", "--name", "Quay Training", "--nation", "england",
        "--archetype", "values-led-trainer", "--address", ADDRESS, "--first", "Imelda Thrupp", "--fictional",
    )  # fmt: skip
    inside(house, "dueregard", "migrate")
    code = re.search(rf"{ADDRESS}/r/(\w+)", begun)
    if code is None:
        raise SystemExit(f"init printed no address for reports:\n{begun}")
    return code[1]


def use(house: Path, code: str) -> None:
    """Start what the units start, send a report, and look whether it arrived and doctor sees the worker."""
    with started(house, SERVICES[0]), started(house, SERVICES[1]):
        until = time.monotonic() + PATIENCE
        while ask("/health/ready") != "ready\n":
            if time.monotonic() > until:
                raise SystemExit("The web did not answer in time.")
            time.sleep(0.2)
        if "Tell us" not in ask(f"/r/{code}/report/") or ".govuk" not in ask("/static/built/app.css"):
            raise SystemExit("The page of reports or its style is not what it should be.")
        told = {
            "request_id": str(uuid4()), "reporter": "anonymous", "about": "learner", "danger": "no",
            "seen": "A bruise, and not the first.", "step": "send",
        }  # fmt: skip
        receipt = ask(f"/r/{code}/report/", told)
        if "reference" not in receipt.lower():
            raise SystemExit("The report was not answered by a receipt.")
        lines = json.loads(inside(house, "sh", "-c", "dueregard doctor --json || true"))["lines"]
        found = {line["id"]: line["state"] for line in lines}
        for name in ("database", "version", "triggers", "worker", "address", "modes", "key", "opens"):
            if found[name] != "good":
                raise SystemExit(f"doctor says {found[name]} of {name}.")
    counted = inside(house, "dueregard", "audit", "verify")
    print(counted.strip(), flush=True)


@contextmanager
def started(house: Path, service: str) -> Iterator[None]:
    """What a unit starts, as its user and with its environment; ended as systemd ends it."""
    settings = unit(house, service)
    environment = {"PATH": PATH} | dict(
        line.split("=", 1)
        for line in (house / settings["EnvironmentFile"].lstrip("/")).read_text().splitlines()
        if "=" in line and not line.startswith("#")
    )
    command = ["chroot", f"--userspec={settings['User']}:{settings['Group']}", str(house)]
    process = subprocess.Popen([*command, *shlex.split(settings["ExecStart"])], env=environment, cwd="/")
    try:
        yield
        if process.poll() is not None:
            raise SystemExit(f"{service} ended by itself with {process.returncode}.")
    finally:
        process.send_signal(signal.SIGTERM)
        if process.wait(PATIENCE) != 0:
            raise SystemExit(f"{service} ended with {process.returncode} when it was told to.")


def unit(house: Path, service: str) -> dict[str, str]:
    """The settings of an installed unit; of several of a name the last."""
    text = (house / "etc" / "systemd" / "system" / f"{service}.service").read_text()
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))


def ask(there: str, form: dict[str, str] | None = None) -> str:
    """What the web answers, as to the proxy; empty while it does not."""
    headers = {"Host": ADDRESS.partition("//")[2]}
    body = urlencode(form).encode() if form else None
    request = Request(f"http://127.0.0.1:{PORT}{there}", data=body, headers=headers)  # our own address
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            said: str = answer.read().decode()
            return said
    except OSError:
        return ""


def inside(house: Path, *command: str, **environment: str) -> str:
    """Run a command as root in that house, with nothing of this machine's environment."""
    done = subprocess.run(
        ["chroot", house, *command],
        env={"PATH": PATH, "HOME": "/", **environment},
        cwd="/",
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def run(*command: str | Path, quiet: bool = False) -> None:
    """Run a command of this machine; when it fails, end."""
    if subprocess.run(command, stdout=subprocess.DEVNULL if quiet else None, check=False).returncode:
        raise SystemExit(f"{command[0]} failed.")


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is done, and how long it took."""
    began = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--release", default="bookworm", help="The release of Debian.")
    parser.add_argument(
        "--debian", type=Path, help="A root file system that debootstrap made before; it is copied."
    )
    chosen = parser.parse_args()
    main(chosen.release, chosen.debian)
