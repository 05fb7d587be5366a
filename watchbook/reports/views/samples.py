"""Samples for audits: their scopes, a new one, the items with their tests, and the report to write on."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.files.document.docx import docx_of
from watchbook.files.document.pdf import pdf
from watchbook.organisation.models import Service
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, or_404, reader
from watchbook.reports import audit_sample
from watchbook.reports.audit_outcome import AuditOutcome
from watchbook.reports.audit_paper import audit_paper, summary
from watchbook.reports.audit_sample import (
    AT_MOST,
    Sampled,
    SampleScope,
    how_to_draw_again,
    not_random_words,
    scope_of,
    service_words,
)
from watchbook.reports.audit_tests import audit_items
from watchbook.reports.permissions import may_draw_sample
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.long_list import cut
from watchbook.web.questions import ask_choice

WRITERS = {
    "pdf": (pdf, "application/pdf"),
    "docx": (docx_of, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


class ScopeForm(GovukForm):
    """The scope of a sample."""

    what = ask_choice(_("What do you want to sample?"), Sampled.choices, _("Select looks or applications"))
    service = forms.ChoiceField(label=_("Which service?"), required=False, widget=forms.Select)
    first_on = DayField(label=_("First date"), what=_("the first date"))
    last_on = DayField(label=_("Last date"), what=_("the last date"))
    size = forms.IntegerField(
        label=_("How many items?"),
        help_text=_("Enter a number from 1 to 50."),
        min_value=1,
        max_value=AT_MOST,
        error_messages={"required": _("Enter the number of items")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = Service.objects.order_by("name").values_list("id", "name")
        choices = [("", _("All services")), *((str(key), name) for key, name in named)]
        self.fields["service"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def scope(self) -> SampleScope:
        """The scope that was typed."""
        told = self.cleaned_data
        service = UUID(told["service"]) if told["service"] else None
        return SampleScope(Sampled(told["what"]), service, told["first_on"], told["last_on"], told["size"])


@require_safe
def samples(request: HttpRequest) -> HttpResponse:
    """Every scope that was set, the newest first."""
    by = reader(request)
    page = cut(request, audit_sample.samples(by=by))
    rows = [(one, scope_of(one)) for one in page]
    told = [(event, scope, service_words(scope)) for event, scope in rows]
    context = {"page": page, "samples": told, "may_draw_sample": may_draw_sample}
    return render(request, "reports/samples.html", context)


@require_http_methods(METHODS)
def draw(request: HttpRequest) -> HttpResponse:
    """Set the scope of a sample; the seal draws it."""
    by = reader(request)
    may_draw_sample(by)
    form = ScopeForm(request.POST or None)
    if request.method == "POST":
        event = acted(form, lambda: audit_sample.draw(form.scope(), by=by, at=timezone.now()))
        if event:
            return redirect("reports:sample", event.id)
    return render(request, "reports/sample_draw.html", {"form": form})


@require_safe
def sample(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Show what was drawn, each item with its tests."""
    drawn = or_404(audit_sample.sample(event_id, by=reader(request)))
    items = audit_items(drawn, at=timezone.now())
    context = {
        "drawn": drawn,
        "service": service_words(drawn.scope),
        "items": items,
        "summary": summary(items),
        "outcomes": AuditOutcome,
        "not_random": not_random_words(drawn),
        "again": list(how_to_draw_again(drawn)),
    }
    return render(request, "reports/sample.html", context)


@require_safe
def report(request: HttpRequest, event_id: UUID, ending: str) -> HttpResponse:
    """The report of a sample as PDF, or as a Word document to write on."""
    drawn = or_404(audit_sample.sample(event_id, by=reader(request)))
    if ending not in WRITERS or drawn.seed is None:
        raise Http404
    write, media_type = WRITERS[ending]
    paper = audit_paper(drawn, audit_items(drawn, at=timezone.now()), on=today())
    response = HttpResponse(write(paper), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="audit-sample-{event_id}.{ending}"'
    return response
