"""The control kinds of training: courses and how sure people feel after them, what must be done, read and ticked,
checks of people, how people are chosen, who works here, and what may not happen before.

Importing this registers them.
"""

from ....authority.policy.kinds import register
from .checklist import CHECKLIST
from .checks import CHECK
from .confidence import CONFIDENCE
from .course import COURSE
from .gate import GATE
from .own_file import STAFF_FILE
from .reading import READING
from .recruiting import RECRUITMENT
from .training import TRAINING
from .workforce import WORKFORCE

for _kind in (
    COURSE,
    TRAINING,
    READING,
    CHECKLIST,
    GATE,
    CHECK,
    RECRUITMENT,
    STAFF_FILE,
    CONFIDENCE,
    WORKFORCE,
):
    register(_kind)
