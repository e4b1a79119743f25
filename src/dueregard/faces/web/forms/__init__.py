"""Questions as people answer them: each field yields a typed value, and draws itself with GOV.UK's components."""
