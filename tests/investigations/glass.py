"""Broken glass, reached by running the real acts."""

from django.utils import timezone

from tests import given
from watchbook.investigations import break_glass
from watchbook.organisation import duty, person
from watchbook.organisation.rules import DutyKind

REASON = "A complaint says that a councillor is looked at"


def broken(people, whole=None, *, by=None, at=None, reason=REASON):
    """The SRO broke the glass of an investigation, just now or then."""
    whole = whole or given.an_investigation(people)
    return break_glass.open(whole, reason=reason, by=by or people.simon, at=at or timezone.now())


def another_sro(people, *, name="sara", kind="senior_responsible_officer"):
    """Sara, who holds a duty of one of the cast too."""
    sara = person.add(email=given.address(name), name=name.title(), service=None, by=people.ada, at=given.AT)
    holding(people, sara, kind)
    return sara


def holding(people, somebody, kind):
    """Somebody holds a duty (too)."""
    proposed = duty.propose(
        somebody, kind=DutyKind(kind), from_on=given.AT.date(), by=people.ada, at=given.AT
    )
    return duty.grant(proposed, by=people.bashir, at=given.AT)
