"""Pages of what happens to a document: approval, publication, review, withdrawal, the data protection officer's advice."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.files.columns import Words
from watchbook.governance.documents import document_step, dpia, forms, permissions
from watchbook.governance.documents.models import Document, DocumentStep
from watchbook.governance.documents.views.documents import edition_or_404
from watchbook.organisation.models import Person
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.web.forms import GovukForm


@dataclass(frozen=True)
class EditionStep:
    """A step of an edition: who may record it, what is asked, the act that gets the answers, the words when done."""

    may: Callable[[Person, Document], None]
    form: type[GovukForm]
    act: Callable[..., DocumentStep]
    done: Words


STEPS = {
    "approve": EditionStep(
        lambda by, _row: permissions.may_decide_document(by),
        forms.ApproveForm,
        document_step.approve,
        _("The approval was recorded."),
    ),
    "publish": EditionStep(
        lambda by, _row: permissions.may_publish_document(by),
        forms.PublishForm,
        document_step.publish,
        _("The publication was recorded."),
    ),
    "review": EditionStep(
        lambda by, row: permissions.may_record_document(by, row.kind),
        forms.ReviewForm,
        document_step.review,
        _("The review was recorded."),
    ),
    "withdraw": EditionStep(
        lambda by, _row: permissions.may_decide_document(by),
        forms.WithdrawForm,
        document_step.withdraw,
        _("The withdrawal was recorded."),
    ),
    "advise": EditionStep(
        lambda by, _row: permissions.may_advise_on_dpia(by),
        forms.AdviseForm,
        dpia.advise,
        _("Your advice was recorded."),
    ),
}


@require_http_methods(METHODS)
def document_step_page(
    request: HttpRequest, document_reference: str, edition: int, step: str
) -> HttpResponse:
    """Record what happened to an edition."""
    by, asked = reader(request), STEPS[step]
    held, others = edition_or_404(request, document_reference, edition)
    row = held.document
    asked.may(by, row)
    form = asked.form(request.POST or None)
    if acted(form, lambda: asked.act(row, **form.cleaned_data, by=by, at=timezone.now())):
        return done(request, asked.done, "governance:document", row.reference, row.edition)
    ends = [other for other in others if other.is_adopted and other.document.edition < edition]
    context = {"form": form, "row": row, "held": held, "ends": ends}
    return render(request, f"governance/document_{step}.html", context)
