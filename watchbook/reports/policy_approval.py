"""Members' approvals of the policy, and when the next is due: the one rule of the calendar and the inspection page (Code 2018, 4.47).

An approval is a meeting of members that names a policy about social media, or an approved edition of one with its minute. The next is
due a year after it, for each policy in force. That a meeting was recorded long after it took place is told, for a record of that day cannot be made later.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.documents.models import Document, DocumentKind, DocumentStep, Extent, Step
from watchbook.governance.documents.queries import HeldDocument, edition_rows, editions
from watchbook.governance.members.models import MembersMeeting
from watchbook.governance.members.queries import meetings
from watchbook.governance.members.rules import approves
from watchbook.law.periods import months_after
from watchbook.register.models.entries import Entry
from watchbook.web.wording import day

A_YEAR = 12  # months: members set the policy at least once a year


@dataclass(frozen=True)
class PolicyApproval:
    """An approval of a policy: which, on what day, when it was recorded, in words, and where it is."""

    policy: str
    on: date
    recorded_on: date
    words: str
    address: str


# Editions of the policies about social media.
ABOUT_SOCIAL_MEDIA = Q(kind=DocumentKind.POLICY) & ~Q(concerns_social_media=Extent.NO)


@asked_once
def policies() -> list[HeldDocument]:
    """Every edition of the policies about social media. Two queries."""
    return editions(ABOUT_SOCIAL_MEDIA)


def policies_in_force(*, on: date) -> dict[str, str]:
    """The titles of the policies in force on a day, by reference."""
    return {held.document.reference: held.document.title for held in policies() if held.is_in_force(on)}


@asked_once
def policy_approvals(*, on: date) -> list[PolicyApproval]:
    """The approvals of policies about social media by a day, the oldest first; one that two registers hold is told once. Five queries."""
    found = [*_in_meetings(on=on), *_in_editions(on=on)]
    once = {(one.on, one.policy): one for one in sorted(found, key=lambda one: one.recorded_on, reverse=True)}
    return [once[key] for key in sorted(once)]


def next_due_on(approvals: Sequence[PolicyApproval]) -> date | None:
    """The day by which members approve the policy again; None where they never did."""
    return months_after(max(one.on for one in approvals), months=A_YEAR) if approvals else None


def due_in(year: int, approvals: Sequence[PolicyApproval]) -> date:
    """The day of a year by which members approve the policy again: a year, or so many years, after they last did; else its last day."""
    last = max((one.on for one in approvals if one.on.year < year), default=None)
    return months_after(last, months=A_YEAR * (year - last.year)) if last else date(year, 12, 31)


def first_recorded(table: type[Entry], *facts: str) -> Mapping[tuple[Any, ...], date]:
    """The day on which these facts were first recorded, whatever else was corrected since. One query."""
    rows = table._default_manager.order_by().values_list(*facts).annotate(Min("recorded_at"))
    return {tuple(row[:-1]): london_day(row[-1]) for row in rows}


def meeting_facts(one: MembersMeeting) -> tuple[str, date, date | None, date | None, str]:
    """The facts of a meeting on which a duty rests."""
    return (one.reference, one.met_on, one.first_on, one.last_on, one.policy)


@asked_once
def meetings_recorded() -> Mapping[tuple[Any, ...], date]:
    """The day on which each meeting was recorded as it stands. One query."""
    return first_recorded(MembersMeeting, "reference", "met_on", "first_on", "last_on", "policy")


def meeting_words(one: MembersMeeting) -> str:
    """A meeting in words: the committee, the day, the minute."""
    return _("{committee}, {day}, {minute}").format(
        committee=one.committee, day=day(one.met_on), minute=one.minute
    )


def policies_to_approve(*, on: date, until: date) -> QuerySet[Document]:
    """Return the policies about social media in force on a day of which no edition was approved so late that the next approval is due after another."""
    approved = DocumentStep.objects.as_at(None).filter(
        document_reference=OuterRef("reference"), step=Step.APPROVED, is_struck=False, on__lte=on
    )
    late = approved.exclude(minute="").filter(on__gt=months_after(until, months=-A_YEAR))
    known = DocumentStep.objects.filter(step=Step.APPROVED).order_by().values("document_reference").distinct()
    rows = edition_rows(ABOUT_SOCIAL_MEDIA & Q(reference__in=known))  # read beside them, not each asked
    return rows.in_force(on=on).filter(~Exists(late)).order_by("reference")


def open_approvals(
    held: Iterable[HeldDocument],
    steps: Iterable[DocumentStep],
    decided: Iterable[tuple[str, str, date]],
    *,
    on: date,
) -> Iterator[tuple[Document, date]]:
    """Each of these policies in force, and the day by which members approve it again. No query.

    `decided` says of which policies members decided what, and on which day last.
    """
    days: dict[str, list[date]] = defaultdict(list)
    for step in steps:
        if step.step == Step.APPROVED and step.minute and step.on <= on:
            days[step.document_reference].append(step.on)
    for policy, words, met_on in decided:
        if approves(words):
            days[policy].append(met_on)
    in_force = {one.document.reference: one.document for one in held if one.is_in_force(on)}
    for reference, document in sorted(in_force.items()):
        approved = days[reference]
        yield document, months_after(max(approved), months=A_YEAR) if approved else date(on.year, 12, 31)


def _in_meetings(*, on: date) -> Iterator[PolicyApproval]:
    known = {held.document.reference for held in policies()}
    recorded = meetings_recorded()
    for one in meetings(on=on):
        if one.policy in known and approves(one.decided):
            page = reverse("governance:members_meeting", args=[one.reference])
            first = recorded[meeting_facts(one)]
            yield PolicyApproval(one.policy, one.met_on, first, meeting_words(one), page)


def _in_editions(*, on: date) -> Iterator[PolicyApproval]:
    facts = ("document_reference", "edition", "on", "minute")
    recorded = first_recorded(DocumentStep, *facts)
    for held in policies():
        step = held.approved
        if step and step.minute and step.on <= on:
            words = _("{committee}, {day}, {minute}").format(
                committee=step.decided_by, day=day(step.on), minute=step.minute
            )
            page = reverse("governance:document", args=[step.document_reference, step.edition])
            first = recorded[tuple(getattr(step, name) for name in facts)]
            yield PolicyApproval(step.document_reference, step.on, first, words, page)


def recorded_words(recorded_on: date) -> str:
    """Say when something was recorded that was recorded late."""
    return _("recorded on {day}").format(day=day(recorded_on))
