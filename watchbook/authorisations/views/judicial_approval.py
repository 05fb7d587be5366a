"""Pages of judicial approval: what the court ordered on a grant or a renewal."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import judicial_approval as acts
from watchbook.authorisations import renewal
from watchbook.authorisations.court_appearance import appearance_of, name
from watchbook.authorisations.forms.decisions import AppearanceForm, OrderForm
from watchbook.authorisations.models import Authorisation, Renewal
from watchbook.authorisations.permissions import may_record_order
from watchbook.authorisations.views.found import ActWords, act_page, authorisation_or_404
from watchbook.register.views.acting import METHODS, reader, sent_file

APPEARANCE = ActWords(
    title=_("Name the officers who will appear before the court"),
    submit=_("Save names"),
    done=_("The papers for the court now name the officers who will appear."),
)
ORDER = ActWords(
    title=_("Record the court’s order"),
    submit=_("Record the order"),
    done=_("The court’s order was recorded."),
)


@require_http_methods(METHODS)
def court_appearance(request: HttpRequest, reference: str) -> HttpResponse:
    """Name who appears before the court, and on which decision of the authority."""
    row = authorisation_or_404(request, reference, may_record_order)
    form = AppearanceForm(request.POST or None, initial=asdict(appearance_of(row)))

    def act() -> Authorisation:
        return name(row, form.appearance(), by=reader(request), at=timezone.now())

    return act_page(request, row, form, act, APPEARANCE)


@require_http_methods(METHODS)
def judicial_approval(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what the court ordered on the grant."""
    row = authorisation_or_404(request, reference, may_record_order)
    form = OrderForm(request.POST or None, request.FILES or None, initial=asdict(appearance_of(row)))

    def act() -> Authorisation:
        return acts.record_order(
            row, form.order(), file=sent_file(form), by=reader(request), at=timezone.now()
        )

    return act_page(request, row, form, act, ORDER)


@require_http_methods(METHODS)
def renewal_judicial_approval(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record what the court ordered on a renewal."""
    row = authorisation_or_404(request, reference, may_record_order)
    granted = Renewal.objects.filter(authorisation=row, number=number, is_granted=True).order_by(
        "-recorded_at"
    )
    one = get_object_or_404(granted[:1])
    form = OrderForm(request.POST or None, request.FILES or None, initial=asdict(appearance_of(row)))

    def act() -> Authorisation:
        return renewal.record_order(
            one, form.order(), file=sent_file(form), by=reader(request), at=timezone.now()
        )

    return act_page(request, row, form, act, ORDER)
