"""Pages of the authorising officer’s decision beside the text that it is about: grant, refuse, or return."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import authorising
from watchbook.authorisations.authorising import OwnWords
from watchbook.authorisations.checklist import ReadingPurpose
from watchbook.authorisations.forms.applications import AuthorisationReasonForm
from watchbook.authorisations.forms.comments import ReturnForm
from watchbook.authorisations.forms.decisions import GrantForm
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_decide
from watchbook.authorisations.queries.officers import facts_beside
from watchbook.authorisations.remark import remarks_on_beliefs
from watchbook.authorisations.rules.grant import ruling_on_grant
from watchbook.authorisations.states import AuthorisationState
from watchbook.authorisations.views.found import (
    ActWords,
    act_page,
    authorisation_or_404,
    moves,
    refused_at_once,
)
from watchbook.authorisations.views.text import text_to_decide, version_read
from watchbook.register.views.acting import METHODS, reader

GRANT = ActWords(
    title=_("Grant the application"),
    submit=_("Grant authorisation"),
    done=_("You granted the authorisation."),
)
RETURN = ActWords(
    title=_("Return the application"),
    submit=_("Return with these comments"),
    done=_(
        "The application was returned with your comments. The RIPA co-ordinator will check it before it comes back to you."
    ),
)
REFUSE = ActWords(
    title=_("Refuse the application"),
    submit=_("Refuse application"),
    done=_("You refused the application. Your reasons are on record."),
)
# What the officer explains, by the box in which they do.
EXPLAINED = {"takes_part": "takes_part_why", "remarks_answered": "remarks_answered"}


@require_http_methods(METHODS)
def grant(request: HttpRequest, reference: str) -> HttpResponse:
    """Grant it in one's own words; every reason of the law is shown, met or not."""
    row = authorisation_or_404(request, reference, may_decide)
    if refused := refused_at_once(request, row, GRANT, moves(row, to=AuthorisationState.GRANTED)):
        return refused
    by = reader(request)
    form = GrantForm(
        request.POST or None, notice=lambda told: remarks_on_beliefs(row, told, at=timezone.now())
    )

    def act() -> Authorisation:
        told = form.cleaned_data
        words = {name.name: told[name.name] for name in fields(OwnWords) if name.name != "takes_part"}
        return authorising.grant(
            row,
            OwnWords(**words, takes_part=told["takes_part_why"]),
            review_on=told["review_on"],
            takes_part=told["takes_part"] == "yes",
            version=version_read(request),
            by=by,
            at=timezone.now(),
        )

    said = {name: form.data.get(sent, "") for name, sent in EXPLAINED.items()}
    takes_part = {"yes": True, "no": False}.get(form.data.get("takes_part", ""))
    facts = facts_beside(row, said, takes_part=takes_part, officer=by, at=timezone.now())
    ruling = ruling_on_grant(facts)
    return act_page(request, row, form, act, GRANT, beside_text=_text(request, row), ruling=ruling)


@require_http_methods(METHODS)
def give_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Return it to the applicant undecided, with comments."""
    row = authorisation_or_404(request, reference, may_decide)
    if refused := refused_at_once(request, row, RETURN, moves(row, to=AuthorisationState.RETURNED)):
        return refused
    form = ReturnForm(request.POST or None, kind=row.kind)

    def act() -> Authorisation:
        return authorising.give_back(
            row,
            comments=form.cleaned_data["comments"],
            boxes=form.boxes(),
            version=version_read(request),
            by=reader(request),
            at=timezone.now(),
        )

    return act_page(request, row, form, act, RETURN, beside_text=_text(request, row))


@require_http_methods(METHODS)
def refuse(request: HttpRequest, reference: str) -> HttpResponse:
    """Refuse it with reasons."""
    row = authorisation_or_404(request, reference, may_decide)
    if refused := refused_at_once(request, row, REFUSE, moves(row, to=AuthorisationState.REFUSED)):
        return refused
    form = AuthorisationReasonForm(request.POST or None)

    def act() -> Authorisation:
        why, version = form.cleaned_data["why"], version_read(request)
        return authorising.refuse(row, why=why, version=version, by=reader(request), at=timezone.now())

    return act_page(request, row, form, act, REFUSE, beside_text=_text(request, row))


def _text(request: HttpRequest, row: Authorisation) -> Callable[[], dict[str, Any]]:
    return lambda: text_to_decide(request, row, purpose=ReadingPurpose.DECIDES)
