"""A covert source's own records: read by the few, written by three, opened to an inspector by the officer."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watchbook.authorisations import source_opening, source_record
from watchbook.authorisations.forms.sources import EntryForm, KeepersForm, SourceOpeningForm
from watchbook.authorisations.models import Authorisation, Particular, SourceOpening
from watchbook.authorisations.permissions import (
    may_answer_for_source,
    may_keep_source_records,
    may_open_source_records,
)
from watchbook.authorisations.queries.sources import is_opened_to
from watchbook.authorisations.source_record import Keepers
from watchbook.authorisations.views.found import unknown_authorisation
from watchbook.organisation.models import Person
from watchbook.organisation.queries import holders_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.register.views.acting import METHODS, acted, readable_or_404, reader
from watchbook.web.forms import GovukForm


@require_safe
def source_records(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that is kept about the source, and what is not kept yet; recorded before it shows."""
    by, now = reader(request), timezone.now()
    row = _row(
        request,
        reference,
        lambda who, one: may_open_source_records(who, one, is_opened_to(who, one, at=now)),
    )
    entries = source_record.read(row, by=by, at=now)
    there = {entry.particular for entry, _words in entries}
    context = {
        "authorisation": row,
        "entries": entries,
        "lacking": [one.label for one in Particular if one not in there],
        "openings": SourceOpening.objects.filter(authorisation=row).select_related("inspector"),
        "now": now,
        "may_keep": may_keep_source_records,
        "may_answer": may_answer_for_source,
    }
    return render(request, "authorisations/source_records.html", context)


@require_http_methods(METHODS)
def source_entry(request: HttpRequest, reference: str) -> HttpResponse:
    """Write something into the source's records."""
    row = _row(request, reference, may_keep_source_records)
    form = EntryForm(request.POST or None)

    def act() -> Authorisation:
        return source_record.keep(
            row, **form.cleaned_data, by=reader(request), at=timezone.now()
        ).authorisation

    return _page(
        request, row, form, act, title=_("Add to the source’s records"), done=_("Your entry was saved.")
    )


@require_http_methods(METHODS)
def source_keepers(request: HttpRequest, reference: str) -> HttpResponse:
    """Set who runs the source."""
    row = _row(request, reference, may_answer_for_source)
    people = list(Person.objects.filter(is_active=True, is_system=False).order_by("name"))
    known = {str(one.id): one for one in people}
    initial = {name: str(getattr(row, f"{name}_id") or "") for name in KeepersForm.among}
    form = KeepersForm(request.POST or None, people=people, initial=initial)

    def act() -> Authorisation:
        told = {name: known[form.cleaned_data[name]] for name in KeepersForm.among}
        return source_record.hand_over(row, Keepers(**told), by=reader(request), at=timezone.now())

    return _page(
        request,
        row,
        form,
        act,
        title=_("Handler, controller and record-keeper of the source"),
        done=_("The handler, the controller and the record-keeper were saved."),
    )


@require_http_methods(METHODS)
def source_open(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the records to an inspector."""
    row = _row(request, reference, may_answer_for_source)
    people = holders_of(DutyKind.INSPECTOR, on=today())
    known = {str(one.id): one for one in people}
    form = SourceOpeningForm(request.POST or None, people=people)

    def act() -> Authorisation:
        told = form.cleaned_data
        return source_opening.grant(
            row,
            inspector=known[told["inspector"]],
            until_on=told["until_on"],
            why=told["why"],
            by=reader(request),
            at=timezone.now(),
        ).authorisation

    return _page(
        request,
        row,
        form,
        act,
        title=_("Open the records to an inspector"),
        done=_("The inspector can now read the source’s records."),
    )


@require_POST
def source_close(request: HttpRequest, reference: str, opening_id: UUID) -> HttpResponse:
    """End an opening before its day."""
    row = _row(request, reference, may_answer_for_source)
    opening = get_object_or_404(SourceOpening, pk=opening_id, authorisation=row)
    source_opening.end(opening, by=reader(request), at=timezone.now())
    messages.success(request, _("The inspector’s access was ended."))
    return redirect("authorisations:source_records", row.reference)


def _row(request: HttpRequest, reference: str, may: Callable[[Person, Authorisation], None]) -> Authorisation:
    rows = Authorisation.objects.select_related("handler", "controller", "record_keeper")
    row, unknown = rows.filter(reference=reference).first(), unknown_authorisation(reference)
    return readable_or_404(row, may, by=reader(request), unknown=unknown)


def _page(
    request: HttpRequest,
    row: Authorisation,
    form: GovukForm,
    act: Callable[[], Authorisation],
    *,
    title: str,
    done: str,
) -> HttpResponse:
    if request.method == "POST" and acted(form, act):
        messages.success(request, done)
        return redirect("authorisations:source_records", row.reference)
    context = {"form": form, "authorisation": row, "title": title, "submit_text": title}
    return render(request, "authorisations/source_act.html", context)
