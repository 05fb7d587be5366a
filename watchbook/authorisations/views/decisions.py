"""Deciding, what the court ordered, reviews, renewals, the instruction to stop, and the cancellation."""

from dataclasses import fields
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import authorising, cancellation, judicial_approval, renewal
from watchbook.authorisations import review as reviews
from watchbook.authorisations.authorising import OwnWords
from watchbook.authorisations.cancellation import Ending
from watchbook.authorisations.forms.applications import WhyForm
from watchbook.authorisations.forms.decisions import (
    CancellationForm,
    GrantForm,
    OrderForm,
    RenewalForm,
    ReviewForm,
    StopForm,
)
from watchbook.authorisations.models import Authorisation, Renewal, Review
from watchbook.authorisations.permissions import may_decide, may_instruct_stop, may_record_order
from watchbook.authorisations.queries.officers import grant_facts
from watchbook.authorisations.reading import read
from watchbook.authorisations.renewal import Case
from watchbook.authorisations.review import Findings
from watchbook.authorisations.rules.grant import ruling_on_grant
from watchbook.authorisations.views.found import METHODS, act_page, authorisation_or_404, reader
from watchbook.files.upload import Content
from watchbook.organisation.queries import today


@require_http_methods(METHODS)
def grant(request: HttpRequest, reference: str) -> HttpResponse:
    """Grant it in one's own words; every reason of the law is shown, met or not."""
    row = _to_decide(request, reference)
    by = reader(request)
    form = GrantForm(request.POST or None)

    def act(_file: Content | None) -> Authorisation:
        told = form.cleaned_data
        words = {name.name: told[name.name] for name in fields(OwnWords) if name.name != "takes_part"}
        return authorising.grant(
            row,
            OwnWords(**words, takes_part=told["takes_part_why"]),
            review_on=told["review_on"],
            takes_part=told["takes_part"],
            by=by,
            at=timezone.now(),
        )

    facts = grant_facts(row, by=by, on=today(), takes_part=False, explained=False)
    more = {"ruling": ruling_on_grant(facts)}
    return act_page(
        request,
        row,
        form,
        act,
        title=_("Grant the application"),
        submit=_("Grant it"),
        done=_("You granted it."),
        more=more,
    )


@require_http_methods(METHODS)
def refuse(request: HttpRequest, reference: str) -> HttpResponse:
    """Refuse it with reasons."""
    row = _to_decide(request, reference)
    form = WhyForm(request.POST or None)

    def act(_file: Content | None) -> Authorisation:
        return authorising.refuse(row, why=form.cleaned_data["why"], by=reader(request), at=timezone.now())

    return act_page(
        request,
        row,
        form,
        act,
        title=_("Refuse the application"),
        submit=_("Refuse it"),
        done=_("You refused it. The record keeps your reasons."),
    )


@require_http_methods(METHODS)
def order(request: HttpRequest, reference: str) -> HttpResponse:
    """What the court ordered on the grant."""
    row = authorisation_or_404(request, reference)
    may_record_order(reader(request), row)
    form = OrderForm(request.POST or None, request.FILES or None)

    def act(file: Content | None) -> Authorisation:
        return judicial_approval.order(row, form.order(), file=file, by=reader(request), at=timezone.now())

    return act_page(request, row, form, act, **_words_of_order())


@require_http_methods(METHODS)
def renewal_order(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """What the court ordered on a renewal."""
    row = authorisation_or_404(request, reference)
    may_record_order(reader(request), row)
    granted = Renewal.objects.filter(authorisation=row, number=number, is_granted=True).order_by(
        "-recorded_at"
    )
    one = get_object_or_404(granted[:1])
    form = OrderForm(request.POST or None, request.FILES or None)

    def act(file: Content | None) -> Authorisation:
        return renewal.order(one, form.order(), file=file, by=reader(request), at=timezone.now())

    return act_page(request, row, form, act, **_words_of_order())


def _words_of_order() -> dict[str, Any]:
    return {
        "title": _("Record the court’s order"),
        "submit": _("Record the order"),
        "done": _("The court’s order was recorded."),
    }


@require_http_methods(METHODS)
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """A review."""
    row = _to_decide(request, reference)
    subjects = read(row, by=reader(request), at=timezone.now())
    form = ReviewForm(request.POST or None, subjects=subjects, a_company_acts=row.uses_company)

    def act(_file: Content | None) -> Review:
        told = form.cleaned_data
        return reviews.review(
            row,
            Findings(**{one.name: told[one.name] for one in fields(Findings)}),
            decision=told["decision"],
            next_due_on=told["next_due_on"],
            amendment=form.amendment(),
            by=reader(request),
            at=timezone.now(),
        )

    return act_page(
        request,
        row,
        form,
        act,
        title=_("Review it"),
        submit=_("Record the review"),
        done=_("The review was recorded."),
    )


@require_http_methods(METHODS)
def renew(request: HttpRequest, reference: str) -> HttpResponse:
    """Renew it or not."""
    row = _to_decide(request, reference)
    form = RenewalForm(request.POST or None)

    def act(_file: Content | None) -> Renewal:
        told = form.cleaned_data
        return renewal.decide(
            row,
            Case(**{one.name: told[one.name] for one in fields(Case)}),
            is_granted=told["is_granted"] == "yes",
            by=reader(request),
            at=timezone.now(),
        )

    return act_page(
        request,
        row,
        form,
        act,
        title=_("Renew it"),
        submit=_("Record the decision"),
        done=_("Your decision was recorded."),
    )


@require_http_methods(METHODS)
def stop(request: HttpRequest, reference: str) -> HttpResponse:
    """Instruct to stop at once."""
    row = authorisation_or_404(request, reference)
    may_instruct_stop(reader(request), row)
    form = StopForm(request.POST or None)

    def act(_file: Content | None) -> Authorisation:
        return cancellation.instruct_stop(
            row, instruction=form.cleaned_data["instruction"], by=reader(request), at=timezone.now()
        )

    return act_page(
        request,
        row,
        form,
        act,
        title=_("Instruct to stop"),
        submit=_("Record the instruction"),
        done=_("The instruction was recorded. Nothing more may be done under it; cancel it next."),
    )


@require_http_methods(METHODS)
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Cancel it."""
    row = _to_decide(request, reference)
    form = CancellationForm(request.POST or None)

    def act(_file: Content | None) -> Authorisation:
        told = {
            one.name: form.cleaned_data[one.name] for one in fields(Ending) if one.name in form.cleaned_data
        }
        return cancellation.cancel(row, Ending(**told), by=reader(request), at=timezone.now())

    return act_page(
        request,
        row,
        form,
        act,
        title=_("Cancel it"),
        submit=_("Cancel it"),
        done=_("The authorisation was cancelled."),
    )


def _to_decide(request: HttpRequest, reference: str) -> Authorisation:
    row = authorisation_or_404(request, reference)
    may_decide(reader(request), row)
    return row
