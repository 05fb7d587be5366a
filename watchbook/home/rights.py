"""Work on rights in personal data: requests to be answered, complaints to be acknowledged and decided."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.home.waiting import Lists, Matters, matter
from watchbook.organisation.models import Person
from watchbook.register.asked_together import Wants, with_related
from watchbook.retention.complaint import queries as complaints
from watchbook.retention.complaint.permissions import may_deal_with_complaint
from watchbook.retention.rights_question import queries as questions
from watchbook.retention.rights_question.permissions import (
    may_chase_rights_questions,
    may_see_rights_questions,
)
from watchbook.retention.rights_request import queries as requests
from watchbook.retention.rights_request.need_to_know import readable
from watchbook.retention.rights_request.permissions import may_record_rights_request


def _requests(_person: Person, _on: date) -> Matters:
    rows = requests.waiting_rows()
    yield Wants(rows)
    yield from with_related(rows, "steps")
    for one in requests.waiting_of(rows):
        what = _("Request about personal data {reference}").format(reference=one.row.reference)
        to_do = _("answer the request") if one.due_on else _("wait for the person’s reply")
        yield matter(
            what,
            to_do,
            "retention:rights_request",
            one.row.reference,
            by=one.due_on,
            since=one.row.received_on,
            waits_for="" if one.due_on else _("the person"),
        )


def _after_answers(_person: Person, _on: date) -> Matters:
    for one in questions.answers_followed():
        if isinstance(one, Wants):
            yield one
            continue
        row, to_do = one
        what = _("Request about personal data {reference}").format(reference=row.reference)
        yield matter(what, to_do, "retention:rights_request", row.reference)


def _complaints(_person: Person, _on: date) -> Matters:
    rows = complaints.waiting_rows()
    yield Wants(rows)
    for one in complaints.waiting_of(rows):
        what = _("Complaint about personal data {reference}").format(reference=one.row.reference)
        to_do = (
            _("acknowledge the complaint")
            if one.due_on
            else _("look into the complaint, and tell the person the outcome")
        )
        yield matter(
            what, to_do, "retention:complaint", one.row.reference, by=one.due_on, since=one.row.received_on
        )


def _questions(person: Person, _on: date) -> Matters:
    """One line for all of them: the page lists each, and the line names no request."""
    rows = questions.undecided().order_by("recorded_at")
    yield Wants(rows)
    asked = readable(person, list(rows))
    yield from with_related([one.request for one in asked], "steps")
    if count := len({one.thing for one in asked}):
        what = ngettext(
            "A person has asked about {count} protected record",
            "A person has asked about {count} protected records",
            count,
        ).format(count=count)
        by = questions.first_day(asked)
        yield matter(
            what, _("decide what the letter says about each record"), "retention:rights_questions", by=by
        )


def _to_agree(person: Person, _on: date) -> Matters:
    rows = questions.not_agreed(person)
    yield Wants(rows)
    if count := len({one.thing for one in questions.agreeable(person, list(rows))}):
        what = ngettext(
            "{count} protected record will be erased if a second person agrees",
            "{count} protected records will be erased if a second person agrees",
            count,
        ).format(count=count)
        yield matter(what, _("open each record, and agree or decide again"), "retention:rights_questions")


def _to_chase(_person: Person, on: date) -> Matters:
    """Count requests, whatever was found: a count of records would tell whom one is about."""
    rows = questions.recent_searches(on)
    yield Wants(rows)
    yield from with_related([one.request for one in rows], "steps")
    if count := questions.count_to_chase(rows, on=on):
        what = ngettext(
            "{count} request about personal data needs decisions on any protected records now",
            "Decisions on any protected records are due now for {count} requests about personal data",
            count,
        ).format(count=count)
        yield matter(
            what,
            _("ask the people who may read protected records to decide"),
            "retention:rights_questions",
            by=on,
        )


LISTS: Lists = (
    (may_see_rights_questions, _questions),
    (may_see_rights_questions, _to_agree),
    (may_chase_rights_questions, _to_chase),
    (may_record_rights_request, _requests),
    (may_record_rights_request, _after_answers),
    (may_deal_with_complaint, _complaints),
)
