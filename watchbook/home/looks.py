"""What waits for a person about looks: to close, to sign, to see to."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import can
from watchbook.authorisations.permissions import may_sign_plan, may_sign_plans
from watchbook.authorisations.queries.overt_plans import proposed_plans
from watchbook.home.waiting import Lists, Matters, matter
from watchbook.investigations.permissions import may_confirm_kind, may_confirm_kinds
from watchbook.listening.permissions import may_decide_projects
from watchbook.listening.queries import waiting_for_decision
from watchbook.looks.models import Look
from watchbook.looks.permissions import (
    may_decide_re_triages,
    may_open_looks,
    may_see_all_looks,
    may_supervise_looks,
)
from watchbook.looks.queries.departures import less_strict, unread_departures, unread_re_triages
from watchbook.looks.queries.looks import (
    is_wrong,
    kinds_looked_at,
    open_looks_of,
    opening_to,
    re_triages_decided,
    re_triages_to_decide,
    rests_on_a_word,
    supervised,
    to_check,
    to_evaluate,
    to_tell_again,
)
from watchbook.organisation.models import Person
from watchbook.oversight.error_report.queries import unreported_among
from watchbook.register.asked_together import Wants


def _to_close(person: Person, _on: date) -> Matters:
    rows = open_looks_of(person)
    yield Wants(rows)
    for row in rows:
        what = _("Open look {reference}").format(reference=row.reference)
        yield matter(
            what, _("close the look (4 questions)"), "looks:look", row.reference, since=row.opened_at
        )


def _to_evaluate(person: Person, _on: date) -> Matters:
    """One line for all of an officer’s own: one look by its page, more by the officer’s list."""
    rows = to_evaluate(Look.objects.filter(opened_by=person)).order_by("opened_at")
    yield Wants(rows)
    if count := len(rows):
        what = ngettext(
            "{count} of your looks has no outcome recorded",
            "{count} of your looks have no outcome recorded",
            count,
        ).format(count=count)
        page = ("looks:look", rows[0].reference) if count == 1 else ("looks:looks",)
        yield matter(what, _("record the outcome"), *page, since=rows[0].opened_at)


def _plans(person: Person, _on: date) -> Matters:
    rows = proposed_plans()
    yield Wants(rows)
    for row in (one for one in rows if can(may_sign_plan, person, one)):
        what = _("Overt plan {reference}").format(reference=row.reference)
        yield matter(
            what,
            _("sign the plan, or say why you do not sign it"),
            "overt_plans:plan",
            row.reference,
            since=row.recorded_at,
        )


def _listening(person: Person, on: date) -> Matters:
    rows = waiting_for_decision(person, on=on)
    yield Wants(rows)
    for reference, from_on, is_idle in rows:
        if is_idle:
            what = _("Listening project {reference}").format(reference=reference)
            yield matter(
                what,
                _("record a source: the project counts no posts without one"),
                "listening:project",
                reference,
            )
        elif reference.startswith("SOURCE"):
            what = _("Listening source {reference}").format(reference=reference)
            yield matter(
                what, _("agree to the entry, or ask for a correction"), "listening:source", reference
            )
        elif reference.startswith("WARD"):
            what = _("Ward {reference}").format(reference=reference)
            yield matter(what, _("agree to the entry, or ask for a correction"), "listening:ward", reference)
        else:
            what = _("Listening project {reference}").format(reference=reference)
            yield matter(what, _("approve or refuse the project"), "listening:project", reference, by=from_on)


def _re_triages(person: Person, _on: date) -> Matters:
    rows = re_triages_to_decide(person)
    yield Wants(rows)
    for row in rows:
        what = _("Re-triage {reference}").format(reference=row.reference)
        to_do = _("confirm that the look is not directed surveillance, or decline to sign")
        yield matter(what, to_do, "looks:re_triage", row.reference, since=row.asked_at)


def _decided(person: Person, _on: date) -> Matters:
    rows = re_triages_decided(person)
    yield Wants(rows)
    for row in rows:
        what = _("Re-triage {reference}: {state}").format(
            reference=row.reference, state=row.get_state_display()
        )
        yield matter(what, _("read the decision"), "looks:re_triage", row.reference, since=row.decided_at)


def _to_check(person: Person, _on: date) -> Matters:
    """One line for each sort of look to be checked, without those that an error report is about: the page lists each. One query."""
    rows = unreported_among(to_check(supervised(person, sees_all=can(may_see_all_looks, person))))
    yield Wants(rows)
    if wrong := [row for row in rows if is_wrong(row)]:
        count = len(wrong)
        what = ngettext(
            "{count} look had no basis, or the officer did more than look",
            "{count} looks had no basis, or the officer did more than look",
            count,
        ).format(count=count)
        yield matter(
            what, _("check whether there is an error to report"), "looks:service", since=_first(wrong)
        )
    if immediate := [row for row in rows if rests_on_a_word(row)]:
        count = len(immediate)
        what = ngettext(
            "{count} look was an immediate response",
            "{count} looks were immediate responses",
            count,
        ).format(count=count)
        yield matter(
            what,
            _("check whether each look could have been planned"),
            "looks:service",
            since=_first(immediate),
        )


def _first(rows: list[Look]) -> datetime:
    return min(row.opened_at for row in rows)


def _departures(person: Person, _on: date) -> Matters:
    """One line for all that were signed since the list was read last."""
    lowered, re_triages = unread_departures(person), unread_re_triages(person)
    yield Wants(lowered, re_triages)
    if count := len(lowered) + len(list(less_strict(re_triages))):
        what = ngettext(
            "{count} departure from an assessment has been signed since you last read the list",
            "{count} departures from assessments have been signed since you last read the list",
            count,
        ).format(count=count)
        yield matter(what, _("read who signed, and why"), "looks:service")


def _to_tell(person: Person, on: date) -> Matters:
    found = to_tell_again(supervised(person, sees_all=can(may_see_all_looks, person)), on=on)
    yield Wants(found)
    opened = opening_to((one.look for one in found), person) if found else set()
    for one in found:
        what = _("Look {reference}: the person has not been told yet").format(reference=one.look.reference)
        to_do = _("check whether the person can be told now")
        if one.look.id in opened:
            yield matter(what, to_do, "looks:look", one.look.reference, by=one.review_on)
        else:
            to_do = _(
                "ask the lead officer to add you to the investigation, then check whether the person can be told now"
            )
            yield matter(what, to_do, "looks:service", by=one.review_on)


def _kinds(person: Person, _on: date) -> Matters:
    """List the organisations, places and events that were looked at and that nobody else has confirmed."""
    rows = kinds_looked_at(person)
    yield Wants(rows)
    for row in (one for one in rows if can(may_confirm_kind, person, one)):
        what = _("Subject {subject}, not recorded as a person: {kind}").format(
            subject=row, kind=row.get_kind_display()
        )
        to_do = _("check whose accounts these are, and confirm the kind of subject if it is right")
        yield matter(what, to_do, "investigations:subject", row.investigation.reference, row.number)


LISTS: Lists = (
    (may_confirm_kinds, _kinds),
    (may_open_looks, _to_close),
    (may_open_looks, _to_evaluate),
    (may_open_looks, _decided),
    (may_sign_plans, _plans),
    (may_decide_projects, _listening),
    (may_decide_re_triages, _re_triages),
    (may_supervise_looks, _to_check),
    (may_see_all_looks, _departures),
    (may_supervise_looks, _to_tell),
)
