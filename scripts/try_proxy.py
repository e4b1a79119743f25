"""Report through the shipped files for nginx and Caddy: `.venv/bin/python scripts/try_proxy.py`.

Builds an invented provider in a temporary folder and serves it; puts nginx, then Caddy before it, each with the file in
deploy/ and only names, ports and certificates put in; sends a report, stops the web and asks again. Then no log may
hold anything of a page of reports. Needs both proxies and openssl.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
NAME, WEB, HTTPS, HTTP = "tell.example.org", 8461, 8463, 8462
NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log info;
events {{}}
http {{ access_log {folder}/access.log combined; include {folder}/site.conf; }}
"""


def main() -> None:
    """Both proxies; the first thing that is not as promised ends it with a sentence."""
    for program in ("nginx", "caddy", "openssl", "curl"):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is not on this machine.")
    with tempfile.TemporaryDirectory(prefix="dueregard-proxy-") as name:
        folder = Path(name)
        environment = house(folder)
        for proxy, command in (("nginx", nginx), ("Caddy", caddy)):
            place = folder / proxy
            place.mkdir()
            certify(place)
            with running(command(place), place / "said.log", ready=HTTPS):
                web = [sys.executable, "-m", "dueregard.config.console", "serve", "--workers", "1"]
                with running(
                    [*web, "--bind", f"127.0.0.1:{WEB}"], folder / "web.log", environment, ready=WEB
                ):
                    visit(proxy, environment["code"])
                expect(proxy, "a page while the web is away", ask(f"/r/{environment['code']}/"), 502)
                expect(proxy, "a style while the web is away", ask("/static/built/app.css"), 502)
                expect(proxy, "the desk while the web is away", ask("/sign-in/"), 502)
            logs = "\n".join(path.read_text() for path in place.glob("*.log"))
            if found := re.findall(r".*/(?:r|static)/.*", logs):
                raise SystemExit(f"{proxy} wrote down a visit to a page of reports: {found[0]}")
            print(f"{proxy}: a report went through, and no log holds anything of it.")


def visit(proxy: str, code: str) -> None:
    """What somebody who reports does, what tries to fool us, and the desk."""
    here = f"https://{NAME}:{HTTPS}"
    report = f"/r/{code}/report/"
    told = f"request_id={uuid4()}&reporter=anonymous&about=learner&danger=no&seen=A+bruise.&step=send"
    from_there = ("-e", f"{here}{report}", "-H", f"Origin: {here}")
    expect(proxy, "a poster", ask(f"/r/{code}/"), 200)
    expect(proxy, "a style", ask("/static/built/app.css", *from_there), 200)
    expect(proxy, "a report", ask(report, *from_there, "-d", told), 200)
    expect(proxy, "a report far too long", ask(report, "-d", f"seen={'x' * 5_500_000}"), 413, 400)
    expect(
        proxy, "the desk", ask("/sign-in/", "-H", "X-Forwarded-For: 192.0.2.66", "-H", "Script_Name: /x"), 200
    )
    expect(proxy, "another name", ask("/", name="evil.example"), 0)


def ask(there: str, *words: str, name: str = NAME) -> int:
    """The status of an answer, 0 for none; asked from an address of its own, so that it would be known in a log."""
    data: tuple[str, ...] = ()
    if "-d" in words:  # not as an argument: the longest would be too long
        place = words.index("-d")
        data, words = (words[place + 1],), words[:place] + words[place + 2 :]
    command = [
        "curl",
        "-sk",
        "-o",
        os.devnull,
        "-w",
        "%{http_code}",
        "--resolve",
        f"{name}:{HTTPS}:127.0.0.1",
        *words,
    ]
    if data:
        command += ["--data-binary", "@-"]
    done = subprocess.run(
        [*command, f"https://{name}:{HTTPS}{there}"],
        input="".join(data),
        capture_output=True,
        text=True,
        check=False,
    )
    return int(done.stdout or 0)


def expect(proxy: str, what: str, status: int, *wanted: int) -> None:
    """End with a sentence unless it is as it should be."""
    if status not in wanted:
        raise SystemExit(f"{proxy}: {what} was answered by {status} and not by {wanted[0]}.")


def house(folder: Path) -> dict[str, str]:
    """An invented provider at a public address; the environment that leads to it, with its short code."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD_", "DJANGO_"))}
    environment |= {"DUEREGARD_DATA": str(folder / "data"), "DUEREGARD_KEYS": str(folder / "keys")}
    begun = subprocess.run(
        [
            sys.executable, "-m", "dueregard.config.console", "init", "--no-input", "--fictional", "--slug", "quay",
            "--name", "Quay Training", "--nation", "england", "--archetype", "values-led-trainer",
            "--address", f"https://{NAME}:{HTTPS}",
        ],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = re.search(r"/r/(\w+)", begun.stdout)
    return environment | {"code": found[1] if found else ""}


def nginx(folder: Path) -> list[str]:
    """The command that runs nginx with the shipped file."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = text.replace(f"/etc/letsencrypt/live/{NAME}/fullchain.pem", f"{folder}/certificate.pem")
    text = text.replace(f"/etc/letsencrypt/live/{NAME}/privkey.pem", f"{folder}/key.pem")
    text = re.sub(r"(listen (?:\[::\]:)?)443\b", rf"\g<1>{HTTPS}", text)
    text = re.sub(r"(listen (?:\[::\]:)?)80;", rf"\g<1>{HTTP};", text)
    (folder / "site.conf").write_text(text.replace("127.0.0.1:8000", f"127.0.0.1:{WEB}"))
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder))
    return ["nginx", "-c", str(folder / "nginx.conf")]


def caddy(folder: Path) -> list[str]:
    """The command that runs Caddy with the shipped file, and a certificate it would else get itself."""
    text = (ROOT / "deploy" / "Caddyfile").read_text().replace("127.0.0.1:8000", f"127.0.0.1:{WEB}")
    text = text.replace("\n{\n", f"\n{{\n\tadmin off\n\thttp_port {HTTP}\n\thttps_port {HTTPS}\n", 1)
    text = text.replace(
        f"\n{NAME} {{\n", f"\n{NAME} {{\n\ttls {folder}/certificate.pem {folder}/key.pem\n", 1
    )
    (folder / "Caddyfile").write_text(text)
    return ["caddy", "run", "--config", str(folder / "Caddyfile")]


def certify(folder: Path) -> None:
    """A certificate that nobody trusts."""
    made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    named = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem"]
    subprocess.run(["openssl", *made, *named, *files], capture_output=True, check=True)


@contextmanager
def running(
    command: list[str], log: Path, environment: dict[str, str] | None = None, *, ready: int
) -> Iterator[None]:
    """A program, from when it listens until it is told to end."""
    with log.open("w") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        try:
            wait_until(lambda: listens(ready), f"{command[0]} did not begin to listen: see {log}")
            yield
        finally:
            process.terminate()
            process.wait(30)


def listens(port: int) -> bool:
    """Whether somebody does there."""
    command = [
        "curl",
        "-sk",
        "-o",
        os.devnull,
        "-H",
        "Host: localhost",
        f"http://127.0.0.1:{port}/health/live",
    ]
    return subprocess.run(command, check=False).returncode in {0, 52, 56}


def wait_until(true: Callable[[], bool], otherwise: str) -> None:
    """For half a minute."""
    until = time.monotonic() + 30
    while not true():
        if time.monotonic() > until:
            raise SystemExit(otherwise)
        time.sleep(0.1)


if __name__ == "__main__":
    main()
