"""Introductions: whoever grants a first duty has spoken with its holder, who reads out a code of their own first page.

An administrator who makes a link could open it. Another, who grants, would then give the duty to whoever that was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import Kind, record
from watchbook.organisation.credential import CREDENTIAL_SET
from watchbook.organisation.history_words import about_duty
from watchbook.organisation.models import Duty, Lost, Person, Recovery
from watchbook.organisation.permissions import may_decide_duty
from watchbook.organisation.states import DutyState, RecoveryState
from watchbook.web.wording import moment

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32, none of which sounds or looks like another that is in use
LENGTH = 8
DAY = timedelta(days=1)
LINK_MADE = "sign_in.link_made"
REFUSED = Kind(
    "introduction.refused",
    fields=("holder", "duty"),
    says=gettext_lazy("Somebody tried to grant a duty with a wrong introduction code."),
    tells=about_duty(
        gettext_lazy("Somebody tried to grant the duty of {duty} with a wrong introduction code.")
    ),
)


class CodeWrong(WrongState):
    """The code is not the one that the holder sees; each is counted."""


@dataclass(frozen=True)
class AccountTaking:
    """The moment at which an account came into the hands of who uses it, by whose link, and whether a duty was granted since."""

    at: datetime
    link_by: UUID | None
    link_by_name: str
    mark: UUID
    is_introduced: bool


def takings(people: Iterable[UUID]) -> dict[UUID, AccountTaking]:
    """Find of each of these people how their account was taken last; nothing where nobody signed in yet. Four queries."""
    asked = list(people)
    told = Event.objects.filter(CREDENTIAL_SET | Q(name=LINK_MADE), subject_id__in=asked).order_by("number")
    links: dict[UUID, UUID] = {}
    found: dict[UUID, tuple[datetime, UUID | None, UUID]] = {}
    for event in told:
        if event.name == LINK_MADE:
            links[event.subject_id] = event.by
        elif event.subject_id not in found:
            found[event.subject_id] = (event.at, links.get(event.subject_id), event.id)
    used = Recovery.objects.filter(person__in=asked, lost=Lost.PASSWORD, state=RecoveryState.USED)
    for row in used.order_by("ended_at"):
        if row.ended_at:
            found[row.person_id] = (row.ended_at, row.decided_by_id, row.id)
    granted = Duty.objects.filter(person__in=asked).exclude(state=DutyState.DECLINED).order_by("decided_at")
    newest = {row.person_id: row.decided_at for row in granted if row.decided_at}
    makers = {link_by for _at, link_by, _mark in found.values() if link_by}
    names = dict(Person.objects.filter(id__in=makers, is_system=False).values_list("id", "name"))
    return {
        person: AccountTaking(
            at,
            link_by,
            names.get(link_by, "") if link_by else "",
            mark,
            is_introduced=person in newest and newest[person] > at,
        )
        for person, (at, link_by, mark) in found.items()
    }


def code_of(person: UUID, taking: AccountTaking) -> str:
    """Return the code that the holder reads out: another one whenever the account is taken anew. Nothing keeps it."""
    digest = salted_hmac("watchbook.introduction", f"{person}{taking.mark}", algorithm="sha256").digest()
    signs = "".join(SIGNS[byte % len(SIGNS)] for byte in digest[:LENGTH])
    return f"{signs[:4]}-{signs[4:]}"


def code_to_read_out(person: Person) -> str:
    """Return the code for the first page of somebody who waits for a duty; nothing for others. Five queries at most."""
    if not settings.HOLDERS_INTRODUCE_THEMSELVES:
        return ""
    duties = list(Duty.objects.filter(person=person).values_list("state", flat=True))
    if DutyState.GRANTED in duties and DutyState.PROPOSED not in duties:
        return ""
    taking = takings([person.id]).get(person.id)
    return code_of(person.id, taking) if taking and not taking.is_introduced else ""


def is_due(taking: AccountTaking | None) -> bool:
    """Return whether a grant wants the holder's code."""
    return settings.HOLDERS_INTRODUCE_THEMSELVES and not (taking and taking.is_introduced)


def check_introduced(person: Person, duty: Duty, *, code: str, at: datetime) -> None:
    """Refuse to grant a duty to an account that nobody has taken, or whose holder the granter has not spoken with."""
    taking = takings([duty.person_id]).get(duty.person_id)
    if not is_due(taking):
        return
    if taking is None:
        raise WrongState(nobody_yet())
    if taking.link_by == person.id:
        raise NotPermitted(own_link())
    _check_tries(person, duty, at=at)
    if not code.strip():
        raise WrongState(
            _(
                "You cannot grant this duty without the introduction code of the account’s owner. Speak to the owner, in person or on "
                "a number that the council has for them: they can see the code under “Your work”. Then enter the code under “Proposed "
                "duties”."
            )
        )
    typed = "".join(filter(str.isalnum, code)).upper()
    if not constant_time_compare(typed, code_of(duty.person_id, taking).replace("-", "")):
        raise CodeWrong(
            _(
                "You cannot grant this duty: this is not the owner’s introduction code. Ask the owner to read the code out again. If "
                "they see a different code or no code, somebody else may have opened the account: tell the senior responsible "
                "officer."
            )
        )


def nobody_yet() -> str:
    """Say that an account was not taken yet."""
    return _(
        "You cannot grant this duty: nobody has signed in to the account yet. Once the owner has signed in, they can see an "
        "introduction code. Speak to them, then enter the code."
    )


def own_link() -> str:
    """Say that whoever made the link can never grant the first duty."""
    return _(
        "You cannot grant this duty: the account was opened with a link that you made. Another system administrator must grant the "
        "duty. If the only other administrator is the one who proposed it, decline the duty and propose it yourself."
    )


def wrong_codes(by: Person, holder: UUID | OuterRef, *, at: datetime) -> QuerySet[Event]:
    """The wrong codes of a holder that somebody entered within the last day, the newest first."""
    mine = Event.objects.filter(name=REFUSED.name, subject_id=holder, by=by.id, at__gt=at - DAY)
    return mine.order_by("-at")


def used_up(first: datetime | None) -> str:
    """Say until when no code is taken, of the first of as many wrong ones as a day takes; nothing where there were fewer."""
    if first is None:
        return ""
    return _(
        "You cannot grant this duty before {time}: you entered {count} wrong introduction codes. Meet the owner before you try again, or ask another system "
        "administrator to grant the duty."
    ).format(time=moment(first + DAY), count=settings.WRONG_INTRODUCTIONS_A_DAY)


def _check_tries(person: Person, duty: Duty, *, at: datetime) -> None:
    last = settings.WRONG_INTRODUCTIONS_A_DAY - 1
    wrong = wrong_codes(person, duty.person_id, at=at).values_list("at", flat=True)
    if why := used_up(wrong[last : last + 1].first()):
        raise WrongState(why)


@transaction.atomic
def refuse(duty: Duty, *, by: Person, at: datetime) -> None:
    """Record a wrong code about its holder, after the grant that it stopped."""
    may_decide_duty(by, duty)
    record(REFUSED, subject=duty.person, by=by, at=at, holder=duty.person_id, duty=duty.kind)
