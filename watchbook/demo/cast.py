"""People of a fictional council, brought about by the same acts as real ones: founded, added, proposed, granted."""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from watchbook.acting.london_day import london_day
from watchbook.organisation import appointment, duty, founding, person, service
from watchbook.organisation.appointment import AppointmentParticulars
from watchbook.organisation.founding import Administrator
from watchbook.organisation.models import Nation, Person, Service
from watchbook.organisation.queries import holders_of, today
from watchbook.organisation.rules import DutyKind

ADMINISTRATORS = (
    Administrator(name="Ada Fenwick", email="ada.fenwick@harrowmere.invalid"),
    Administrator(name="Bashir Noor", email="bashir.noor@harrowmere.invalid"),
)
RECORDERS = ("internal_auditor", "senior_responsible_officer", "ripa_coordinator", "data_protection_officer")


def found_council(*, name: str, at: datetime) -> dict[str, Person]:
    """A new register with its two administrators; the people by e-mail address."""
    founding.found(name=name, nation=Nation.ENGLAND, administrators=ADMINISTRATORS, at=at)
    return {one.email: one for one in Person.objects.filter(is_system=False)}


def found_fictional_council(*, name: str, at: datetime) -> dict[str, Person]:
    """For a fixture: a register with one person besides for each duty by which registers are kept."""
    people = found_council(name=name, at=at)
    keepers = [
        {"name": f"Fictional {kind}", "email": f"{kind}@fictional.invalid", "service": "", "duties": kind}
        for kind in RECORDERS
    ]
    return people | add_people(keepers, people=people, at=at)


def read_people(file: Path) -> list[dict[str, str]]:
    """Rows of name, email, service, duties (separated by semicolons) and rank."""
    with file.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def add_people(
    rows: Iterable[dict[str, str]], *, people: dict[str, Person], at: datetime
) -> dict[str, Person]:
    """Add people with their services; the first administrator proposes their duties, the second grants them; ranks follow."""
    first, second = (people[administrator.email] for administrator in ADMINISTRATORS)
    services = {one.name: one for one in Service.objects.all()}
    added = {}
    for row in rows:
        if row["service"] and row["service"] not in services:
            services[row["service"]] = service.add(name=row["service"], by=first, at=at)
        somebody = person.add(
            email=row["email"], name=row["name"], service=services.get(row["service"]), by=first, at=at
        )
        for kind in filter(None, row["duties"].split(";")):
            proposed = duty.propose(somebody, kind=DutyKind(kind), from_on=london_day(at), by=first, at=at)
            duty.grant(proposed, by=second, at=at)
            if rank := row.get("rank"):
                appointment.add(proposed, AppointmentParticulars(rank=rank), by=first, at=at)
        added[somebody.email] = somebody
    return added


def holder_of(kind: DutyKind, service: str = "") -> Person:
    """The first holder of a duty today, in a service if one is named."""
    people = holders_of(kind, on=today())
    return next(row for row in people if not service or (row.service and row.service.name == service))
