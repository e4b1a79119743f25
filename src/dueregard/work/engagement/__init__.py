"""Taking part: learners who stop, breaks in learning, lost access, and reaching whoever it is.

What is kept here asks somebody to reach a learner. It is a task, and never a mark on the learner: no list of learners
shows it, and no reading counts anything of one person.
"""
