"""How an authority's register begins: the system person, the authority, and the first two system administrators.

Nobody is there to grant the first administrators, so set-up fills two founding seats, once per database. Every later
duty takes two people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.organisation.models import Authority, Duty, Nation, Person, Regime, Service
from watchbook.organisation.names import check_address, check_name
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.service import ADDED as SERVICE_ADDED
from watchbook.organisation.states import DutyState

FOUNDED = Kind(
    "authority.founded", fields=("title", "nation", "regimes"), says=gettext_lazy("The register was set up.")
)
SYSTEM_ADDED = Kind(
    "person.system_added", says=gettext_lazy("The account for Watchbook’s own jobs was added.")
)
ADMINISTRATOR_SEATED = Kind(
    "duty.founded",
    fields=("holder", "duty", "seat", "from_on"),
    says=gettext_lazy("The duty of system administrator was given at set-up."),
)
ADMINISTRATOR_ADDED = Kind(
    "person.founded",
    personal=("email", "full_name"),
    says=gettext_lazy("The account was added at set-up."),
)
SEATS = (1, 2)
REGIMES: dict[str, list[str]] = {
    Nation.ENGLAND: [Regime.FOIA, Regime.EIR],
    Nation.WALES: [Regime.FOIA, Regime.EIR],
    Nation.NORTHERN_IRELAND: [Regime.FOIA, Regime.EIR],
    Nation.SCOTLAND: [Regime.FOISA, Regime.EISR],
}


@dataclass(frozen=True)
class Administrator:
    """One of the first two: who they are and the address they sign in with."""

    name: str
    email: str


@transaction.atomic
def found(
    *,
    name: str,
    nation: Nation,
    administrators: tuple[Administrator, Administrator],
    at: datetime,
    regimes: Sequence[str] = (),
    services: Sequence[str] = (),
) -> Authority:
    """Begin the register; without regimes the nation's. Raises WrongState where one has begun or two are one person."""
    may_found(administrators)
    system = Person(email="system@watchbook.invalid", name=_("Watchbook (jobs)"), is_system=True)
    system.set_unusable_password()
    system.save(force_insert=True)
    record(SYSTEM_ADDED, subject=system, by=system, at=at)
    authority = Authority(name=name.strip(), nation=nation, regimes=list(regimes) or REGIMES[nation])
    authority.save(force_insert=True)
    record(
        FOUNDED,
        subject=authority,
        by=system,
        at=at,
        title=authority.name,
        nation=str(nation),
        regimes=[str(regime) for regime in authority.regimes],
    )
    for title in services:
        _add_service(title, system=system, at=at)
    for seat, administrator in zip(SEATS, administrators, strict=True):
        _seat(administrator, seat=seat, system=system, at=at)
    return authority


def may_found(administrators: tuple[Administrator, Administrator]) -> None:
    """A register begins once, with two different people."""
    if Authority.objects.exists():
        raise WrongState(
            _(
                "You cannot begin this register again: it is already set up. Ask its administrators to add people and propose duties."
            )
        )
    first, second = administrators
    if first.email.strip().lower() == second.email.strip().lower():
        raise WrongState(
            _(
                "You cannot begin the register with one administrator: you entered the same person twice. Enter two different people, so that each can check the other."
            )
        )
    check_address(first.email)
    check_address(second.email)
    check_name(first.name, others=())
    check_name(second.name, others=(first.name,))


def _add_service(title: str, *, system: Person, at: datetime) -> None:
    service = Service(name=title.strip())
    service.save(force_insert=True)
    record(SERVICE_ADDED, subject=service, by=system, at=at, title=service.name)


def _seat(administrator: Administrator, *, seat: int, system: Person, at: datetime) -> None:
    person = Person(email=administrator.email.strip().lower(), name=administrator.name.strip())
    person.set_unusable_password()
    person.save(force_insert=True)
    record_row(ADMINISTRATOR_ADDED, person, by=system, at=at, full_name=person.name)
    duty = Duty(
        person=person,
        kind=DutyKind.SYSTEM_ADMINISTRATOR,
        state=DutyState.GRANTED,
        from_on=london_day(at),
        proposed_by=system,
        founding_seat=seat,
    )
    duty.save(force_insert=True)
    record_row(ADMINISTRATOR_SEATED, duty, by=system, at=at, holder=person.id, duty=str(duty.kind), seat=seat)
