"""Pages of documents: the register, one edition, recording, a further edition, correcting, taking back, reading."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.queries import events_about
from watchbook.files.download import download
from watchbook.governance.documents import document as documents_acts
from watchbook.governance.documents import forms, permissions, queries, reading
from watchbook.governance.documents.models import ClauseSubject, Document, DocumentKind
from watchbook.governance.documents.states import MOVES
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import today
from watchbook.register.views.acting import CORRECTED, METHODS, acted, done, reader, rights_of, sent_file
from watchbook.web.long_list import ListChoice, ListPage, cut

MAY = rights_of(permissions)


KINDS = ListChoice(gettext_lazy("Kind"), "kind", DocumentKind.choices)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The register, kind by kind, newest edition first; whoever does not read it all finds what is in force today.

    Three queries of its own.
    """
    by, on = reader(request), today()
    permissions.may_see_documents(by)
    reads_all = can(permissions.may_read_documents, by)
    if reads_all:
        rows = cut(request, queries.newest_first(), choose={"kind": KINDS})
        page: ListPage[Any] = rows
        found = queries.held_documents(rows, queries.steps_of(list(rows)))
    else:
        page = cut(request, [held for held in queries.editions() if held.is_in_force(on)])
        found = list(page)
    groups = [(kind, [held for held in found if held.document.kind == kind]) for kind in DocumentKind]
    context = {
        "page": page,
        "groups": [(kind, rows) for kind, rows in groups if rows],
        "today": on,
        "reads_all": reads_all,
        **MAY,
    }
    return render(request, "governance/documents.html", context)


