"""Pages of what happens to a document: approval, publication, review, withdrawal, the data protection officer's advice."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.governance.documents import document_step, dpia
from watchbook.governance.documents.document_step import Approval, EditionReview
from watchbook.governance.documents.models import Document, DocumentStep
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
from watchbook.organisation.models import Person
from watchbook.register.views.acting import acted


@require_http_methods(["GET", "HEAD", "POST"])
def document_approve(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Record that an edition was approved."""
    by = cast(Person, request.user)
    may_decide_document(by)
    held, others = edition_or_404(request, document_reference, edition)
    form = ApproveForm(request.POST or None)

    def act() -> DocumentStep:
        return document_step.approve(held.document, Approval(**form.cleaned_data), by=by, at=timezone.now())

    if acted(form, act):
        return _to(request, held.document, _("The approval was recorded."))
    ends = [other for other in others if other.is_adopted and other.document.edition < held.document.edition]
    context = {"form": form, "row": held.document, "held": held, "ends": ends}
    return render(request, "governance/document_approve.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def document_publish(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Record where an edition was published."""
    by = cast(Person, request.user)
    may_publish_document(by)
    row = edition_or_404(request, document_reference, edition)[0].document
    form = PublishForm(request.POST or None)

    def act() -> DocumentStep:
        return document_step.publish(row, **form.cleaned_data, by=by, at=timezone.now())

    if acted(form, act):
        return _to(request, row, _("The publication was recorded."))
    return render(request, "governance/document_publish.html", {"form": form, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
def document_review(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Record that an edition was reviewed and kept."""
    by, row = cast(Person, request.user), edition_or_404(request, document_reference, edition)[0].document
    may_record_document(by, row.kind)
    form = ReviewForm(request.POST or None)

    def act() -> DocumentStep:
        return document_step.review(row, EditionReview(**form.cleaned_data), by=by, at=timezone.now())

    if acted(form, act):
        return _to(request, row, _("The review was recorded."))
    return render(request, "governance/document_review.html", {"form": form, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
def document_withdraw(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Record that an edition was withdrawn, and why."""
    by = cast(Person, request.user)
    may_decide_document(by)
    row = edition_or_404(request, document_reference, edition)[0].document
    form = WithdrawForm(request.POST or None)

    def act() -> DocumentStep:
        return document_step.withdraw(row, **form.cleaned_data, by=by, at=timezone.now())

    if acted(form, act):
        return _to(request, row, _("The withdrawal was recorded."))
    return render(request, "governance/document_withdraw.html", {"form": form, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
def document_advise(request: HttpRequest, document_reference: str, edition: int) -> HttpResponse:
    """Record the data protection officer's advice."""
    by = cast(Person, request.user)
    may_advise_on_dpia(by)
    row = edition_or_404(request, document_reference, edition)[0].document
    form = AdviseForm(request.POST or None)

    def act() -> DocumentStep:
        return dpia.advise(row, **form.cleaned_data, by=by, at=timezone.now())

    if acted(form, act):
        return _to(request, row, _("Your advice was recorded."))
    return render(request, "governance/document_advise.html", {"form": form, "row": row})


def _to(request: HttpRequest, row: Document, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("governance:document", row.reference, row.edition)
