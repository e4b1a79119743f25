"""How pages say how long records are kept, and what came of looking at them."""

from django.utils.translation import gettext_lazy as _

from .....assurance.rights.keeping_words import Anchor, Came, HeldOn, LooseKind, RecordClass, StaffMatter, Why
from .....assurance.rights.rules.keeping import Stands

CLASSES = {
    RecordClass.CHILD: _("Concern about somebody under 18"),
    RecordClass.ABUSE: _("Record that touches sexual abuse of a child"),
    RecordClass.TRANSFERRED: _("File that was transferred"),
    RecordClass.ADULT: _("Concern about an adult learner"),
    RecordClass.NOT_REFERRED_CHILD: _("Prevent concern about somebody under 18, not referred"),
    RecordClass.NOT_REFERRED_ADULT: _("Prevent concern about an adult, not referred"),
    RecordClass.REFERRED_ADULT: _("Prevent concern about an adult, referred"),
    RecordClass.ALLEGATION: _("Allegation about somebody who works here"),
    RecordClass.FALSE_ALLEGATION: _("Allegation that was malicious or false"),
    RecordClass.LOW_LEVEL: _("Low-level concern about somebody who works here"),
    RecordClass.STAFF_NOT_SAID: _("About somebody who works here: not said yet what it is"),
    RecordClass.AGE_NOT_KNOWN: _("Nobody has said how old the person was"),
    RecordClass.CENTRAL_RECORD: _("Row of the central record"),
    RecordClass.TRAINING: _("Training record"),
    RecordClass.APPROVALS: _("Approval of a visitor or speaker"),
    RecordClass.COMPLAINTS: _("Complaint, request about data, breach"),
    RecordClass.TALK: _("Note of a talk before anything was reported"),
    RecordClass.TAKING_PART: _("That a learner did not take part, and how they were reached"),
    RecordClass.LIAISON: _("Contact with a body outside"),
    RecordClass.MONITORING: _("Raw log of filtering and monitoring"),
}
KINDS = {
    LooseKind.TALK: _("Note of a talk"),
    LooseKind.EPISODE: _("A learner did not take part"),
    LooseKind.EXCHANGE: _("Contact with a body outside"),
    LooseKind.REQUEST: _("What somebody asked about their data"),
    LooseKind.BREACH: _("Breach of data"),
}
ANCHORS = {
    Anchor.BORN: _("from the date of birth"),
    Anchor.LEFT: _("from the day they leave"),
    Anchor.CLOSED: _("from the day it is closed"),
    Anchor.TRANSFERRED: _("from the day it is transferred"),
    Anchor.MADE: _("from the day it was made"),
}
MISSING = {
    Anchor.BORN: _(
        "No date of birth is held. Say on the record who they are, or add the day to the directory."
    ),
    Anchor.LEFT: _("They are still here, or nobody has said who they are or when they left."),
    Anchor.CLOSED: _("It is not closed."),
    Anchor.TRANSFERRED: _("Nobody has said when it was transferred."),
    Anchor.MADE: _("Nobody has said when it was made."),
}
STANDS = {
    Stands.GOES_ON: ("plain", _("Goes on")),
    Stands.HELD: ("soon", _("Held")),
    Stands.NOT_SET: ("plain", _("No day set")),
    Stands.LATER: ("good", _("Kept until")),
    Stands.DUE: ("bad", _("To be looked at since")),
    Stands.WAITS: ("soon", _("Waits for a second person until")),
}
STAFF = {
    StaffMatter.ALLEGATION: _("An allegation: it may meet the threshold of harm"),
    StaffMatter.LOW_LEVEL: _("A low-level concern"),
    StaffMatter.FALSE: _("An allegation that was malicious or false"),
}
CAME = {
    Came.KEEP: _("To be kept until"),
    Came.DISPOSE: _("To be disposed of, once a second person agrees"),
    Came.NOT: _("It stays: the second person did not agree, or it was taken back"),
}
WHY = {
    Why.TIME_OVER: _("The time for which it is kept is over"),
    Why.NO_REASON: _("Nothing came of it, and nobody sees a reason to keep it"),
    Why.ASKED: _("The person it is about asked for it, and nothing stands against that"),
}
ON = {
    HeldOn.CONCERN: _("This record"),
    HeldOn.PERSON: _("Everything here about the person or people this is about"),
    HeldOn.THING: _("This"),
}
