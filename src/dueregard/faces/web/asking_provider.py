"""How the questions of the law's papers are put, and how their answers are said; for the desk and for public pages."""

from django.utils.translation import gettext_lazy as _

from ...assurance.rights.vocabulary import Article6, Authority, Condition, Question, Whose

AUTHORITY = {
    Authority.PUBLIC: _("Yes: a college, a council or another public body"),
    Authority.PRIVATE: _("No: a company, a charity or another private body"),
}
WHOSE = {
    Whose.CHILD: _("Learners under 18"),
    Whose.ADULT_AT_RISK: _(
        "Adult learners at risk: they need care or support, and cannot protect themselves"
    ),
    Whose.OTHER_ADULT: _("Other adult learners"),
    Whose.STAFF: _("People who work here"),
    Whose.OTHERS: _("Employers, parents, visitors and others"),
}
ARTICLE6 = {
    Article6.LEGAL_OBLIGATION: _("A law says that we must (UK GDPR Article 6(1)(c))"),
    Article6.PUBLIC_TASK: _("It is our public task (Article 6(1)(e))"),
    Article6.SAFEGUARDING: _(
        "Keeping vulnerable people safe (Article 6(1)(ea), recognised legitimate interest)"
    ),
    Article6.CRIME: _("Finding or preventing crime (Article 6(1)(ea), recognised legitimate interest)"),
    Article6.EMERGENCY: _("Emergencies (Article 6(1)(ea), recognised legitimate interest)"),
    Article6.LEGITIMATE_INTERESTS: _("Our legitimate interests, weighed against theirs (Article 6(1)(f))"),
}
CONDITION = {
    Condition.PARA_18: _("Safeguarding children and adults at risk (paragraph 18)"),
    Condition.PARA_6: _("Statutory and government purposes (paragraph 6)"),
    Condition.PARA_10: _("Preventing or detecting unlawful acts (paragraph 10)"),
    Condition.PARA_12: _("Regulatory requirements about unlawful acts (paragraph 12)"),
    Condition.PARA_1: _("Employment and social protection (paragraph 1)"),
    Condition.NONE: _("We hold nothing special about them: no health, belief, origin or crimes"),
}
ASKS = {
    Question.AUTHORITY: _("Are you a public authority?"),
    Question.CONTROLLER: _("Full name and address of the provider"),
    Question.CONTACT: _("Whom people ask about their data, and how to reach them"),
    Question.OFFICER: _("Data protection officer, and how to reach them"),
    Question.REGISTRATION: _("Registration number at the Information Commissioner"),
    Question.HOST: _("Where the machine stands, and who else can reach it"),
    Question.DPIA_DAY: _("Day on which the assessment was made"),
    Question.DPIA_OWNER: _("Who owns the assessment: a post, and a name"),
    Question.DPIA_REVIEW: _("Day on which it is looked at again"),
    Question.DPIA_ASKED: _("Whom you asked, and what they said"),
    Question.DPIA_LEFT: _("What risk is left, and why you accept it"),
    Question.ACCESSIBILITY_CONTACT: _("Whom people tell when a page does not work for them"),
    Question.ACCESSIBILITY_TRIED: _("Day on which you last tried the pages yourselves"),
    Question.ACCESSIBILITY_KNOWN: _("What does not work for somebody, as far as you know"),
    Question.KEEP_CHILD: _("Concerns about learners under 18"),
    Question.KEEP_ABUSE: _("Records of child sexual abuse"),
    Question.KEEP_ADULT: _("Concerns about adult learners"),
    Question.KEEP_NOT_REFERRED: _("Prevent concerns that were not referred, or came to nothing"),
    Question.KEEP_REFERRED: _("Prevent concerns that were referred"),
    Question.KEEP_ALLEGATION: _("Allegations about people who work here"),
    Question.KEEP_LOW_LEVEL: _("Low-level concerns about people who work here"),
    Question.KEEP_DIRECTORY: _("Names, posts and sign-ins"),
    Question.KEEP_LOG: _("Complaints, requests about data, the breach log"),
}
HINTS = {
    Question.OFFICER: _("A public authority must have one. Write “none” if you need none."),
    Question.HOST: _("For example: in our own office, London; our IT company can reach it."),
    Question.DPIA_ASKED: _(
        "Learners, people who work here, whoever they trust. Write why, if you asked nobody."
    ),
    Question.ACCESSIBILITY_KNOWN: _("Write “nothing known” if that is so."),
}
SEEDS = {
    Question.KEEP_CHILD: _("until their 25th birthday, then looked at again (practice of councils)"),
    Question.KEEP_ABUSE: _("held for longer; the child abuse inquiry recommended up to 75 years"),
    Question.KEEP_ADULT: _("6 years after they leave (time limits for claims)"),
    Question.KEEP_NOT_REFERRED: _(
        "looked at after 12 months; adults' are disposed of unless there is a reason"
    ),
    Question.KEEP_REFERRED: _("as for learners under 18; else 6 years after it was closed"),
    Question.KEEP_ALLEGATION: _(
        "to pension age, or 10 years if that is longer; not if it was malicious or false"
    ),
    Question.KEEP_LOW_LEVEL: _("until they leave, then looked at again"),
    Question.KEEP_DIRECTORY: _("employment or learning, and 6 years"),
    Question.KEEP_LOG: _("6 years"),
}
"""What others keep to: a proposal with where it comes from, never an answer."""
