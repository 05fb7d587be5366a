"""The page of proposed duties, decided row by row or as one list."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from watchbook.organisation import proposals as acts
from watchbook.organisation.forms import DecideForm
from watchbook.organisation.models import Authority, Duty, Person
from watchbook.organisation.permissions import may_propose_duty
from watchbook.organisation.queries import (
    duties_to_decide,
    proposals_of,
    rank_warning,
    ranks_listed,
    the_authority,
    today,
    with_appointments,
)
from watchbook.organisation.rules import DutyKind
from watchbook.web.wording import day


@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: HttpRequest) -> HttpResponse:
    """What this administrator may decide, and what waits for another. Four queries of its own."""
    by = cast(Person, request.user)
    may_propose_duty(by)
    rows = with_appointments(duties_to_decide(by))
    form = DecideForm(
        request.POST or None,
        choices=[(str(row.id), f"{row.person.name}: {row.title}") for row in rows],
        initial={"duties": [str(row.id) for row in rows]},
    )
    if request.method == "POST" and form.is_valid() and _decided(request, form, rows=rows, by=by):
        return redirect("organisation:duties")
    items = [_item(row, form=form, listed=_ranks(row)) for row in rows]
    context = {"form": form, "items": items, "others": proposals_of(by)}
    return render(request, "organisation/duties.html", context)


def _decided(request: HttpRequest, form: DecideForm, *, rows: list[Duty], by: Person) -> bool:
    """All that were ticked; or none, with the reasons on the form."""
    ticked = [row for row in rows if str(row.id) in form.cleaned_data["duties"]]
    grants = form.cleaned_data["answer"] == "grant"
    try:
        done = acts.decide_all(ticked, grants=grants, by=by, at=timezone.now())
    except acts.ListRefused as refusal:
        form.add_error("duties", _("Nothing was decided. Untick these, or see to them first"))
        for row, reason in refusal.duties:
            form.add_error(
                "duties",
                _("{name}, {duty}: {reason}").format(name=row.person.name, duty=row.title, reason=reason),
            )
        return False
    granted = ngettext("One duty was granted.", "{number} duties were granted.", len(done))
    declined = ngettext("One duty was declined.", "{number} duties were declined.", len(done))
    messages.success(request, (granted if grants else declined).format(number=len(done)))
    return True


def _ranks(row: Duty) -> tuple[str, ...]:
    if row.kind != DutyKind.AUTHORISING_OFFICER:
        return ()
    return ranks_listed(cast(Authority, the_authority()), on=today())


def _item(row: Duty, *, form: DecideForm, listed: tuple[str, ...]) -> dict[str, Any]:
    """One box: who, which duty, and beneath what is known of it."""
    until = _(" to {day}").format(day=day(row.until_on)) if row.until_on else ""
    told = [_("From {day}{until}.").format(day=day(row.from_on), until=until)]
    if row.appointment and row.appointment.rank:
        told.append(_("Rank: {rank}.").format(rank=row.appointment.rank))
    if row.appointment and row.appointment.minute:
        told.append(_("Minute: {minute}.").format(minute=row.appointment.minute))
    if rank_warning(row, listed=listed):
        told.append(_("The law lists other ranks: {ranks}, or equivalent.").format(ranks=", ".join(listed)))
    told.append(_("Proposed by {name}.").format(name=row.proposed_by.name))
    return {
        "value": str(row.id),
        "text": f"{row.person.name}: {row.title}",
        "hint": {"text": " ".join(told)},
        "checked": str(row.id) in (form["duties"].value() or []),
    }
