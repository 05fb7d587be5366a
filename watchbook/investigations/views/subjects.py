"""Pages of subjects: the list, one subject, adding and amending. Whatever names one is shown once the read is recorded."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.investigations import note as note_acts
from watchbook.investigations import subject as acts
from watchbook.investigations import subject_kind, tabs
from watchbook.investigations.account import accounts_of, said_of
from watchbook.investigations.forms import NoteForm, SubjectForm
from watchbook.investigations.models import Subject, SubjectKind
from watchbook.investigations.permissions import may_change_investigation, may_confirm_kind
from watchbook.investigations.queries import notes_of
from watchbook.investigations.subject import SubjectParticulars
from watchbook.investigations.together import OF_PEOPLE, is_confirmed
from watchbook.investigations.told_apart import not_told_apart
from watchbook.investigations.views.found import investigation_or_404, investigation_to_change, subject_or_404
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.web.long_list import cut


@require_safe
def subjects(request: HttpRequest, reference: str) -> HttpResponse:
    """Whom and what it is about."""
    row = investigation_or_404(request, reference)
    page = cut(request, row.subjects.select_related("added_by"), sort={"kind": ("kind", "number")})
    context = {
        **tabs.frame(row, person=reader(request), active=tabs.SUBJECTS.address),
        "page": page,
        "subjects": acts.read_listed(row, page, by=reader(request), at=timezone.now()),
        "may_change_investigation": may_change_investigation,
    }
    return render(request, "investigations/subjects.html", context)


@require_http_methods(METHODS)
def subject(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One subject: what is said of it, the notes, and a form for another note."""
    row, by, now = investigation_or_404(request, reference), reader(request), timezone.now()
    one = subject_or_404(row, number)
    form = NoteForm(request.POST or None)
    if acted(form, lambda: note_acts.write(row, **form.cleaned_data, about=one, by=by, at=now)):
        return done(request, _("The note was written."), "investigations:subject", reference, number)
    waits_for_its_kind = one.kind not in OF_PEOPLE and not is_confirmed(one)
    context = {
        **tabs.frame(row, person=by, active=tabs.SUBJECTS.address),
        "particulars": (said := acts.read(one, by=by, at=now)),
        "namesakes": not_told_apart(one, said),
        "subject": one,
        "form": form,
        "notes": notes_of(row, about=one),
        "events": events_about(one.id),
        "waits_for_its_kind": waits_for_its_kind,
        "accounts": said_of(accounts_of([one])).values() if waits_for_its_kind else (),
        "may_confirm_kind": may_confirm_kind,
        "may_change_investigation": may_change_investigation,
    }
    return render(request, "investigations/subject.html", context)


@require_http_methods(METHODS)
def subject_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a subject."""
    row = investigation_to_change(request, reference)
    form = SubjectForm(request.POST or None)
    if added := acted(form, lambda: acts.add(row, **_told(form), by=reader(request), at=timezone.now())):
        return done(request, _("The subject was added."), "investigations:subject", reference, added.number)
    return render(request, "investigations/subject_add.html", {"form": form, "investigation": row})


@require_http_methods(METHODS)
def subject_amend(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Say better what is said of a subject."""
    row = investigation_to_change(request, reference)
    one = subject_or_404(row, number)
    form = SubjectForm(request.POST or None, initial=_initial(request, one))
    if acted(form, lambda: acts.amend(one, **_told(form), by=reader(request), at=timezone.now())):
        return done(
            request,
            _("The details of the subject were corrected."),
            "investigations:subject",
            reference,
            number,
        )
    context = {"form": form, "investigation": row, "subject": one}
    return render(request, "investigations/subject_amend.html", context)


@require_POST
def kind_confirm(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Confirm that a subject is no person and no group of people."""
    one = subject_or_404(investigation_or_404(request, reference), number)
    subject_kind.confirm(one, request.POST.get("kind", ""), by=reader(request), at=timezone.now())
    return done(
        request,
        _("You confirmed that the subject is not a person or a group of people."),
        "investigations:subject",
        reference,
        number,
    )


def _initial(request: HttpRequest, one: Subject) -> dict[str, Any]:
    said = acts.read(one, by=reader(request), at=timezone.now())
    return {"kind": one.kind, "people": one.people, **asdict(said), "handles": "\n".join(said.handles)}


def _told(form: SubjectForm) -> dict[str, Any]:
    told = form.cleaned_data
    particulars = SubjectParticulars(
        called=told["called"],
        handles=tuple(told["handles"].splitlines()),
        known=told["known"],
        address=told["address"],
        born=told["born"],
    )
    return {"particulars": particulars, "kind": SubjectKind(told["kind"]), "people": told["people"]}
