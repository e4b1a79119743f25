"""The kinds of control that governance brings to the language."""

from ....authority.policy.kinds import register
from .directory import DIRECTORY_KIND
from .extract import EXTRACT_KIND
from .publication import PUBLICATION_KIND
from .related import RELATED_KIND
from .review import REVIEW_KIND
from .signing import SIGNING_KIND
from .sources import SOURCES_KIND
from .threat import THREAT_KIND
from .told import TOLD_KIND

for kind in (
    SIGNING_KIND,
    PUBLICATION_KIND,
    EXTRACT_KIND,
    DIRECTORY_KIND,
    REVIEW_KIND,
    SOURCES_KIND,
    RELATED_KIND,
    TOLD_KIND,
    THREAT_KIND,
):
    register(kind)
