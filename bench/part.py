"""`python -m bench.part NAME`: one part in a process of its own. Django is set up first, because models wait for it."""

import importlib
import sys

import django

if __name__ == "__main__":
    django.setup()
    name = sys.argv.pop(1)
    importlib.import_module(f"bench.{name}").main()
