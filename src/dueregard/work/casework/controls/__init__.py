"""The control kinds of casework: how a concern comes in, where it goes, who decides, and what is kept.

Importing this registers them, and teaches the clock what happens in a matter.
"""

from ....authority.policy.kinds import register
from ....mechanisms.clocks.controls import CLOCK
from .decision import DECISION
from .facts import CASE_FACTS, CASE_PERSONS, Happening
from .form import Form
from .indicators import Indicators
from .mistreatment import MARKED_AS
from .record import Record
from .referral import REFERRAL
from .route import ROUTE
from .support import SUPPORT

CLOCK.learn(happenings=Happening, facts=CASE_FACTS, persons=CASE_PERSONS)
for _kind in (ROUTE, Form(), Indicators(), DECISION, REFERRAL, SUPPORT, MARKED_AS, Record()):
    register(_kind)
