"""The three kinds of authorisation, their grounds, and how they differ by nation and day: every difference is asked of the law."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from watchbook.law.durations import ACTS
from watchbook.law.parameters import parameter


class AuthorisationKind(models.TextChoices):
    """Under which power something covert is done; one operation may have several."""

    DIRECTED_SURVEILLANCE = "directed_surveillance", _("directed surveillance")
    CHIS = "chis", _("covert human intelligence source")
    NON_RIPA = "non_ripa", _("authorisation outside RIPA")


# The register of each kind, whose counter gives its references (invariant I9).
REGISTERS = {
    AuthorisationKind.DIRECTED_SURVEILLANCE.value: "DS",
    AuthorisationKind.CHIS.value: "CHIS",
    AuthorisationKind.NON_RIPA.value: "NR",
}


class Ground(models.TextChoices):
    """On which ground it is necessary (RIPA s.28(3), s.29(3); RIP(S)A s.6(3))."""

    CRIME = "crime", _("preventing or detecting crime")
    DISORDER = "disorder", _("preventing disorder")
    PUBLIC_SAFETY = "public_safety", _("public safety")
    PUBLIC_HEALTH = "public_health", _("protecting public health")
    OUTSIDE = "outside", _("none: outside RIPA")


class WhyNotRipa(models.TextChoices):
    """Why RIPA cannot be used (LAW §5.5 of the specification)."""

    BELOW_THRESHOLD = "below_threshold", _("the offence is below the crime threshold")
    NOT_CORE_FUNCTION = "not_core_function", _("it is not a core function of the authority")
    CIVIL = "civil", _("the purpose is civil or safeguarding")
    SCOTLAND_GROUND = "scotland_ground", _("no ground of the Scottish Act applies")


def act_of(kind: str, *, nation: str) -> str:
    """The Act that governs it: RIPA or RIP(S)A, or the authority's own rule outside both."""
    return "authority" if kind == AuthorisationKind.NON_RIPA else ACTS[nation]


def arrangements_provision(nation: str) -> str:
    """Where the law asks for a handler, another person as controller, and a keeper of a source's records."""
    return "ripsa.s7.6" if nation == "scotland" else "ripa.s29.5"


def needs_judicial_approval(kind: str, *, nation: str, on: date) -> bool:
    """Whether it has no effect before a court approves it (RIPA s.32A(2)); never outside RIPA, never in Scotland."""
    if kind == AuthorisationKind.NON_RIPA:
        return False
    return bool(parameter(f"{ACTS[nation]}.judicial_approval.is_needed", on=on))


def has_crime_threshold(kind: str, *, nation: str) -> bool:
    """Whether article 7A of SI 2010/521 applies: directed surveillance by councils of England and Wales alone."""
    return kind == AuthorisationKind.DIRECTED_SURVEILLANCE and nation in {"england", "wales"}
