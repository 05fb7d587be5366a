"""Proposed duties that wait: for the person who reads, or for another."""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from watchbook.audit_log.models import Event
from watchbook.organisation.introduction import wrong_codes
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import in_force_on, today
from watchbook.organisation.recovery_apart import last_together
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.states import DutyState


def duties_to_decide(person: Person, *, at: datetime) -> QuerySet[Duty]:
    """Proposals that this person could decide: neither theirs nor proposed by them. One query.

    Each has `account_at`, `account_by` and `account_name`: when its holder's account was added, and by whom; `account_known`: how whoever made
    its newest first link made sure of the holder; `apart_since`: when this person and whoever proposes it last had part in one recovery;
    `codes_used_up_at`: when this person entered the first of as many wrong codes of its holder as a day takes;
    `may_propose`: whether the proposer is an administrator today; `is_for_the_sro`: whether that is the only one, who proposes another.
    """
    proposed = Duty.objects.filter(state=DutyState.PROPOSED, person__is_active=True)
    waiting = proposed.exclude(person=person).exclude(proposed_by=person)
    administrators = Duty.objects.filter(
        in_force_on(today()), kind=DutyKind.SYSTEM_ADMINISTRATOR, person__is_active=True
    )
    added = Event.objects.filter(name="person.added", subject_id=OuterRef("person_id"))[:1]
    linked = Event.objects.filter(name="sign_in.link_made", subject_id=OuterRef("person_id")).order_by(
        "-number"
    )
    last = settings.WRONG_INTRODUCTIONS_A_DAY - 1
    told = {
        "account_at": Subquery(added.values("at")),
        "account_by": Subquery(added.values("by")),
        "account_name": Subquery(Person.objects.filter(id=OuterRef("account_by")).values("name")),
        "account_known": Subquery(linked.values("fields__identity")[:1]),
        "apart_since": Subquery(last_together(person, OuterRef("proposed_by"))[:1]),
        "codes_used_up_at": Subquery(
            wrong_codes(person, OuterRef("person_id"), at=at).values("at")[last : last + 1]
        ),
        "may_propose": Exists(administrators.filter(person=OuterRef("proposed_by"))),
        "is_for_the_sro": Q(kind=DutyKind.SYSTEM_ADMINISTRATOR)
        & Exists(administrators.filter(person=OuterRef("proposed_by")))
        & ~Exists(administrators.exclude(person=OuterRef("proposed_by"))),
    }
    return waiting.select_related("person", "service", "proposed_by").annotate(**told)


def duties_to_come(person: Person) -> list[Duty]:
    """The duties of a person that are only proposed, or begin later. One query."""
    later = Q(state__in=[DutyState.GRANTED, DutyState.ENDED], from_on__gt=today())
    return list(Duty.objects.filter(Q(state=DutyState.PROPOSED) | later, person=person))


def proposed_by(person: Person) -> QuerySet[Duty]:
    """Proposals of this person that wait for another. One query."""
    return Duty.objects.filter(state=DutyState.PROPOSED, proposed_by=person)


def proposals_of(person: Person) -> list[Duty]:
    """Proposals that wait for another than this person: theirs, or proposed by them. One query."""
    waiting = Duty.objects.filter(Q(person=person) | Q(proposed_by=person), state=DutyState.PROPOSED)
    return list(waiting.select_related("person", "service", "proposed_by"))
