"""What waits for a person, by their duties: each list is a query of the part that owns it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.foi.clock import due
from watchbook.foi.permissions import may_receive_request
from watchbook.foi.queries import requests_waiting
from watchbook.foi.sentences import in_words
from watchbook.governance.permissions import may_confirm_no_reply, may_record_letter
from watchbook.governance.queries import letters_without_an_answer
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import can, may_propose_duty, require_duty
from watchbook.organisation.queries import duties_to_decide, joined_duties
from watchbook.organisation.rules import DutyKind


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what it is, what to do, where, and by when."""

    what: str
    to_do: str
    href: str
    by: date | None = None


def waiting_for(person: Person, *, on: date) -> list[Waiting]:
    """Everything that waits for this person today, the next due first. One query a list at most."""
    found = [waiting for may, gather in LISTS if can(may, person) for waiting in gather(person, on)]
    return sorted(found, key=lambda waiting: waiting.by or date.max)


def _requests(_person: Person, _on: date) -> list[Waiting]:
    return [
        Waiting(
            what=_("Request {reference}, received {day}").format(
                reference=row.reference, day=in_words(row.received_on)
            ),
            to_do=_("draft the answer"),
            href=reverse("foi:request", args=[row.reference]),
            by=due(row).on,
        )
        for row in requests_waiting()
    ]


def _letters(person: Person, _on: date) -> list[Waiting]:
    to_do = (
        _("record the reply, or sign that none was asked for")
        if can(may_confirm_no_reply, person)
        else _("record the reply, or ask the senior responsible officer to sign that none was asked for")
    )
    return [
        Waiting(
            what=_("Letter {reference} of {day}").format(
                reference=entry.letter.reference, day=in_words(entry.letter.dated_on)
            ),
            to_do=to_do,
            href=reverse("governance:letter", args=[entry.letter.reference]),
        )
        for entry in letters_without_an_answer()
    ]


def _duties(person: Person, _on: date) -> list[Waiting]:
    return [
        Waiting(
            what=_("{duty} for {name}, proposed by {proposer}").format(
                duty=duty.title, name=duty.person.name, proposer=duty.proposed_by.name
            ),
            to_do=_("grant or decline"),
            href=reverse("organisation:people"),
        )
        for duty in duties_to_decide(person)
    ]


def _joined(_person: Person, on: date) -> list[Waiting]:
    return [
        Waiting(
            what=_("{name} holds {duties}").format(name=holder.name, duties=joining.titles),
            to_do=str(joining.why),
            href=reverse("organisation:person", args=[holder.id]),
        )
        for holder, met in joined_duties(on=on)
        for joining in met
    ]


def may_see_joined_duties(person: Person) -> None:
    """The SRO sees which duties are joined in one person."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("see joined duties"))


LISTS: tuple[tuple[Callable[[Person], None], Callable[[Person, date], list[Waiting]]], ...] = (
    (may_receive_request, _requests),
    (may_record_letter, _letters),
    (may_propose_duty, _duties),
    (may_see_joined_duties, _joined),
)
