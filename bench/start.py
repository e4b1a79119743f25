"""Cold start, and the memory of a web process once it has served the pages of a report."""

import argparse
import os
import time

from django.db import connection

from .house import make_house
from .serving import Talk, serve
from .submit import environment_of_minimal, flow_over, minimal_flow
from .table import Target, heading, row

_WARM = 20


def main() -> None:
    """From the command to the first answer, and what a web process then takes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=5, help="how often each is started")
    options, _ = parser.parse_known_args()
    provider = make_house()
    heading(f"Cold start and memory, {connection.vendor}")
    sides = (
        ("minimal view", "bench.minimal:application", environment_of_minimal(), minimal_flow),
        ("ours", "dueregard.config.wsgi:application", os.environ, flow_over(provider)),
    )
    for name, application, environment, flow in sides:
        took, worked, memory = [], [], []
        for _ in range(options.times):
            began = time.perf_counter()
            with serve(application, environment) as server:
                took.append(time.perf_counter() - began)
                worked.append(server.cpu() / len(server.workers()))
                for _ in range(_WARM):
                    flow(Talk(server.port))
                memory.append(server.memory())
        ours = name == "ours"
        row(f"{name}: start to first answer", took, "s", must=Target(1.5) if ours else None)
        row(f"{name}: processor time of a web process until then", worked, "s")
        row(f"{name}: memory of a web process", memory, "MiB", must=Target(120) if ours else None)
