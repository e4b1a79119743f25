"""The certificates at the public address and at former ones that still lead on: until when people reach us. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ..vocabulary import Finding, State, broken, good, look
from .spans import span

SOON = timedelta(days=14)
"""Certificates are renewed 30 days before they end: at 14 that has failed more than once."""
_RENEW = "`certbot renew`, then `systemctl reload nginx`; with Caddy `systemctl restart caddy`. See docs/operating.md."


class Seen(StrEnum):
    """What came of looking."""

    GOOD = "good"
    ENDED = "ended"
    UNTRUSTED = "untrusted"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What somebody's browser would meet at one of our names."""

    host: str
    seen: Seen
    ends: datetime | None = None


def judge_certificates(now: datetime, certificates: Iterable[Certificate], *, real: bool) -> Finding:
    """As the worst of them."""
    if not real:
        return good("Only invented providers are here, so no certificate is needed.")
    found = [_judge(now, one) for one in certificates]
    if not found:
        return look(
            "There is no certificate to look at: the public address does not begin with https.",
            "Put right what stands beside Encryption, then look again.",
        )
    return max(found, key=lambda one: list(State).index(one.state))


def _judge(now: datetime, one: Certificate) -> Finding:
    if one.seen is Seen.SILENT:
        return look(
            f"The certificate at {one.host} cannot be looked at from here: nothing answers there.",
            "Look whether the proxy runs, the name leads to it and the firewall lets people in. If you reach it in a "
            "browser, look there.",
        )
    if one.seen is Seen.UNTRUSTED:
        return broken(
            f"The certificate at {one.host} is for another name or of an unknown authority: browsers warn people away.",
            f"Get one for {one.host} from an authority that browsers know.",
        )
    if one.seen is Seen.ENDED or one.ends is None or one.ends <= now:
        return broken(
            f"The certificate at {one.host} has ended: browsers let nobody in, also not to report.",
            f"{_RENEW} Until then give people the telephone numbers of the poster, and let nobody click through the "
            "warning.",
        )
    left = one.ends - now
    if left < SOON:
        return look(
            f"The certificate at {one.host} ends in {span(left)}, and nothing has renewed it.", _RENEW
        )
    return good(f"The certificate at {one.host} ends in {span(left)}.")
