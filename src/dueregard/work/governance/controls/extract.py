"""`extract`: the part of a policy that learners, employers or others need, on a public page of its own."""

from collections.abc import Iterable

from ....authority.policy.answers import Basis, InForce, Reading, Scope, Status
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, bare_name
from ....ground.tenancy.operations import here
from ..rules.blocks import EXTRACT, ExtractBlock


class Extract(Kind[ExtractBlock]):
    """Some clauses for some people. The page shows the edition in force, so it is never older than the policy."""

    name = EXTRACT
    on_screen = "extract"
    Block = ExtractBlock

    def check(self, id: str, block: ExtractBlock, file: File) -> Iterable[Trouble]:
        for key in ("audiences", "clauses"):
            said = getattr(block, key)
            if not said:
                yield Trouble((key,), "name at least one.")
            yield from (
                Trouble((key, at), "this stands here twice.")
                for at, one in enumerate(said)
                if one in said[:at]
            )
        yield from (
            Trouble(("clauses", at), f"this policy has no clause {clause!r}.")
            for at, clause in enumerate(block.clauses)
            if clause not in file.clauses
        )

    def evidence(self, control: InForce[ExtractBlock], scope: Scope) -> Reading:
        """Whether everybody can open it: its words are those of the edition in force by themselves."""
        since = here().live_since
        if since is None or since > scope.moment.as_at:
            said = "nobody can open it yet: the public pages are not open"
            return Reading(Status.NOT_MET, said, Basis.HAPPENED_HERE)
        return Reading(
            Status.MET, "its page is open to everybody, in the words in force", Basis.HAPPENED_HERE
        )

    def words(self, block: ExtractBlock, naming: Naming = bare_name) -> str:
        many = "clause" if len(block.clauses) == 1 else "clauses"
        return (
            f"a page of its own for {', '.join(block.audiences)}, with {many} {', '.join(block.clauses)}: "
            f"{block.title}"
        )


EXTRACT_KIND = Extract()
