"""What casework writes into the ledger: that it happened, never what was said."""

from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb
from .vocabulary import (
    AboutKind,
    Channel,
    PaperForm,
    PersonKind,
    Purpose,
    Question,
    ReporterKind,
    SharingBasis,
    Stage,
    Strand,
)


@verb("casework.concern-reported")
class ConcernReported(Verb):
    """A concern was reported."""

    reporter: ReporterKind
    about: AboutKind
    channel: Channel


@verb("casework.delivered")
class Delivered(Verb):
    """A concern was put before somebody because a policy says so."""

    person: UUID
    purpose: Purpose
    rung: int


@verb("casework.nobody-may-have-it")
class NobodyMayHaveIt(Verb):
    """Every rung of the ladder was empty or walled: the report is kept, restricted, and waits."""


@verb("casework.opened")
class Opened(Verb):
    """A handler opened the concern for the first time."""


@verb("casework.triaged")
class Triaged(Verb):
    """A handler sorted the concern."""

    triage: UUID
    strand: Strand
    person: PersonKind
    danger: bool


@verb("casework.entry-added")
class EntryAdded(Verb):
    """Something was added to the chronology."""

    entry: UUID


@verb("casework.name-opened")
class NameOpened(Verb):
    """Somebody opened the name of whoever reported, which was kept apart from those who handle it."""

    entry: UUID


@verb("casework.person-named")
class PersonNamed(Verb):
    """A person was named in a concern after it was reported."""

    row: UUID


@verb("casework.signs-marked")
class SignsMarked(Verb):
    """Somebody said which signs they see described in a concern. Which, no entry says."""

    marking: UUID


@verb("casework.mistreatment-marked")
class MistreatmentMarked(Verb):
    """Somebody marked a matter as bullying, harassment or discrimination, or said what was done since. Which, no entry
    says."""

    mistreatment: UUID


@verb("casework.decision-proposed")
class DecisionProposed(Verb):
    """A decision was written; it is made once everybody the policy wants has joined."""

    decision: UUID
    question: Question


@verb("casework.decided")
class Decided(Verb):
    """A decision was made."""

    decision: UUID
    question: Question


@verb("casework.restricted")
class Restricted(Verb):
    """A matter was moved behind the restricted door."""


@verb("casework.person-linked")
class PersonLinked(Verb):
    """A handler said which person of the directory this is."""

    row: UUID


@verb("casework.referral-prepared")
class ReferralPrepared(Verb):
    """A referral was drafted."""

    referral: UUID


@verb("casework.referral-moved")
class ReferralMoved(Verb):
    """A referral reached a stage."""

    referral: UUID
    stage: Stage


@verb("casework.referral-checked")
class ReferralChecked(Verb):
    """Somebody answered what is asked before a referral is sent. What they answered, no entry says."""

    checklist: UUID


@verb("casework.paper-written")
class PaperWritten(Verb):
    """Somebody wrote what whoever a referral is for is told."""

    paper: UUID


@verb("casework.paper-copied")
class PaperCopied(Verb):
    """A file was made of that, to be sent by hand."""

    copy: UUID
    form: PaperForm


@verb("casework.information-shared")
class Shared(Verb):
    """Something of a concern was told to somebody outside, or it arrived there. What and to whom, no entry says."""

    share: UUID
    basis: SharingBasis


@verb("casework.told-of-referral")
class ToldOfReferral(Verb):
    """Somebody wrote down whether a person was told of a referral."""

    told: UUID


@verb("casework.consent-heard")
class ConsentHeard(Verb):
    """Somebody wrote down what we were told of consent to support."""

    consent: UUID


@verb("casework.meeting-called")
class MeetingCalled(Verb):
    """Whoever decides called senior people together at short notice."""

    meeting: UUID


@verb("casework.meeting-held")
class MeetingHeld(Verb):
    """Somebody wrote down what came of it."""

    meeting: UUID


@verb("casework.action-set")
class ActionSet(Verb):
    """Somebody was given something to do by a day, or it was done."""

    action: UUID
    owner: UUID


@verb("casework.handed-over")
class HandedOver(Verb):
    """Everything open with one handler was put before another."""

    giver: UUID
    taker: UUID


@verb("casework.concerns-joined", lasting=True)
class ConcernsJoined(Verb):
    """Two concerns were said to be one matter."""

    joining: UUID
    other: UUID


@verb("casework.concerns-parted", lasting=True)
class ConcernsParted(Verb):
    """Two concerns that had been joined were said to be two matters after all."""

    joining: UUID
    other: UUID


@verb("casework.entry-moved-away")
class EntryMovedAway(Verb):
    """An entry was filed here in error, and went to the record it belongs to."""

    entry: UUID


@verb("casework.entry-filed-here")
class EntryFiledHere(Verb):
    """An entry that had been filed elsewhere in error came to this record."""

    entry: UUID


@verb("casework.entry-moved", lasting=True)
class EntryMoved(Verb):
    """An entry left the one record and came to the other: what a restore must do again, or it stands where it was."""

    entry: UUID
    came: UUID
    """The entry as it stands on the other record."""
    other: UUID


@verb("casework.person-relinked")
class PersonRelinked(Verb):
    """Somebody had been taken for the wrong person of the directory; that was put right."""

    row: UUID


@verb("casework.person-changed")
class PersonChanged(Verb):
    """How to reach somebody in a concern, or whether we may speak to them, was said anew."""

    row: UUID


@verb("casework.work-described")
class WorkDescribed(Verb):
    """Somebody wrote down whom the person a restricted matter is about works with. Whom, no entry says."""

    work: UUID


@verb("casework.advice-noted")
class AdviceNoted(Verb):
    """Somebody wrote down that advice from outside was asked, given, or not asked for. Which, no entry says."""

    advice: UUID


@verb("casework.removal-noted")
class RemovalNoted(Verb):
    """Somebody wrote down that a person was removed from their work, or would have been."""

    removal: UUID


@verb("casework.manager-appointed")
class ManagerAppointed(Verb):
    """Somebody was appointed to manage a case about somebody who works here."""

    manager: UUID
    person: UUID


@verb("casework.searched")
class Searched(Verb):
    """Somebody looked for words in every record they may see: how many those were. For what, no entry says."""

    records: int


@verb("casework.grant-given")
class GrantGiven(Verb):
    """Somebody was let read a matter until a day."""

    grant: UUID
    person: UUID


@verb("casework.grant-ended")
class GrantEnded(Verb):
    """That was ended before its day."""

    grant: UUID
    person: UUID
