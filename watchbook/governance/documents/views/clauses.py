"""Pages of the clauses of a document that matter: typing one, correcting it, taking it back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.governance.documents import policy
from watchbook.governance.documents.forms import ClauseForm, TakeBackEditionForm
from watchbook.governance.documents.models import Clause, Document
from watchbook.governance.documents.permissions import may_record_clause
from watchbook.governance.documents.queries import clause_of
from watchbook.governance.documents.views.documents import edition_or_404
from watchbook.register.views.acting import METHODS, acted, done, or_404, reader


@require_http_methods(METHODS)
def clause_add(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Type a clause of an edition."""
    by, row = reader(request), _of_edition(request, document_reference, edition)
    form = ClauseForm(request.POST or None)

    if added := acted(form, lambda: policy.record_clause(row, form.wording(), by=by, at=timezone.now())):
        return _to(request, row, _("Clause {number} was recorded.").format(number=added.number))
    return render(request, "governance/clause_add.html", {"form": form, "row": row})


@require_http_methods(METHODS)
def clause_correct(
    request: HttpRequest, document_reference: str, edition: int, clause_id: UUID
) -> HttpResponse:
    """A new version of a clause."""
    by, row = reader(request), _of_edition(request, document_reference, edition)
    clause = _clause_or_404(row, clause_id)
    form = ClauseForm(request.POST or None, clause=clause)

    if acted(form, lambda: policy.correct_clause(row, clause, form.wording(), by=by, at=timezone.now())):
        return _to(request, row, _("Clause {number} was corrected.").format(number=clause.number))
    return render(request, "governance/clause_correct.html", {"form": form, "row": row, "clause": clause})


@require_http_methods(METHODS)
def clause_take_back(
    request: HttpRequest, document_reference: str, edition: int, clause_id: UUID
) -> HttpResponse:
    """Say that a clause was entered by mistake."""
    by, row = reader(request), _of_edition(request, document_reference, edition)
    clause = _clause_or_404(row, clause_id)
    form = TakeBackEditionForm(request.POST or None)

    if acted(form, lambda: policy.take_back_clause(row, clause, by=by, at=timezone.now())):
        return _to(request, row, _("Clause {number} was taken back.").format(number=clause.number))
    return render(request, "governance/clause_take_back.html", {"form": form, "row": row, "clause": clause})


def _of_edition(request: HttpRequest, document_reference: str, edition: int) -> Document:
    """The edition, for whoever may record its clauses."""
    held, _others = edition_or_404(request, document_reference, edition)
    may_record_clause(reader(request), held.document.kind, held.state)
    return held.document


def _clause_or_404(row: Document, clause_id: UUID) -> Clause:
    """The version of a clause that the address names, so that what changed since is not overwritten."""
    return or_404(clause_of(row, clause_id))


def _to(request: HttpRequest, row: Document, words: str) -> HttpResponse:
    return done(request, words, "governance:document", row.reference, row.edition)
