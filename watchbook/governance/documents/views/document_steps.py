"""Pages of what happens to a document: approval, publication, review, withdrawal, the data protection officer's advice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.governance.documents import document_step, dpia
from watchbook.governance.documents.document_step import Approval, EditionReview
from watchbook.governance.documents.models import Document
from watchbook.governance.documents.permissions import (
    may_advise_on_dpia,
    may_decide_document,
    may_publish_document,
    may_record_document,
)
from watchbook.governance.documents.step_forms import (
    AdviseForm,
    ApproveForm,
    PublishForm,
    ReviewForm,
    WithdrawForm,
)
from watchbook.governance.documents.views.documents import edition_or_404
from watchbook.register.views.acting import METHODS, acted, done, reader


@require_http_methods(METHODS)
def document_approve(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Record that an edition was approved."""
    by = reader(request)
    may_decide_document(by)
    held, others = edition_or_404(request, document_reference, edition)
    form = ApproveForm(request.POST or None)

    if acted(
        form,
        lambda: document_step.approve(held.document, Approval(**form.cleaned_data), by=by, at=timezone.now()),
    ):
        return _to(request, held.document, _("The approval was recorded."))
    ends = [other for other in others if other.is_adopted and other.document.edition < held.document.edition]
    context = {"form": form, "row": held.document, "held": held, "ends": ends}
    return render(request, "governance/document_approve.html", context)


@require_http_methods(METHODS)
def document_publish(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Record where an edition was published."""
    by = reader(request)
    may_publish_document(by)
    row = edition_or_404(request, document_reference, edition)[0].document
    form = PublishForm(request.POST or None)

    if acted(form, lambda: document_step.publish(row, **form.cleaned_data, by=by, at=timezone.now())):
        return _to(request, row, _("The publication was recorded."))
    return render(request, "governance/document_publish.html", {"form": form, "row": row})


@require_http_methods(METHODS)
def document_review(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Record that an edition was reviewed and kept."""
    by, row = reader(request), edition_or_404(request, document_reference, edition)[0].document
    may_record_document(by, row.kind)
    form = ReviewForm(request.POST or None)

    if acted(
        form, lambda: document_step.review(row, EditionReview(**form.cleaned_data), by=by, at=timezone.now())
    ):
        return _to(request, row, _("The review was recorded."))
    return render(request, "governance/document_review.html", {"form": form, "row": row})


@require_http_methods(METHODS)
def document_withdraw(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Record that an edition was withdrawn, and why."""
    by = reader(request)
    may_decide_document(by)
    row = edition_or_404(request, document_reference, edition)[0].document
    form = WithdrawForm(request.POST or None)

    if acted(form, lambda: document_step.withdraw(row, **form.cleaned_data, by=by, at=timezone.now())):
        return _to(request, row, _("The withdrawal was recorded."))
    return render(request, "governance/document_withdraw.html", {"form": form, "row": row})


@require_http_methods(METHODS)
def document_advise(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Record the data protection officer's advice."""
    by = reader(request)
    may_advise_on_dpia(by)
    row = edition_or_404(request, document_reference, edition)[0].document
    form = AdviseForm(request.POST or None)

    if acted(form, lambda: dpia.advise(row, **form.cleaned_data, by=by, at=timezone.now())):
        return _to(request, row, _("Your advice was recorded."))
    return render(request, "governance/document_advise.html", {"form": form, "row": row})


def _to(request: HttpRequest, row: Document, words: str) -> HttpResponse:
    return done(request, words, "governance:document", row.reference, row.edition)
