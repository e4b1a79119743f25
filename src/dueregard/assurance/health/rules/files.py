"""What people hand in: whether it is scanned, and whether it is all there. Pure."""

from ..vocabulary import Finding, broken, good


def judge_scanner(*, set_up: bool, answers: bool, real: bool) -> Finding:
    """`set_up`: there is a virus scanner. `real`: there is a provider that is not invented."""
    if not set_up and not real:
        return good("Only invented providers are here, so no file needs scanning.")
    if not set_up:
        return good(
            "No virus scanner is set up. Each file is still taken apart and put together anew. To have them scanned as "
            "well, install ClamAV, and set DUEREGARD_CLAMD for web and worker."
        )
    if not answers:
        return broken(
            "The virus scanner does not answer, so nobody can open a file that was handed in since.",
            "Look whether clamd runs, and at DUEREGARD_CLAMD.",
        )
    return good("The virus scanner answers.")


def judge_store(*, missing: bool) -> Finding:
    """`missing`: the bytes of a file that was not disposed of are not where they should be."""
    if missing:
        return broken(
            "Some files that people handed in are not in the data folder.",
            "Put the folder `files` of the data folder back, from a backup or the old machine.",
        )
    return good("Every file that was handed in is there.")
