"""How fast it is, as ratios measured within one run: `make bench`. See README.md beside this file."""

import sys
from pathlib import Path

# What the tests start their PostgreSQL server with serves here too.
sys.path.append(str(Path(__file__).parents[1] / "scripts"))
