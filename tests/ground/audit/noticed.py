"""What verification notices of each table, and why of some it notices less. The list is the document."""

NOTICED = {
    "access.Absence": "DIP", "access.EmergencyWords": "DIP", "access.Holding": "DIP", "access.Lockout": "DIP",
    "access.Proposal": "DIP",
    "access.Readmission": "DIP", "access.Recusal": "CDIP", "access.Relationship": "DIP", "access.Review": "DIP",
    "access.Vouching": "DIP",
    "audit.Entry": "DIP", "audit.Head": "DIP", "audit.Showing": "DIP",
    "casework.Action": "CDIP", "casework.Concern": "DIP", "casework.Decision": "CDIP", "casework.Delivery": "CDIP",
    "casework.JoinedConcern": "DIP", "casework.Referral": "CDIP", "casework.ReferralStage": "CDIP",
    "casework.Refiled": "CDIP", "casework.Triage": "CDIP",
    "clocks.Closure": "DIP", "clocks.TermDates": "DIP",
    "identity.Invitation": "DIP", "identity.Membership": "DIP", "identity.Organisation": "DIP",
    "identity.OutsideIdentity": "DIP", "identity.OutsideSignIn": "DIP", "identity.Person": "DIP",
    "rights.Answer": "DIP", "rights.Breach": "DIP", "rights.BreachEntry": "DIP",
    "people.KeptApart": "DIP", "people.OptIn": "DIP", "people.Span": "DIP", "training.Completion": "DIP",
    "training.DocumentEdition": "DIP",
    "training.Exemption": "DIP", "training.Passage": "DIP",
    "policy.Adoption": "DIP", "policy.Edition": "DIP", "tenancy.Site": "DIP",
    "training.Check": "DIP", "training.EarlyStart": "DIP", "training.SortOfProvider": "DIP",
    "training.SpotCheck": "DIP", "training.Claim": "DIP", "training.CpdEntry": "DIP",
    "training.Vacancy": "DIP", "training.VacancyNote": "DIP",
    "training.PanelMember": "DIP", "training.Candidate": "DIP", "training.CandidateDecision": "DIP",
    "training.TakenOn": "DIP", "training.CorrectionRequest": "DIP", "training.CorrectionAnswer": "DIP",
}  # fmt: skip
"""Of a table with a row in it: D, one taken away; I, one put in; P, one brought to another provider; C, one brought to
another concern. What the database refuses counts as noticed. What a row says beside words: see `PROMISED`."""
PROMISED = {
    "access.EmergencyWords": "about", "rights.BreachEntry": "part", "access.Vouching": "knew",
    "casework.Action": "due_on owner_id", "casework.ConcernPerson": "part person_id",
    "casework.Decision": "outcome question governed_by", "casework.Entry": "kind happened_at happened_to_the by",
    "casework.JoinedConcern": "parted", "casework.Referral": "route recorded_at",
    "casework.ReferralStage": "stage happened_at", "casework.Refiled": "way",
    "casework.Triage": "person strand danger urgency", "training.Check": "kind outcome done_on why_not",
    "people.KeptApart": "kept person_id",
    "training.VacancyNote": "what said_of", "training.CandidateDecision": "outcome decided_on",
    "training.CorrectionRequest": "by", "training.CorrectionAnswer": "answered",
}  # fmt: skip
"""Of facts with words of which an entry makes a promise: columns beside the words in which every change is noticed.
They stand for all: what is promised is the whole row."""
PARTLY = {
    "access.Emergency": ("DIP", "the entry says which concern it was, and the row is not held against it"),
    "access.Party": ("", "its rows bear keyed tags, and no entry names or counts them"),
    "casework.Assent": ("CIP", "only the one that completes a decision has an entry: see Decided"),
    "casework.ConcernPerson": ("IP", "who a report names has no entry of their own"),
    "casework.Entry": (
        "CIP",
        "a row that takes another back has no entry of its own, so it can be taken away",
    ),
    "clocks.Hours": ("", "hours that end are a row without an entry"),
    "crypto.DataKey": ("DP", "a key put in opens nothing"),
    "crypto.ProviderKey": ("IP", "without it nothing opens, which nobody can miss"),
    "identity.Account": ("I", "of no provider, so in no provider's record"),
    "identity.Alias": ("", "an entry names it as it names new details of a person"),
    "identity.PersonDetails": ("", "the first ones of a person are recorded under the person"),
    "jobs.Job": ("", "what waits to be done, and is gone when it is"),
    "notifications.Message": ("I", "what was sent; a letter more or less changes no record"),
    "training.ExemptionWords": ("DIP", "the entry of an exemption promises them, and does not name them"),
    "tenancy.Provider": ("I", "there is nothing left to verify"),
}
"""What of it is noticed, and why the rest is not."""
ON_POSTGRESQL = {"identity.Account": "DI", "identity.Alias": "P", "identity.PersonDetails": "P"}
"""What PostgreSQL refuses more, because another row refers to it; whoever owns an SQLite file need not heed that."""
NOT_TRIED = {
    "auth.Group": "not used",
    "auth.Permission": "Django's own, not used",
    "casework.WrongTries": "a brake, gone within hours",
    "clocks.Closing": "follows from the record, and is made anew by reconciling",
    "clocks.Moving": "follows from the record, and is made anew by reconciling",
    "clocks.Obligation": "follows from the record, and is made anew by reconciling",
    "clocks.Raised": "follows from the record, and is made anew by reconciling",
    "contenttypes.ContentType": "Django's own",
    "crypto.HouseKey": "of no provider, so in no provider's record",
    "files.Finding": "tried with a file of its own in tests/mechanisms/files",
    "files.SizeLimit": "tried with a file of its own in tests/mechanisms/files",
    "files.StoredFile": "tried with a file of its own in tests/mechanisms/files",
    "identity.Authenticator": "of no provider, so in no provider's record",
    "identity.Challenge": "of no provider; gone within minutes",
    "identity.Passkey": "of no provider, so in no provider's record",
    "identity.OpenSession": "of no provider; gone with the session",
    "identity.PasswordTries": "a brake, gone within hours",
    "identity.RecoveryCode": "of no provider, so in no provider's record",
    "jobs.Heartbeat": "a sign of life",
    "jobs.Slot": "says when something ran last",
    "people.Intake": "what an import is doing, worked on until it is applied",
    "people.Number": "comes in batches, each counted and named as a whole",
    "people.OutfitNumber": "comes in batches, each counted and named as a whole",
    "people.StagedChanges": "what an import will do, gone when it is applied",
    "policy.LocalValue": "a value that ends is a row without an entry",
    "reference.OutsideFact": "of no provider; compared with what is shipped",
    "sessions.Session": "Django's own, of no provider",
    "training.SureTally": "a tally of nobody's answers: an entry for each would have a minute, and so a face",
    "tenancy.Loss": "with it every promise of before ends; tried where keys are lost",
}
