"""Which group the people of a record belong to, where policies follow another procedure for each; and what is followed
where nobody knows."""

from django.utils.translation import gettext as _

from ....authority.access.vocabulary import CONCERNED
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment
from ....work.casework.operations.reading import File
from ....work.casework.queries.groups import groups, in_directory
from ....work.casework.rules.facts import facts_of_concern
from ....work.casework.rules.routing import governing


def group_words(file: File, moment: Moment) -> str:
    """What the page says of it; empty where no policy tells groups apart, or the report said it itself."""
    concern = file.concern
    if "group" in file.account or not groups(moment):
        return ""
    if concern.population:
        return _("%(group)s, as our directory has them") % {"group": concern.population.replace("-", " ")}
    linked = {one.row.person_id for one in file.people if one.row.person_id and one.row.part in CONCERNED}
    known = in_directory(linked, moment)
    if not known:
        return _("not known; until it is, the way our own policy has for everybody is followed")
    procedures = _procedures(file, known, moment)
    said = _("%(group)s, as our directory has them; it came in before that was known") % {
        "group": known.replace("-", " ")
    }
    if not procedures:
        return said
    return _("%(said)s. To be followed now: %(procedures)s") % {
        "said": said,
        "procedures": ", ".join(procedures),
    }


def _procedures(file: File, group: str, moment: Moment) -> list[str]:
    """The procedures that are not ours and that the policies follow for this group."""
    facts = {**facts_of_concern(file.concern, None), "population": group}
    routes = governing(in_force("route", moment), facts)
    return [one.block.governed_by.procedure for one in routes if one.block.governed_by]
