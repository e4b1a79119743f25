"""The answers to choose from on the report form."""

from django.utils.translation import gettext_lazy as _

from ....work.casework.vocabulary import AboutKind, Channel, ReporterKind, SourceOfConcern, Strand

REPORTERS = [
    (ReporterKind.LEARNER, _("I am a learner or an apprentice")),
    (ReporterKind.STAFF, _("I work here")),
    (ReporterKind.EMPLOYER, _("I am an employer or a mentor at work")),
    (ReporterKind.SUBCONTRACTOR, _("I work for a partner or subcontractor")),
    (ReporterKind.PARENT, _("I am a parent, partner or friend")),
    (ReporterKind.VOLUNTEER, _("I volunteer here")),
    (ReporterKind.VISITOR, _("I am visiting")),
    (ReporterKind.SOCIAL_WORKER, _("I am a social worker")),
    (ReporterKind.ANONYMOUS, _("I would rather not say who I am")),
]
ABOUT = [
    (AboutKind.SELF, _("Me")),
    (AboutKind.LEARNER, _("A friend or another learner")),
    (AboutKind.COLLEAGUE, _("Somebody who works here")),
    (AboutKind.EMPLOYER_STAFF, _("Somebody at my work, or at an employer")),
    (AboutKind.SUBCONTRACTOR_STAFF, _("Somebody who works for a partner or subcontractor")),
    (AboutKind.PARENT_OR_PARTNER, _("A parent or a partner")),
    (AboutKind.VISITOR, _("A visitor")),
    (AboutKind.GROUP, _("A group of people")),
    (AboutKind.OUTSIDER, _("Somebody else")),
    (AboutKind.UNKNOWN, _("Somebody I do not know")),
    (AboutKind.NOT_SURE, _("I am not sure")),
]
RECORDING = [
    ("direct-disclosure", _("The person told me themselves")),
    ("third-party", _("Somebody else told me")),
    ("own-suspicion", _("I noticed it myself")),
]
SOURCE = [
    (SourceOfConcern.CONVERSATION, _("Something said")),
    (SourceOfConcern.BEHAVIOUR, _("How they behave")),
    (SourceOfConcern.APPEARANCE, _("How they look")),
    (SourceOfConcern.ACTIONS, _("Something they did")),
]
CONTACT = [
    ("any", _("You may contact me, and leave a message")),
    ("careful", _("You may contact me, but do not leave a message")),
    ("none", _("Please do not contact me")),
]
STRAND = [
    (Strand.SAFEGUARDING, _("Somebody may be hurt, frightened or not looked after")),
    (Strand.PREVENT, _("Somebody may be drawn into extremism or terrorism")),
    (Strand.UNKNOWN, _("I do not know, or something else")),
]
FIRST_TOLD = [
    (Channel.IN_PERSON, _("Yes, face to face")),
    (Channel.PHONE, _("Yes, by telephone")),
    (Channel.EMAIL, _("Yes, by e-mail")),
    ("no", _("No, this is the first time")),
]
