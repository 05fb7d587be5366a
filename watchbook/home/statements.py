"""Tell which signed statements disagree with a register: their signers, and who oversees them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.governance.statements.disagreeing import disagreements, said_less
from watchbook.governance.statements.missing import theirs
from watchbook.governance.statements.models import StatementItem
from watchbook.governance.statements.permissions import may_see_who_has_not_signed, may_sign_statements
from watchbook.governance.statements.queries import seats_of, services_by_name
from watchbook.home.waiting import Matters, matter
from watchbook.organisation.models import Person, Service
from watchbook.register.asked_together import Wants
from watchbook.register.written import written


def signs_or_oversees(person: Person) -> None:
    """Tell who signs statements, and who sees who has not."""
    if not can(may_sign_statements, person):
        may_see_who_has_not_signed(person)


@written
def _said_less(_person: Person, _on: date) -> tuple[QuerySet[StatementItem, Any], QuerySet[Service]]:
    return said_less(), services_by_name()


def disagreeing(person: Person, on: date) -> Matters:
    """Tell which of a person's statements disagree with a register; who oversees them is told of all."""
    less, services = _said_less(person, on)
    yield Wants(less, services)
    found = disagreements(less, seats_of(services))
    to_do = _("correct the statement, or correct the register")
    for one in found if can(may_see_who_has_not_signed, person) else theirs(found, person, on=on):
        yield matter(one.words, to_do, "governance:statement", one.reference, waits_for=one.seat.title)
