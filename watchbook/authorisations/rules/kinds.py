"""The three kinds of authorisation as they differ by nation and day: every difference is asked of the law."""

from datetime import date

from watchbook.authorisations.states import AuthorisationKind
from watchbook.law.durations import ACTS
from watchbook.law.parameters import parameter

# The register of each kind, whose counter gives its references (invariant I9).
REGISTERS = {
    AuthorisationKind.DIRECTED_SURVEILLANCE.value: "DS",
    AuthorisationKind.CHIS.value: "CHIS",
    AuthorisationKind.NON_RIPA.value: "NR",
}


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
