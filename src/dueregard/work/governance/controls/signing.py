"""`signing`: who is asked and who signs before an edition of the policy is published."""

from collections.abc import Iterable, Iterator, Sequence

from ....authority.access.queries import holders
from ....authority.policy.answers import Basis, InForce, Lack, Reading, Scope, Status
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.steps import Step, Steps, StepVerb
from ....authority.policy.values.trouble import Trouble, one_of
from ....authority.policy.values.who import Naming, Prefix, bare_name
from ....mechanisms.signoff.rules.standing import Standing
from ..models import Publication
from ..queries.drafts import published_as
from ..rules.blocks import BINDING, SIGNING, SigningBlock

Placed = InForce[SigningBlock]
_KNOWN = BINDING | {StepVerb.CHECK, StepVerb.CONSULT, StepVerb.REVIEW}
"""What there is to do about a text. The rest of the verbs are of other matters."""


class Signing(Kind[SigningBlock]):
    """How the policy is signed."""

    name = SIGNING
    on_screen = "how this policy is signed"
    Block = SigningBlock
    persons = frozenset({"author"})

    def check(self, id: str, block: SigningBlock, file: File) -> Iterable[Trouble]:
        if len(file.blocks(SIGNING)) > 1:
            yield Trouble((), "a policy is signed in one way; write one signing control.")
        for key, steps in (("steps", block.steps), ("for_typo", block.for_typo)):
            if steps:
                yield from _bad_steps(key, steps)

    def ready(self, control: Placed, scope: Scope) -> Iterable[Lack]:
        """A post that must say something and that nobody holds."""
        roles = dict.fromkeys(role for step in control.block.steps.items for role in sorted(step.by.roles()))
        for role in roles:
            if not holders([role], scope.moment):
                yield Lack(control.address, f"Nobody holds the post {role!r}, which signs this policy.")

    def evidence(self, control: Placed, scope: Scope) -> Reading:
        """Whether the edition in force was signed as asked, and whether all it rests on is proven."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[Placed], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        found = published_as([one.edition_id for one in controls], scope.moment)
        return [self._reading(found.get(one.edition_id)) for one in controls]

    def _reading(self, found: tuple[Publication, Standing] | None) -> Reading:
        if found is None:
            said = "the edition in force was put in without being signed here"
            return Reading(Status.NOT_MET, said, Basis.SOMEBODYS_WORD)
        _publication, standing = found
        if not standing.done:
            return Reading(Status.NOT_MET, "what somebody said to it was taken back", Basis.HAPPENED_HERE)
        if not standing.proven:
            said = "a signature rests on somebody's word: nobody saw it"
            return Reading(Status.AT_RISK, said, Basis.SOMEBODYS_WORD)
        return Reading(Status.MET, "the edition in force was signed, step by step", Basis.HAPPENED_HERE)

    def words(self, block: SigningBlock, naming: Naming = bare_name) -> str:
        said = f"before an edition is published: {block.steps.words(naming)}"
        typo = block.for_typo
        return f"{said}; for a slip of the pen: {typo.words(naming)}" if typo else said


def _bad_steps(key: str, steps: Steps) -> Iterator[Trouble]:
    if not any(step.verb in BINDING for step in steps.items):
        yield Trouble((key,), f"nobody signs; one step is {one_of(sorted(BINDING))}.")
    for at, step in enumerate(steps.items):
        if step.verb not in _KNOWN:
            yield Trouble((key, at, "verb"), f"this is not done to a text; valid: {one_of(sorted(_KNOWN))}.")
        yield from ((Trouble((key, at, what), said)) for what, said in _not_yet(step))
        if any(named.prefix is Prefix.PERSON for named in step.by.flatten()):
            yield Trouble(
                (key, at, "by"), "name a post: whoever writes a policy is only ever barred from a step."
            )


def _not_yet(step: Step) -> Iterator[tuple[str, str]]:
    """What a step may say elsewhere, and would not be kept here."""
    for what in ("needs", "outcomes", "within", "silence", "refusal", "late", "conditions"):
        if getattr(step, what):
            yield what, "a text is signed or it is not; nothing here keeps this, so leave it out."


SIGNING_KIND = Signing()
