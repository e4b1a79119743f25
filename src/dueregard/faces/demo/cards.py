"""The nine cards of *Who are you today?*, in the order in which a concern would meet their people."""

from django.utils.translation import gettext_noop as _

from .paths import Card, Place, Step
from .people import Plays

_HR_HAS_A_POST = ("garrison-row", "northway")
_HR_HAS_NONE = ("larkfield", "brightmere", "fenbridge")
_HR_HAS_A_PART = ("garrison-row", "northway")
_HR_KEEPS_CHECKS = ("garrison-row",)
_EVERYBODY_READS = ("larkfield", "fenbridge")
_HAVE_A_CREW = ("larkfield", "garrison-row", "fenbridge")
_BOARD_HAS_FIGURES = ("northway",)
_BOARD_HAS_NONE = ("larkfield", "garrison-row", "brightmere", "fenbridge")

CARDS = (
    Card(
        Plays.LEAD,
        _("Designated safeguarding lead"),
        _("Everything reported comes to you, except what is about you."),
        "larkfield",
        (
            Step(
                _("Open the concern that cannot wait"),
                _(
                    "Somebody says a friend will hurt himself. Open it, choose Sort, and answer: danger comes first."
                ),
                Place.CONCERN,
                "danger",
            ),
            Step(
                _("Decide about a drawing in a workbook"),
                _(
                    "Open it, choose Decide and say what. Try to save without reasons: the page says what is missing."
                ),
                Place.CONCERN,
                "workbook",
            ),
            Step(
                _("Follow a referral"),
                _("Open it and read down the page: decided, sent, answered, and what was said at each step."),
                Place.CONCERN,
                "bruises",
            ),
            Step(
                _("See what has not moved"),
                _("Nothing has happened here for 14 days. Open one and set an action: it leaves the list."),
                Place.STILL,
            ),
            Step(
                _("See how a new edition is read"),
                _(
                    "The picture dips on the day it came out, and climbs as people read it. Press a number: who is it?"
                ),
                Place.READING,
                at=_EVERYBODY_READS,
            ),
            Step(
                _("Look under Restricted"),
                _(
                    "Somebody has written about you. Look for it: it is not here, nor anywhere else you can go."
                ),
                Place.RESTRICTED,
            ),
        ),
    ),
    Card(
        Plays.TUTOR,
        _("Tutor"),
        _("You have a worry and two minutes between lessons."),
        "larkfield",
        (
            Step(
                _("Report a worry about a learner"),
                _(
                    "Write one sentence and send it. You get a reference, and read how many people were given it."
                ),
                Place.REPORT_AS_STAFF,
            ),
            Step(
                _("Look at your reports"),
                _("You wrote about a drawing in a workbook. The page says when somebody opened it."),
                Place.REPORTS,
            ),
            Step(
                _("See what you have to learn"),
                _("What you did, what is next, and by when. Nobody else's training is on this page."),
                Place.MY_TRAINING,
                at=_HAVE_A_CREW,
            ),
            Step(
                _("Try to see everybody's concerns"),
                _("The list is not yours, so you come to your own reports instead."),
                Place.QUEUE,
            ),
        ),
    ),
    Card(
        Plays.APPRENTICE,
        _("Apprentice"),
        _("You are 17 and worried about a friend. You need no account and no name."),
        "larkfield",
        (
            Step(
                _("Read who will see it"),
                _("Before any question: are you safe, who reads this, and will your boss know?"),
                Place.FIRST,
            ),
            Step(
                _("Tell somebody about your friend"),
                _(
                    "Answer four questions, check what you wrote, send it, and keep the reference and the code."
                ),
                Place.REPORT,
            ),
            Step(
                _("See what came of an earlier report"),
                _("Type the reference and the code that stand below. Somebody has answered."),
                Place.AGAIN,
            ),
        ),
        receipt="phone",
    ),
    Card(
        Plays.MENTOR,
        _("Mentor at an employer"),
        _("An apprentice works beside you, and something is wrong. You have no account here."),
        "garrison-row",
        (
            Step(
                _("Tell the provider"),
                _(
                    "Choose “I am an employer or a mentor at work”, whom it is about, and write what worries you."
                ),
                Place.REPORT,
            ),
            Step(
                _("See what you are told later"),
                _("Type the reference and the code below. It is being acted on; you read no more than that."),
                Place.AGAIN,
            ),
            Step(
                _("Read what your company is told"),
                _("Nothing, from this page. Look under “Will my friend, my boss or my parents know?”"),
                Place.FIRST,
            ),
        ),
        receipt="bruises",
    ),
    Card(
        Plays.HR,
        _("HR"),
        _("Worries about somebody who works here go their own way."),
        "garrison-row",
        (
            Step(
                _("Look under Restricted"),
                _("Worries about staff come here. The list of concerns about learners shows none of them."),
                Place.RESTRICTED,
                at=_HR_HAS_A_POST,
            ),
            Step(
                _("Open what a colleague is said to have done"),
                _("Open it and read who else may see it, and why it came to them."),
                Place.CONCERN,
                "night-messages",
                at=_HR_HAS_A_POST,
            ),
            Step(
                _("Look for concerns"),
                _(
                    "This provider's policy gives HR no part in concerns. You see your own reports, and that is all."
                ),
                Place.QUEUE,
                at=_HR_HAS_NONE,
            ),
            Step(
                _("Report something yourself"),
                _("Anybody who works here can. You will find it under My reports."),
                Place.REPORT_AS_STAFF,
                at=_HR_HAS_NONE,
            ),
            Step(
                _("See who may not teach tomorrow"),
                _(
                    "One person, and the check that is missing. It is the whole list, and says nothing but checks."
                ),
                Place.NOT_TEACHING,
                at=_HR_KEEPS_CHECKS,
            ),
            Step(
                _("Look over the single central record"),
                _(
                    "People down, checks across. Find who began before a certificate, and whose right to work ends."
                ),
                Place.CHECKS,
                at=_HR_KEEPS_CHECKS,
            ),
            Step(
                _("See how the policy is kept"),
                _("Each clause says whether it is met, and what that rests on."),
                Place.POLICIES,
                at=_HR_HAS_A_PART,
            ),
            Step(
                _("Read what the policy promises"),
                _("Clause by clause. How each is kept would tell you that somebody reported something."),
                Place.POLICIES,
                at=_HR_HAS_NONE,
            ),
        ),
    ),
    Card(
        Plays.DIRECTOR,
        _("Director"),
        _("You answer for the policy, and step in when the lead may not act."),
        "fenbridge",
        (
            Step(
                _("Join a decision that waits for you"),
                _(
                    "The officer wants to refer. It counts only once you join: open it and read the reasons first."
                ),
                Place.CONCERN,
                "videos",
                at=("fenbridge",),
            ),
            Step(
                _("Read a worry about the lead"),
                _("It came to you or to somebody beside you, because the lead may not see it. Open it."),
                Place.RESTRICTED,
            ),
            Step(
                _("See who holds which post"),
                _("Each post stands with whoever holds it. If nobody does, it says that too."),
                Place.PEOPLE,
            ),
            Step(
                _("See how people came in"),
                _(
                    "Three files, each applied as it was planned. Under People: one of them was here twice, and is one."
                ),
                Place.PEOPLE_IN,
                at=_HAVE_A_CREW,
            ),
            Step(
                _("See what your team has learnt"),
                _("The four people you manage, and nobody else. Somebody is missing something: see who."),
                Place.TRAINING,
                at=_HAVE_A_CREW,
            ),
            Step(
                _("See how the policy is kept"),
                _(
                    "Each clause says whether it is met. New editions are signed here too; a year is under Figures."
                ),
                Place.POLICIES,
            ),
        ),
    ),
    Card(
        Plays.BOARD,
        _("Board member"),
        _("You ask how it goes, and read no case."),
        "northway",
        (
            Step(
                _("See how the policy is kept"),
                _("Clause by clause: met, at risk, not met, or nobody has said how it is to be shown."),
                Place.POLICIES,
                at=_BOARD_HAS_FIGURES,
            ),
            Step(
                _("Make a report to the board"),
                _("Say when it meets. You get figures, open actions, risk and what changed, and no name."),
                Place.BOARD_REPORTS,
                at=_BOARD_HAS_FIGURES,
            ),
            Step(
                _("Read what the policy promises"),
                _("Clause by clause. This provider's policy gives the board no figures."),
                Place.POLICIES,
                at=_BOARD_HAS_NONE,
            ),
            Step(
                _("Try to see the concerns"),
                _("You come to your own reports instead: a board asks for figures, never for names."),
                Place.QUEUE,
            ),
            Step(
                _("Raise something yourself"),
                _("A board member can report like everybody else."),
                Place.REPORTS,
            ),
        ),
    ),
    Card(
        Plays.CONCERNED,
        _("Person a concern is about"),
        _("You asked for help once. Somebody else once wrote about you, and you do not know that."),
        "larkfield",
        (
            Step(
                _("See your own report"),
                _("You wrote about your wages. The page says that it was opened, and where it stands."),
                Place.REPORTS,
            ),
            Step(
                _("Look for anything else"),
                _(
                    "A worry about you was looked into and closed. It is on no page you can open, and on no list."
                ),
                Place.QUEUE,
            ),
            Step(
                _("Ask what is held about you"),
                _(
                    "Ask to see it, tell your side, or complain. It says the same to everybody; a code brings you back."
                ),
                Place.ABOUT_ME,
            ),
        ),
    ),
    Card(
        Plays.TECHNICIAN,
        _("Technical administrator"),
        _("You keep it running. You read no case, and need none."),
        "larkfield",
        (
            Step(
                _("Look at the mail"),
                _(
                    "Every message says only that a record needs somebody. You could read all of them and know nothing."
                ),
                Place.MESSAGES,
            ),
            Step(
                _("See what is still missing"),
                _("Posts that nobody holds, and numbers and addresses that a policy leaves to the provider."),
                Place.MISSING,
            ),
            Step(
                _("Try to see the concerns"),
                _("You come to your own reports. How the machine is, whoever gives posts sees under Health."),
                Place.QUEUE,
            ),
        ),
    ),
)
