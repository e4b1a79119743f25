"""Recruitment on the desk: vacancies, their panels, and how each candidate came out of it."""