@require_safe
def document(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """One edition: what it is, what happened to it, its clauses, who must read it and who did."""
    held, others = edition_or_404(request, document_reference, edition)
    row, by = held.document, reader(request)
    permissions.may_read_document(by, row, held.is_in_force(today()))
    versions, steps, clauses = queries.versions_of(row)
    readers = queries.readers_of(row, on=today())
    context = {
        "held": held,
        "row": row,
        "others": others,
        "today": today(),
        "versions": versions,
        "steps": [step for step in steps if not step.is_struck],
        "clauses_before": _clauses_before(held, others),
        "readers": readers,
        "has_read": any(reader.person == by and reader.read_on for reader in readers),
        "may_become": {state.value for state in MOVES[held.state]},
        "is_assessment": row.kind in permissions.ADVISED,
        "subjects": dict(ClauseSubject.choices),
        "events": events_about(*(one.id for one in (*versions, *steps, *clauses))),
        **MAY,
    }
    return render(request, "governance/document.html", context)


@require_http_methods(METHODS)
def document_add(request: HttpRequest) -> HttpResponse:
    """Record a document."""
    by = reader(request)
    permissions.may_keep_documents(by)
    form = _form(request, permissions.kinds_kept_by(by), initial={"owner": str(by.id)})

    if added := acted(
        form, lambda: documents_acts.add(form.particulars(), file=sent_file(form), by=by, at=timezone.now())
    ):
        return _to(request, added, _("The document was recorded as {document}.").format(document=added))
    return render(request, "governance/document_add.html", {"form": form})


@require_http_methods(METHODS)
def document_edition_add(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Record a further edition of a document."""
    by, row = reader(request), edition_or_404(request, document_reference, edition)[0].document
    permissions.may_record_document(by, row.kind)
    form = _form(request, [DocumentKind(row.kind)], initial=forms.initial_of_next(row), owner=row.owner)

    def act() -> Document:
        return documents_acts.add_edition(
            row, form.particulars(), file=sent_file(form), by=by, at=timezone.now()
        )

    if added := acted(form, act):
        return _to(request, added, _("The edition was recorded as {document}.").format(document=added))
    return render(request, "governance/document_edition_add.html", {"form": form, "row": row})


@require_http_methods(METHODS)
def document_correct(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """A new version of an edition's entry."""
    by, held = reader(request), edition_or_404(request, document_reference, edition)[0]
    row = held.document
    permissions.may_correct_document(by, row.kind, held.state)
    form = _form(request, [DocumentKind(row.kind)], initial=forms.initial_of(row), owner=row.owner, seen=held)

    def act() -> Document:
        seen = version_seen(row, form.cleaned_data["seen"])
        return documents_acts.correct(
            seen, form.particulars(), file=sent_file(form), by=by, at=timezone.now()
        )

    if newer := acted(form, act):
        return done(request, CORRECTED, "governance:document", newer.reference, newer.edition)
    return render(request, "governance/document_correct.html", {"form": form, "row": row, "held": held})


@require_http_methods(METHODS)
def document_take_back(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Say that an edition was entered by mistake."""
    by, held = reader(request), edition_or_404(request, document_reference, edition)[0]
    row = held.document
    permissions.may_correct_document(by, row.kind, held.state)
    form = forms.TakeBackEditionForm(request.POST or None, seen=row.pk)

    def act() -> Document:
        seen = version_seen(row, form.cleaned_data["seen"])
        return documents_acts.take_back(seen, by=by, at=timezone.now())

    if acted(form, act):
        return done(
            request,
            _("You took back the entry. The audit log still shows that it existed."),
            "governance:documents",
        )
    return render(request, "governance/document_take_back.html", {"form": form, "row": row, "held": held})


@require_POST
def document_read(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Say for oneself that one has read an edition."""
    by, held = reader(request), edition_or_404(request, document_reference, edition)[0]
    row = held.document
    permissions.may_confirm_reading(by, row, held.is_in_force(today()))
    try:
        reading.confirm(row, by=by, at=timezone.now())
    except WrongState as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("You confirmed that you have read this edition."))
    return redirect("governance:document", row.reference, row.edition)


@require_safe
def document_file(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """The copy on file."""
    held = edition_or_404(request, document_reference, edition)[0]
    row = held.document
    permissions.may_read_document(reader(request), row, held.is_in_force(today()))
    if not row.file_sha256:
        raise Http404
    return download(request, row)


def edition_or_404(
    request: HttpRequest, document_reference: str, edition: int
) -> tuple[queries.HeldDocument, list[queries.HeldDocument]]:
    """An edition and every other of its document. Only whoever reads the register learns that there is none."""
    found = queries.editions_of(document_reference)
    held = next((held for held in found if held.document.edition == edition), None)
    if held is None:
        permissions.may_read_documents(reader(request))
        raise Http404
    return held, [other for other in found if other is not held]


def _clauses_before(held: queries.HeldDocument, others: list[queries.HeldDocument]) -> int:
    """How many clauses the edition before has, where this one has none and is not over: answers would lose them."""
    if held.clauses or held.ended:
        return 0
    before = [other for other in others if other.document.edition < held.document.edition]
    return len(max(before, key=lambda other: other.document.edition).clauses) if before else 0


def version_seen(row: Document, version: UUID) -> Document:
    """The version of an entry that a person looked at; of another entry there is none to see here."""
    found = Document.objects.filter(reference=row.reference, edition=row.edition, pk=version).first()
    if found is None:
        raise WrongState(
            _(
                "You cannot save this form: it was not opened from a version of this document. Go back to the document and open the form again."
            )
        )
    return found


def _form(
    request: HttpRequest,
    kinds: list[DocumentKind],
    *,
    initial: dict[str, Any],
    owner: Person | None = None,
    seen: queries.HeldDocument | None = None,
) -> forms.DocumentForm:
    """The form with the people and services of today, and whoever owns it now."""
    people = list(Person.objects.active())
    return forms.DocumentForm(
        request.POST or None,
        request.FILES or None,
        kinds=kinds,
        people=people if owner is None or owner in people else [*people, owner],
        services=list(Service.objects.filter(closed_on=None)),
        initial=initial,
        seen=seen.document if seen else None,
        # A file that was sent all the same, from a page opened before the approval, is refused by the act.
        is_file_fixed=bool(seen and seen.is_file_fixed and not request.FILES),
    )


def _to(request: HttpRequest, row: Document, words: str) -> HttpResponse:
    return done(request, words, "governance:document", row.reference, row.edition)
