"""Pages of rights requests: all of them, one with its clock, search, purposes and decisions."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.queries import events_about
from watchbook.files.document.formats import FORMATS
from watchbook.keys.envelope import opened, opened_all
from watchbook.law.refusals import Refusal
from watchbook.law_words.refusals import refused
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.retention.deletion.queries import lists, state_in_words
from watchbook.retention.language import language_words
from watchbook.retention.letter import law
from watchbook.retention.reading_rights import open_tables
from watchbook.retention.rights_request import (
    erasure,
    queries,
    rights_request,
    subject_search,
)
from watchbook.retention.rights_request.after_answer import WorkAfterAnswer
from watchbook.retention.rights_request.clock import RightsClock, cited_under, clock_of, refused_by
from watchbook.retention.rights_request.forms import (
    PersonSearchForm,
    RightsRequestForm,
)
from watchbook.retention.rights_request.found_thing import found_thing
from watchbook.retention.rights_request.identity import identity_in_words
from watchbook.retention.rights_request.late_letter import unchecked
from watchbook.retention.rights_request.letter_law import regimes_of
from watchbook.retention.rights_request.lifting import is_restricted
from watchbook.retention.rights_request.models import (
    RightsRequest,
    SubjectSearch,
)
from watchbook.retention.rights_request.need_to_know import tables_of
from watchbook.retention.rights_request.next_step import next_step, still_wanted
from watchbook.retention.rights_request.permissions import (
    may_decide_found_item,
    may_read_rights_requests,
    may_record_rights_request,
    may_search_for_person,
)
from watchbook.retention.rights_request.rights_request import AskedRights
from watchbook.retention.rights_request.rules import BY_ID, ItemDecision, Right, in_short, regime_of
from watchbook.retention.rights_request.searched_names import title_of
from watchbook.retention.rights_request.states import CLOSED, WORKED_ON, RightsState, RightsStepKind, offered
from watchbook.retention.rights_request.step_views import act_page, row_of
from watchbook.web.long_list import ListChoice, cut
from watchbook.web.overview import StepAhead

STATE = gettext_lazy("State")
RIGHTS = ListChoice(gettext_lazy("Asked for"), lambda code: Q(rights__contains=[code]), Right.choices)
WAITING_CHOICES = {
    "state": ListChoice(STATE, "state", [(one.value, one.label) for one in WORKED_ON]),
    "right": RIGHTS,
}
CLOSED_CHOICES = {
    "state": ListChoice(STATE, "state", [(one.value, one.label) for one in CLOSED]),
    "right": RIGHTS,
}
CLOSED_ORDERS = {"reference": "reference", "received": "received_on", "state": "state", "closed": "closed_on"}


@require_safe
def rights_requests(http: HttpRequest) -> HttpResponse:
    """List the requests that wait, by their last day, and every other."""
    may_read_rights_requests(reader(http))
    with asking_once():
        waiting = cut(
            http, queries.waiting().prefetch_related("steps"), choose=WAITING_CHOICES, named="waiting"
        )
        shown = queries.waiting_of(waiting)
    context = {
        "page": waiting,
        "waiting": shown,
        "closed": cut(
            http,
            queries.requests().filter(closed_on__isnull=False),
            sort=CLOSED_ORDERS,
            choose=CLOSED_CHOICES,
        ),
        "today": today(),
        "may_record": may_record_rights_request,
        "in_short": in_short,
    }
    return render(http, "retention/rights_requests.html", context)


@require_safe
def request(http: HttpRequest, reference: str) -> HttpResponse:
    """One request: who asks, its clock, what was searched and found, what was decided, its steps and letters."""
    may_read_rights_requests(reader(http))
    row = row_of(reference)
    steps, clock = list(row.steps.all()), _clock(row)
    to_check, is_paused = unchecked(steps), not (clock["deadline"] or clock["refusal"])
    context = {
        "row": row,
        "said": _said(row),
        "rights": [Right(one).label for one in row.rights],
        **clock,
        "searches": _searches(row),
        "parts": _parts(row, reader(http)),
        "purposes": _purposes(row),
        "items": _items(row, reader(http)),
        "law": law,
        "lists": lists().filter(because=reference),
        "state_of": state_in_words,
        "kept": erasure.kept(row),
        **_ahead(row, reader(http)),
        "steps": steps,
        "words": opened_all(steps),
        "kinds": RightsStepKind,
        "offered": offered(
            RightsState(row.state),
            {one.kind for one in steps},
            is_paused=is_paused,
            is_to_check=bool(to_check),
            is_restricted=is_restricted(row),
        ),
        "to_check": {one.id for one in to_check},
        "keepers_by": queries.keepers_by(row),
        "identity": identity_in_words(row),
        "refused_by": _refused_by(row),
        "endings": FORMATS,
        "events": events_about(row.id),
        "may_decide": may_decide_found_item,
        "today": today(),
    }
    return render(http, "retention/rights_request.html", context)


def _said(row: RightsRequest) -> dict[str, Any]:
    """Return what was recorded of the person and their request, with the language of their letters by its name."""
    said = opened(row)
    return {**said, "language_words": language_words(said)}


@require_http_methods(METHODS)
def add(http: HttpRequest) -> HttpResponse:
    """Take a request in."""
    by = reader(http)
    may_record_rights_request(by)
    form = RightsRequestForm(http.POST or None, initial={"received_on": today()})

    def act() -> RightsRequest:
        told = form.cleaned_data | {
            "rights": tuple(form.cleaned_data["rights"]),
            "names": tuple(form.cleaned_data["names"].splitlines()),
        }
        return rights_request.receive(AskedRights(**told), by=by, at=timezone.now())

    if row := acted(form, act):
        words = _("The request was recorded as {reference}.").format(reference=row.reference)
        return done(http, words, "retention:rights_request", row.reference)
    return act_page(http, form, title=_("Record a request about personal data"), submit=_("Record request"))


@require_http_methods(METHODS)
def search(http: HttpRequest, reference: str) -> HttpResponse:
    """Search every part for the person."""
    may_search_for_person(by := reader(http))
    row = row_of(reference)
    said = opened(row)
    form = PersonSearchForm(http.POST or None, initial={"names": "\n".join([said["person"], *said["names"]])})

    def act() -> SubjectSearch:
        sought = subject_search.read(row, form.cleaned_data["names"], by=by)
        return subject_search.search(row, sought, by=by, at=timezone.now())

    if acted(form, act):
        return done(http, _("All registers have been searched."), "retention:rights_request", reference)
    return act_page(http, form, row, title=_("Search for the person"), submit=_("Search"))


def _clock(row: RightsRequest) -> dict[str, Any]:
    """The clock for the page, or the words in which the law refuses to count."""
    try:
        clock, refusal = clock_of(row), ""
    except Refusal as known:
        clock, refusal = RightsClock(None, None), refused(known)
    deadline = clock.deadline and cited_under(clock.deadline, regimes_of(row), on=row.received_on)
    return {"deadline": deadline, "refusal": refusal}


def _ahead(row: RightsRequest, person: Person) -> dict[str, Any]:
    """The next step, for whoever may take it, and whether a deletion can be proposed now."""
    wanted = still_wanted(row)
    step = _next(row, wanted) if can(may_decide_found_item, person) else None
    return {"is_to_propose": erasure.is_to_propose(row) and not (wanted and wanted.by), "next": step}


def _next(row: RightsRequest, wanted: WorkAfterAnswer | None) -> StepAhead | None:
    try:
        return next_step(row, wanted, today=today())
    except Refusal:
        return None


def _refused_by(row: RightsRequest) -> date | None:
    try:
        return refused_by(row)
    except Refusal:
        return None


def _searches(row: RightsRequest) -> list[dict[str, Any]]:
    rows = list(row.subjectsearchs.select_related("searched_by"))
    said = opened_all(rows)
    return [{"row": one, "names": said[one.id]["names"]} for one in rows]


def _parts(row: RightsRequest, person: Person) -> list[tuple[str, int | None]]:
    """Each register that was searched, with how many records of it were found; none where any of its tables is protected."""
    is_open, newest = open_tables(person), row.subjectsearchs.last()
    shown = row.founditems.filter(is_protected=False, table__in=is_open).order_by()
    counted = Counter(table for table, _thing in shown.values_list("table", "thing").distinct())
    tables = {part: tables_of(part) for part in (newest.parts if newest else ())}
    return [
        (title_of(part, mine), sum(counted[one] for one in mine) if is_open.issuperset(mine) else None)
        for part, mine in tables.items()
    ]


def _purposes(row: RightsRequest) -> list[dict[str, Any]]:
    rows = queries.purposes(row)
    said = opened_all(rows)
    return [
        {
            "row": one,
            "words": said[one.id]["purpose"],
            "reasons": regime_of(
                has_function=one.has_function, is_against_crime=one.is_against_crime
            ).reasons,
        }
        for one in rows
    ]


def _items(row: RightsRequest, person: Person) -> list[dict[str, Any]]:
    """Return the things found that somebody may see, each with the words with the name; of a protected one the decision alone."""
    rows = list(queries.on_the_page(row, person).select_related("purpose", "decided_by"))
    said, names = opened_all(rows), queries.names_sought(row)
    return [
        {
            "row": one,
            "why": "" if one.is_protected and one.decision == ItemDecision.ERASE else said[one.id]["why"],
            "ground": BY_ID.get(one.ground),
            "enclosed": said[one.id].get("enclosed", ""),
            "right": Right(one.right).label if one.right else "",
            "thing": None if one.is_protected else found_thing(one, names),
        }
        for one in rows
    ]
