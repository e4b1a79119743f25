"""What every command reads of ours before it begins, read once: see `forked`, which forks commands from it.

No command finds settings here that it could use by mistake: they are thrown away, and each reads its own.
"""

import os
import sys

import django
from django.conf import settings
from django.db import connections
from django.utils.functional import empty

os.environ["DJANGO_SETTINGS_MODULE"] = "dueregard.config.settings"
django.setup()

import dueregard.config  # noqa: E402  # as below
import dueregard.faces.cli.main  # noqa: E402  # models exist only after set-up

for _name in ("settings", "environment"):
    del sys.modules[f"dueregard.config.{_name}"]
    delattr(dueregard.config, _name)
settings._wrapped = empty
# Models ask the database how long a name may be: nothing was opened, but whose it is was written down.
del connections["default"], connections.settings
connections._settings = None  # type: ignore[attr-defined]  # the stubs leave it out
del os.environ["DJANGO_SETTINGS_MODULE"]
