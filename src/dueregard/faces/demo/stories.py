"""What happened at every invented provider in the past year, as data: who wrote what, when, and what came of it."""

from ...work.casework.rules.mistreatment import Place
from ...work.casework.vocabulary import (
    AboutKind,
    EntryKind,
    PersonKind,
    Question,
    ReporterKind,
    SourceOfConcern,
    Stage,
    Strand,
)
from .beats import (
    Agree,
    Ask,
    Attach,
    Call,
    Decide,
    Finish,
    Gather,
    LookAgain,
    Mark,
    Move,
    Open,
    Ponder,
    Recognise,
    Refer,
    Sort,
    Withhold,
    Write,
)
from .people import Plays
from .story import Story

_CLOSED = Story(
    "slogans",
    300,
    10,
    ReporterKind.STAFF,
    AboutKind.LEARNER,
    "He has stopped talking to friends and repeats slogans from a group online.",
    Plays.CONCERNED,
    source=(SourceOfConcern.CONVERSATION, SourceOfConcern.BEHAVIOUR),
    then=(
        Open(days=0.05),
        Recognise(days=0.06),
        Sort(
            days=0.1,
            strand=Strand.PREVENT,
            urgency="this-week",
            reason="A change over weeks, nothing at once.",
        ),
        Mark(
            days=0.2,
            speaking_of=("friend", "withdraw", "behaviour", "isolat"),
            reason="He eats alone now, and says the same three sentences to whoever asks.",
        ),
        Write(
            days=1,
            kind=EntryKind.CONSULTATION,
            words="Spoke to the police Prevent team, no name given. On what is known they see no reason to refer.",
        ),
        Write(
            days=3, kind=EntryKind.MEETING, words="He came to talk. His football club closed; he misses it."
        ),
        Decide(
            days=4,
            question=Question.CLOSE,
            outcome="checked-no-further-action",
            reasons="The slogans are a song of his old club. He has found another club.",
            grounds="explained no-ideology",
        ),
        Write(
            days=4.1,
            kind=EntryKind.TOLD_REPORTER,
            words="Thank you. We looked into it and spoke to the person. Nothing more is needed now.",
        ),
    ),
)
_REFERRED = Story(
    "bruises",
    210,
    14,
    ReporterKind.EMPLOYER,
    AboutKind.LEARNER,
    "Our apprentice comes in with bruises and says she fell. It is the third time this month.",
    "hurt",
    source=(SourceOfConcern.APPEARANCE,),
    then=(
        Open(days=0.02),
        Recognise(days=0.03),
        Sort(
            days=0.05,
            person=PersonKind.CHILD,
            urgency="now",
            reason="She is 17. Three falls in a month.",
            wishes="She wants it to stop, and her sister left out of it.",
        ),
        Write(
            days=0.08,
            kind=EntryKind.CALL,
            words="Rang the council's advice line, who asked for a referral today.",
        ),
        Decide(
            days=0.1,
            question=Question.REFER_OUTSIDE,
            outcome="refer",
            reasons="She may be hurt at home, and she is a child.",
            told="She was told, and agreed. Her mother was not: it may be her.",
        ),
        Refer(days=0.15, route="childrens-front-door", words="What she showed and said, in her words."),
        Ponder(
            days=0.18,
            reasons=(
                "Bruises were seen, three times, and she said how she came by them.",
                "It is about what was done to her, and about nothing she believes.",
                "She has no support plan here. She was asked what would help her to talk.",
                "Early help was thought of: too slow, and nobody would see her today.",
                "Three falls in a month, of anybody of 17, would be referred.",
            ),
        ),
        Move(days=0.2, stage=Stage.SENT),
        Move(days=1, stage=Stage.ACKNOWLEDGED, words="They gave a name to ring."),
        Move(days=3, stage=Stage.ASSESSED, words="A social worker has seen her at work."),
        Attach(
            days=3.1,
            holds="Mon 07:58 dont be late again\nMon 08:01 you know what happens\n",
            shows="Two messages she copied out for us, with their times.",
        ),
        Ask(days=4, what="Ring the social worker and ask what they need from us.", within_days=10),
        Finish(days=9, how="Rang. They have a plan and will tell us what changes."),
    ),
)
_SUPPORTED = Story(
    "wages",
    120,
    9,
    ReporterKind.LEARNER,
    AboutKind.SELF,
    "Somebody at home takes my wages. I do not know what to do.",
    by=Plays.CONCERNED,
    then=(
        Open(days=0.1),
        Sort(
            days=0.2,
            urgency="today",
            reason="Wages taken every month, no danger today.",
            wishes="Wants to keep living there.",
            agreement="given",
        ),
        Attach(
            days=0.5,
            holds="An invented stand-in for a picture.",
            shows="Something they were sent by a stranger.",
        ),
        Withhold(
            days=0.6,
            reason="They said that it may be a picture of somebody under 18. Nobody opened it. 101 was rung.",
        ),
        Write(
            days=1,
            kind=EntryKind.SUPPORT,
            words="Opened a bank account of their own, with the learning mentor.",
        ),
        Agree(
            days=1.5,
            goals="To stay where I live, and have what I earn.",
            offered="The learning mentor goes along to the bank, and asks each Friday how the week was. From today.",
            adjustments="May come an hour later on the day the wages are paid.",
            again_days=30,
        ),
        Decide(
            days=2,
            question=Question.NO_REFERRAL,
            outcome="support-given",
            reasons="Money goes to the new account; the person knows where to come.",
        ),
        Write(
            days=2.1,
            kind=EntryKind.TOLD_REPORTER,
            words="Your wages go to your own account now. Come by whenever it gets hard again.",
        ),
        LookAgain(
            days=31,
            words="The account holds. At home it is quieter, and the Fridays are still wanted.",
            again_days=92,
        ),
    ),
)
_FRIEND_HELPED = Story(
    "phone",
    40,
    16,
    ReporterKind.LEARNER,
    AboutKind.LEARNER,
    "My friend's boyfriend reads her phone and tells her what to wear.",
    "friend",
    then=(
        Open(days=0.5),
        Sort(days=0.6, person=PersonKind.CHILD, urgency="today", reason="Controlled by somebody older."),
        Write(
            days=1,
            kind=EntryKind.MEETING,
            words="Saw her with the tutor she trusts. She knows it is not right.",
        ),
        Call(
            days=1.1,
            kind="Harassment",
            places=(Place.ONLINE, Place.ON_THE_WAY),
            challenged="Told him with his own tutor there that her phone is hers, and that we look after her here.",
            ended="He has stopped. She was asked twice since.",
        ),
        Decide(
            days=2,
            question=Question.NO_REFERRAL,
            outcome="support-given",
            reasons="She has left him, has people to talk to, and wants no more than that.",
        ),
        Write(
            days=2.1,
            kind=EntryKind.TOLD_REPORTER,
            words="You did the right thing. We have spoken to your friend and she is not alone with it.",
        ),
    ),
)
_ABOUT_STAFF = Story(
    "night-messages",
    60,
    11,
    ReporterKind.STAFF,
    AboutKind.COLLEAGUE,
    "A colleague sends private messages to learners at night.",
    then=(
        Open(days=0.1),
        Sort(days=0.2, person=PersonKind.STAFF, urgency="now", reason="It is about somebody who works here."),
        Write(
            days=0.3, kind=EntryKind.NOTE, words="Nobody asks the colleague anything before advice is taken."
        ),
    ),
)
_WAITING_FOR_A_SECOND = Story(
    "videos",
    18,
    10,
    ReporterKind.STAFF,
    AboutKind.LEARNER,
    "He shows others videos of attacks in the break and says they had it coming.",
    "quiet",
    source=(SourceOfConcern.CONVERSATION, SourceOfConcern.ACTIONS),
    then=(
        Open(days=0.1),
        Sort(
            days=0.2, strand=Strand.PREVENT, urgency="today", reason="He brings it up himself, and to others."
        ),
        Mark(
            days=0.3,
            speaking_of=("material", "violen", "content", "propaganda"),
            reason="He showed them on his own phone, and laughed.",
        ),
        Write(
            days=1,
            kind=EntryKind.CONSULTATION,
            words="Spoke to the police Prevent team. They would take a referral and look at it.",
        ),
        Write(days=2, kind=EntryKind.CALL, words="Rang him. He agreed to meet and does not mind help."),
        Gather(
            days=2.2,
            reason="He shows them to others too. Is there anything we do not see before it goes outside?",
            advised="To refer, and to ask the tutor first what was said in the break.",
            decided="It goes outside once the tutor was asked. Whoever leads decides that, under Decide.",
        ),
        Decide(
            days=3,
            question=Question.REFER_OUTSIDE,
            outcome="refer",
            reasons="He may be susceptible to radicalisation, and would take help.",
        ),
    ),
)
_STILL = Story(
    "stickers",
    30,
    15,
    ReporterKind.ANONYMOUS,
    AboutKind.UNKNOWN,
    "There are stickers of a banned group in the car park.",
    then=(
        Open(days=1),
        Sort(days=1.1, strand=Strand.PREVENT, urgency="this-week", reason="Nobody knows who put them up."),
    ),
)
_LATE = Story(
    "workbook",
    12,
    13,
    ReporterKind.STAFF,
    AboutKind.LEARNER,
    "She drew weapons in her workbook and would not say why.",
    "hurt",
    source=(SourceOfConcern.ACTIONS,),
    by=Plays.TUTOR,
    then=(Open(days=1),),
    hours_noticed_before=52,
)
_ABOUT_LEAD = Story(
    "closed-door",
    3,
    12,
    ReporterKind.STAFF,
    AboutKind.COLLEAGUE,
    "The person who leads on safeguarding shouted at a learner behind a closed door.",
    involves_the_lead=True,
)
_NEW = Story(
    "running-away",
    5,
    18,
    ReporterKind.PARENT,
    AboutKind.LEARNER,
    "My daughter's friend talks of running away.",
    hours_noticed_before=30,
)
_IN_DANGER = Story(
    "danger",
    1,
    19,
    ReporterKind.LEARNER,
    AboutKind.LEARNER,
    "A friend says he will hurt himself this week.",
    "quiet",
    danger=True,
    hours_noticed_before=1,
)
STORIES = (
    _CLOSED,
    _REFERRED,
    _SUPPORTED,
    _ABOUT_STAFF,
    _FRIEND_HELPED,
    _STILL,
    _WAITING_FOR_A_SECOND,
    _LATE,
    _NEW,
    _ABOUT_LEAD,
    _IN_DANGER,
)
