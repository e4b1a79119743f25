"""`python -m bench.part NAME`: one part in a process of its own. Django is set up first, because models wait for it."""

import gc
import importlib
import sys

import django

if __name__ == "__main__":
    django.setup()
    name = sys.argv.pop(1)
    part = importlib.import_module(f"bench.{name}")
    gc.freeze()  # as the console does before a command
    part.main()
