"""Commands as processes of their own, and quickly: each is forked from one that has read the libraries and our modules.

The settings are read anew in each, with an environment and folders of its own.
"""

import atexit
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing import forkserver, get_context
from pathlib import Path
from tempfile import TemporaryDirectory

_CONSOLE = "dueregard.config.console"
_PATIENCE_SECONDS = 600
_LIBRARIES = """
    argon2 babel.dates click cryptography.x509 csp.constants dateutil.parser django.contrib.messages
    django.contrib.sessions.backends.db django.core.management.commands.migrate django.db.models
    django.forms django.http django.template.backends.jinja2 django_tasks fido2.server
    govuk_frontend_jinja holidays jwt lxml.etree markdown_it mnemonic nh3 pikepdf PIL.Image psycopg
    pydantic_settings pyrage segno structlog tree_sitter tree_sitter_toml whitenoise xlsxwriter
"""
_FORKING = get_context("forkserver")
_FORKING.set_forkserver_preload([*_LIBRARIES.split(), "preloaded"])


def run(*words: str, environment: Mapping[str, str], script: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the console with these words, or some Python instead; what it said and how it ended, as `subprocess.run`."""
    _begin()
    with TemporaryDirectory() as folder:
        said = [Path(folder, name) for name in ("out", "err")]
        for path in said:
            path.touch()
        process = _FORKING.Process(target=_become, args=(words, dict(environment), script, *map(str, said)))
        process.start()
        process.join(_PATIENCE_SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(words, _PATIENCE_SECONDS)
        out, err = (path.read_text() for path in said)
        return subprocess.CompletedProcess(words, process.exitcode, out, err)


def _begin() -> None:
    """Start what commands are forked from, if this is the first; of our path it is told by the environment alone."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), *filter(None, [before])])
    try:
        forkserver.ensure_running()
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before


def _become(words: tuple[str, ...], environment: dict[str, str], script: str, out: str, err: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    for path, number in ((out, 1), (err, 2)):
        with open(path, "wb") as file:
            os.dup2(file.fileno(), number)
    sys.argv = ["-c", *words]
    try:
        if script:
            exec(compile(script, "<script>", "exec"), {"__name__": "__main__"})
        else:
            runpy.run_module(_CONSOLE, run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()
