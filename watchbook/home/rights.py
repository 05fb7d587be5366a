"""Work on rights in personal data: requests to be answered, complaints to be acknowledged and decided."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.home.waiting import SHOWN, Lists, Matters, WaitingMatter, at_least, first_of, in_lines, matter
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import in_force_on
from watchbook.register.asked_together import SqlQuestion, Wants, with_related
from watchbook.register.written import written
from watchbook.retention.complaint import queries as complaints
from watchbook.retention.complaint.models import Complaint
from watchbook.retention.complaint.permissions import may_deal_with_complaint
from watchbook.retention.permissions import KEEPERS
from watchbook.retention.rights_question import queries as questions
from watchbook.retention.rights_question.permissions import (
    may_chase_rights_questions,
    may_see_rights_questions,
)
from watchbook.retention.rights_request import queries as requests
from watchbook.retention.rights_request.after_answer import SinceAnswers, since_answers, work_after_answers
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.need_to_know import of_need_to_know, of_open_tables, readable
from watchbook.retention.rights_request.permissions import may_record_rights_request
from watchbook.retention.rights_request.rules import in_short

REQUEST, REQUESTS = "retention:rights_request", "retention:rights_requests"
COMPLAINTS, QUESTIONS = "retention:complaints", "retention:rights_questions"
NAMED = 2  # others who share a task and are named


@written
def rights_requests_by_receipt(
    _person: Person, _on: date
) -> tuple[QuerySet[RightsRequest], QuerySet[RightsRequest]]:
    """Ask for the requests about personal data that wait: those whose time nothing moved, and the others."""
    usual, moved = requests.rows_by_receipt()
    return first_of(usual), first_of(moved)


@written
def _other_keepers(person: Person, on: date) -> QuerySet[Person]:
    """Ask who else answers people about their data."""
    duties = Duty.objects.filter(in_force_on(on), kind__in=KEEPERS)
    others: QuerySet[Person] = Person.objects.filter(duties__in=duties).exclude(pk=person.pk)
    return others.order_by("name").distinct()


def _shared(lines: Iterable[WaitingMatter], others: Iterable[Person]) -> Iterator[WaitingMatter]:
    """Name in each line of the reader those whose task it is too: the first of them."""
    names = _(" or ").join(one.name for one in list(others)[:NAMED])
    yield from (replace(one, shared_with=names) for one in lines)


def _requests(person: Person, on: date) -> Matters:
    (usual, moved), others = rights_requests_by_receipt(person, on), _other_keepers(person, on)
    yield Wants(usual, moved, others)
    rows = [*usual, *moved]
    yield from with_related(rows, "steps")
    lines = in_lines(
        requests.waiting_of(rows), _request, others=_("requests about personal data"), page=REQUESTS
    )
    yield from _shared(lines, others)


def _request(one: requests.WaitingRequest) -> WaitingMatter:
    row = one.row
    what = _("Request {reference} about personal data: {rights}").format(
        reference=row.reference, rights=in_short(row.rights)
    )
    to_do = _("answer the request") if one.due_on else _("wait for the person’s reply")
    who = "" if one.due_on else _("the person")
    return matter(what, to_do, REQUEST, row.reference, by=one.due_on, since=row.received_on, waits_for=who)


@written
def _since_answers(_person: Person, _on: date) -> SinceAnswers:
    return since_answers()


def _after_answers(person: Person, on: date) -> Matters:
    for one in work_after_answers(*_since_answers(person, on)):
        if isinstance(one, Wants):
            yield one
            continue
        what = _("Request {reference} about personal data").format(reference=one.row.reference)
        to_do = _("from the date shown, {what}").format(what=one.to_do) if one.by else one.to_do
        yield matter(what, to_do, REQUEST, one.row.reference, by=one.by)


@written
def _complaint_rows(_person: Person, _on: date) -> tuple[QuerySet[Complaint], QuerySet[Complaint]]:
    received, begun = complaints.rows_by_receipt()
    return first_of(received), first_of(begun)


def _complaints(person: Person, on: date) -> Matters:
    (received, begun), others = _complaint_rows(person, on), _other_keepers(person, on)
    yield Wants(received, begun, others)
    for rows, said in ((received, _("complaints to acknowledge")), (begun, _("complaints"))):
        lines = in_lines(complaints.waiting_of(rows), _complaint, others=said, page=COMPLAINTS)
        yield from _shared(lines, others)


def _complaint(one: complaints.WaitingComplaint) -> WaitingMatter:
    row = one.row
    what = _("Complaint {reference} about personal data").format(reference=row.reference)
    to_do = (
        _("acknowledge the complaint")
        if one.due_on
        else _("look into the complaint, and tell the person the outcome")
    )
    return matter(what, to_do, "retention:complaint", row.reference, by=one.due_on, since=row.received_on)


@written
def _undecided(person: Person, _on: date) -> tuple[QuerySet[FoundItem], QuerySet[FoundItem]]:
    return _first_and_known(questions.undecided().order_by("recorded_at"), person)


def _questions(person: Person, on: date) -> Matters:
    """One line for all of them: the page lists each, and the line names no request."""
    rows, others = _undecided(person, on)
    yield Wants(rows, others)
    asked = readable(person, [*rows[:SHOWN], *others])
    yield from with_related([one.request for one in asked], "steps")
    if count := len({one.thing for one in asked}):
        what = ngettext(
            "A person has asked about {count} protected record",
            "A person has asked about {count} protected records",
            count,
        ).format(count=at_least(count) if len(rows) > SHOWN else count)
        by = questions.first_day(asked)
        yield matter(what, _("decide what the letter says about each record"), QUESTIONS, by=by)


@written
def _not_agreed(person: Person, _on: date) -> tuple[QuerySet[FoundItem], QuerySet[FoundItem]]:
    return _first_and_known(questions.not_agreed(person), person)


def _to_agree(person: Person, on: date) -> Matters:
    rows, others = _not_agreed(person, on)
    yield Wants(rows, others)
    if count := len({one.thing for one in questions.agreeable(person, [*rows[:SHOWN], *others])}):
        what = ngettext(
            "{count} protected record will be erased if a second person agrees",
            "{count} protected records will be erased if a second person agrees",
            count,
        ).format(count=at_least(count) if len(rows) > SHOWN else count)
        yield matter(what, _("open each record, and agree or decide again"), QUESTIONS)


def _first_and_known(
    rows: QuerySet[FoundItem], person: Person
) -> tuple[QuerySet[FoundItem], QuerySet[FoundItem]]:
    """The first of the protected things that a duty opens to somebody, and all that are known one by one: rights alone tell of these."""
    return first_of(rows.filter(of_open_tables(person))), rows.filter(of_need_to_know())


@written
def _searched(_person: Person, on: date) -> SqlQuestion:
    return questions.searched_on(on)


def _to_chase(person: Person, on: date) -> Matters:
    """Count requests, whatever was found: a count of records would tell whom one is about."""
    for count in questions.to_chase(_searched(person, on), on=on):
        if isinstance(count, Wants):
            yield count
        elif count:
            what = ngettext(
                "Decisions on any protected records are due now for {count} request about personal data",
                "Decisions on any protected records are due now for {count} requests about personal data",
                count,
            ).format(count=f"{count:,}")
            to_do = _("ask the people who may read protected records to decide")
            yield matter(what, to_do, QUESTIONS, by=on)


LISTS: Lists = (
    (may_see_rights_questions, _questions),
    (may_see_rights_questions, _to_agree),
    (may_chase_rights_questions, _to_chase),
    (may_record_rights_request, _requests),
    (may_record_rights_request, _after_answers),
    (may_deal_with_complaint, _complaints),
)
