"""What machines ask of this one: whether it lives, whether to send people here, and a few figures. Plain text, nobody's
data, and nothing about concerns."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from ...assurance.health.queries.figures import Figure, figures, why_not_ready
from ...ground.kernel.addresses import is_loopback
from ...ground.kernel.moments import utc_now
from ...ground.kernel.refusals import NothingHere

_AGAIN = 30
"""Seconds after which it is worth asking again."""
_SAID_FOR = timedelta(days=180)
"""How long what security.txt says is good, from whenever it is asked for: under a year, as the standard wants."""
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
_MEANING = {
    "disk_free_bytes": "Room left on the disk of a folder.",
    "backup_age_seconds": "Age of the newest nightly backup.",
    "worker_age_seconds": "Time since the worker last went round.",
    "mail_late_seconds": "How long the oldest message has waited for the mail server beyond its time.",
}


@login_not_required
@require_safe
def live(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # as Django calls it
    """The process answers. It asks neither database nor key: a restart would mend neither."""
    return _plain("alive")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # as Django calls it
    """People may be sent here: the database answers and fits, the key can be read."""
    why = why_not_ready()
    if not why:
        return _plain("ready")
    answer = _plain(f"not ready: {why}", status=503)
    answer.headers["Retry-After"] = str(_AGAIN)
    return answer


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in the text format of Prometheus, for whoever may look; nothing is here for anybody else."""
    if not _may_look(request):
        raise NothingHere
    lines = _written(figures(utc_now()))
    return HttpResponse(
        "".join(f"{line}\n" for line in lines), content_type="text/plain; version=0.0.4; charset=utf-8"
    )


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # as Django calls it
    """Where whoever finds a weakness turns to (RFC 9116); nothing is here where nobody was named."""
    contact = contact_of(settings.SECURITY_CONTACT)
    if not contact:
        raise NothingHere
    until = (utc_now() + _SAID_FOR).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    here = settings.ADDRESS + reverse("security-txt")
    return _plain(f"Contact: {contact}\nExpires: {until}\nPreferred-Languages: en\nCanonical: {here}")


def contact_of(said: str) -> str:
    """A contact as RFC 9116 wants it; empty for what is neither a mail address, a page nor a telephone number."""
    if said.startswith(("https://", "mailto:", "tel:")) and said.isprintable() and " " not in said:
        return said
    try:
        validate_email(said)
    except ValidationError:
        return ""
    return f"mailto:{said}"


def _may_look(request: HttpRequest) -> bool:
    """Whoever has the token; where none is set, this machine.

    Behind a proxy every request seems to come from this machine: so where people come from elsewhere it takes a token.
    """
    if settings.METRICS_TOKEN:
        return constant_time_compare(
            request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
        )
    forwarded = any(name in request.headers for name in _FORWARDED)
    return (
        request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
        and is_loopback(settings.ADDRESS)
        and not forwarded
    )


def _written(some: Iterator[Figure]) -> Iterator[str]:
    for name, rows in groupby(some, key=lambda row: row[0]):
        yield f"# HELP dueregard_{name} {_MEANING[name]}"
        yield f"# TYPE dueregard_{name} gauge"
        for _, folder, value in rows:
            label = f'{{folder="{folder}"}}' if folder else ""
            yield f"dueregard_{name}{label} {value:.0f}"


def _plain(text: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("health/live", live, name="health-live"),
    path("health/ready", ready, name="health-ready"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("metrics", metrics, name="metrics"),
]
