"""The control kinds of training: courses, what must be done and read, checks of people, and what may not happen before.

Importing this registers them.
"""

from ....authority.policy.kinds import register
from .checks import CHECK
from .course import COURSE
from .gate import GATE
from .reading import READING
from .training import TRAINING

for _kind in (COURSE, TRAINING, READING, GATE, CHECK):
    register(_kind)
