"""What waits for a person about looks: to close, to sign, to see to."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import can
from watchbook.home import looks_to_check
from watchbook.home.authorisation_titles import titled
from watchbook.home.waiting import (
    SHOWN,
    Lists,
    Matters,
    Several,
    WaitingMatter,
    at_least,
    first_of,
    in_lines,
    matter,
    several,
)
from watchbook.listening.permissions import may_decide_projects
from watchbook.listening.queries import waiting_for_decision
from watchbook.looks.keeping import is_beyond_signature
from watchbook.looks.models import Evaluation, Look, ReTriage
from watchbook.looks.permissions import (
    may_check_looks,
    may_decide_re_triages,
    may_open_looks,
    may_see_all_looks,
)
from watchbook.looks.queries.departures import kept_beyond, less_strict, unread_departures, unread_re_triages
from watchbook.looks.queries.looks import (
    open_looks_of,
    opening_to,
    re_triages_decided,
    re_triages_to_decide,
    supervised,
    to_evaluate,
    to_tell_again,
)
from watchbook.organisation.models import Person
from watchbook.register.asked_together import SqlQuestion, Wants
from watchbook.register.models.entries import NamedEntry
from watchbook.register.written import written, written_by_services


@written
def _open_looks(person: Person, _on: date) -> QuerySet[Look]:
    return first_of(open_looks_of(person).order_by("opened_at"))


def _to_close(person: Person, on: date) -> Matters:
    rows = _open_looks(person, on)
    yield Wants(rows)
    yield from in_lines(rows, _open_look, others=_("open looks"), page="looks:looks")


def _open_look(row: Look) -> WaitingMatter:
    what = _("Open look {reference}").format(reference=row.reference)
    return matter(what, _("close the look (4 questions)"), "looks:look", row.reference, since=row.opened_at)


@written
def _not_evaluated(person: Person, _on: date) -> tuple[QuerySet[Look], SqlQuestion]:
    rows = to_evaluate(Look.objects.filter(opened_by=person)).order_by("opened_at")
    return rows[:1], several(rows, "opened_at")


def _to_evaluate(person: Person, on: date) -> Matters:
    """One line for all of an officer’s own: one look by its page, more by the officer’s list."""
    first, asked = _not_evaluated(person, on)
    yield Wants(first, asked)
    if count := (found := Several(asked)).count:
        what = ngettext(
            "{count} of your looks has no outcome recorded",
            "{count} of your looks have no outcome recorded",
            count,
        ).format(count=found.said)
        page = ("looks:look", first[0].reference) if count == 1 else ("looks:looks",)
        part = "no-outcome" if count > 1 else ""
        yield matter(what, _("record the outcome"), *page, since=found.since, part=part)


@written
def _listening_rows(person: Person, on: date) -> tuple[QuerySet[Any], ...]:
    return tuple(map(first_of, waiting_for_decision(person, on=on)))


def _listening(person: Person, on: date) -> Matters:
    projects, idle, sources, wards = _listening_rows(person, on)
    yield Wants(projects, idle, sources, wards)
    project, agree = "listening:project", _("agree to the entry, or ask for a correction")
    decide = _("approve or refuse the project")
    source = _("record a source: the project counts no posts without one")
    kind = _("Listening project")
    yield from in_lines(
        projects,
        lambda row: _registered(kind, row, decide, project, row.title, by=row.from_on),
        others=_("listening projects to be approved"),
        page="listening:projects",
    )
    yield from in_lines(
        idle,
        lambda row: _registered(kind, row, source, project, row.title),
        others=_("listening projects without a source"),
        page="listening:projects",
    )
    yield from in_lines(
        sources,
        lambda row: _registered(_("Listening source"), row, agree, "listening:source"),
        others=_("listening sources to be agreed"),
        page="listening:sources",
    )
    yield from in_lines(
        wards,
        lambda row: _registered(_("Ward"), row, agree, "listening:ward", row.called),
        others=_("wards to be agreed"),
        page="listening:wards",
    )


def _registered(
    kind: str, row: NamedEntry, to_do: str, page: str, title: str = "", *, by: date | None = None
) -> WaitingMatter:
    """A line about an entry of listening."""
    return matter(titled(f"{kind} {row.reference}", title), to_do, page, row.reference, by=by)


@written
def _asked_re_triages(person: Person, _on: date) -> QuerySet[ReTriage]:
    return first_of(re_triages_to_decide(person).order_by("asked_at"))


def _re_triages(person: Person, on: date) -> Matters:
    rows = _asked_re_triages(person, on)
    yield Wants(rows)
    yield from in_lines(rows, _asked, others=_("re-triages"), page="looks:re_triages")


def _asked(row: ReTriage) -> WaitingMatter:
    what = _("Re-triage {reference}").format(reference=row.reference)
    to_do = _("confirm that the look is not directed surveillance, or decline to sign")
    about = row.subject.investigation
    since = row.asked_at
    return matter(
        what, to_do, "looks:re_triage", row.reference, since=since, titled_by=about, tells_title=True
    )


@written
def _decided_re_triages(person: Person, _on: date) -> QuerySet[ReTriage]:
    return first_of(re_triages_decided(person))


def _decided(person: Person, on: date) -> Matters:
    rows = _decided_re_triages(person, on)
    yield Wants(rows)
    yield from in_lines(rows, _answered, others=_("decisions on your re-triages"), page="")


def _answered(row: ReTriage) -> WaitingMatter:
    what = _("Re-triage {reference}: {state}").format(reference=row.reference, state=row.get_state_display())
    to_do, about = _("read the decision"), row.subject.investigation
    return matter(what, to_do, "looks:re_triage", row.reference, since=row.decided_at, titled_by=about)


@written
def _kept_from(person: Person, _on: date) -> QuerySet[ReTriage]:
    return first_of(kept_beyond(person).order_by("used_by__kept_at"))


def _kept_beyond(person: Person, on: date) -> Matters:
    """Tell who signed a re-triage that something was kept from its look, where they signed that nothing would be."""
    rows = _kept_from(person, on)
    yield Wants(rows)

    def line(row: ReTriage) -> WaitingMatter | None:
        if row.used_by is None or not is_beyond_signature(row.used_by):
            return None
        what = _(
            "Re-triage {reference}: you signed on the basis that nothing would be kept, but the officer kept something"
        )
        to_do = _("read the re-triage, and speak to the line manager about the look")
        page, since, about = (
            ("looks:re_triage", row.reference),
            row.used_by.kept_at,
            row.subject.investigation,
        )
        return matter(what.format(reference=row.reference), to_do, *page, since=since, titled_by=about)

    yield from in_lines(
        rows, line, others=_("re-triages where the officer kept something from the look"), page=""
    )


@written
def _unread_departures(person: Person, _on: date) -> tuple[SqlQuestion, QuerySet[ReTriage]]:
    return several(unread_departures(person), "decided_at"), first_of(unread_re_triages(person))


def _departures(person: Person, on: date) -> Matters:
    """One line for all that were signed since the list was read last."""
    asked, re_triages = _unread_departures(person, on)
    yield Wants(asked, re_triages)
    if count := (lowered := Several(asked)).count + len(list(less_strict(re_triages))):
        what = ngettext(
            "{count} departure from an assessment has been signed since you last read the list of departures",
            "{count} departures from assessments have been signed since you last read the list of departures",
            count,
        ).format(count=at_least(count) if lowered.is_more or len(re_triages) > SHOWN else count)
        yield matter(what, _("read who signed, and why"), "looks:service")


@written_by_services
def _told_later(person: Person, on: date) -> QuerySet[Evaluation]:
    found = to_tell_again(supervised(person, sees_all=can(may_see_all_looks, person)), on=on)
    return first_of(found.order_by("review_on"))


def _to_tell(person: Person, on: date) -> Matters:
    rows = _told_later(person, on)
    yield Wants(rows)
    opened = opening_to((one.look for one in rows), person) if rows else set()

    def line(one: Evaluation) -> WaitingMatter:
        what = _("Look {reference}: the person has not been told about the look yet").format(
            reference=one.look.reference
        )
        to_do = _("check whether the person can be told now")
        if one.look.id in opened:
            return matter(what, to_do, "looks:look", one.look.reference, by=one.review_on)
        to_do = _(
            "ask the lead officer to add you to the investigation, then check whether the person can be told now"
        )
        return matter(what, to_do, "looks:service", by=one.review_on)

    yield from in_lines(
        rows, line, others=_("looks about which the person has not been told"), page="looks:service"
    )


LISTS: Lists = (
    (may_open_looks, _to_close),
    (may_open_looks, _to_evaluate),
    (may_open_looks, _decided),
    (may_decide_projects, _listening),
    (may_decide_re_triages, _re_triages),
    (may_decide_re_triages, _kept_beyond),
    *looks_to_check.LISTS,
    (may_see_all_looks, _departures),
    (may_check_looks, _to_tell),
)
