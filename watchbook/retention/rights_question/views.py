"""Pages of questions about protected records: those for the person who is signed in, and the decision on one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.asked_together import answer
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.retention.letter import law
from watchbook.retention.rights_question import opening, second_keeper
from watchbook.retention.rights_question import rights_question as acts
from watchbook.retention.rights_question.forms import AgreeToErasureForm, RightsQuestionForm
from watchbook.retention.rights_question.permissions import (
    may_agree_to_erasure,
    may_answer_rights_question,
    may_chase_rights_questions,
    may_see_rights_questions,
)
from watchbook.retention.rights_question.queries import (
    alike,
    asked_of,
    decide_by,
    decided_for,
    first_of_each,
    restricted_for,
    searched_on,
    to_agree_for,
    to_chase,
    undecided,
)
from watchbook.retention.rights_question.rights_question import RightsAnswer
from watchbook.retention.rights_request.forms import LiftForm
from watchbook.retention.rights_request.found_thing import kind_of
from watchbook.retention.rights_request.models import FoundItem
from watchbook.retention.rights_request.need_to_know import readable_ones
from watchbook.retention.rights_request.rules import BY_ID, ItemDecision, Right
from watchbook.web.long_list import ListChoice, cut

RIGHTS = ListChoice(gettext_lazy("Asked for"), "right", Right.choices)
DECIDED_CHOICES = {
    "right": RIGHTS,
    "decision": ListChoice(gettext_lazy("Decision"), "decision", ItemDecision.choices),
}
DECIDED_ORDERS = {
    "record": "thing_reference",
    "request": "request__reference",
    "right": "right",
    "decision": "decision",
    "decided": "decided_on",
}


@require_safe
def rights_questions(http: HttpRequest) -> HttpResponse:
    """List the protected records that wait for a decision by who is signed in, those decided, and those restricted."""
    by = reader(http)
    may_see_rights_questions(by)
    mine = readable_ones(by, undecided())
    page = cut(http, first_of_each(mine), choose={"right": RIGHTS}, named="waiting")
    context = {
        "page": page,
        "waiting": asked_of(page, mine=mine),
        "to_agree": cut(http, to_agree_for(by), named="to_agree"),
        "decided": cut(http, decided_for(by), sort=DECIDED_ORDERS, choose=DECIDED_CHOICES, named="decided"),
        "restricted_items": cut(http, restricted_for(by), sort=DECIDED_ORDERS, named="restricted"),
        "kind_of": kind_of,
        "rights": dict(Right.choices),
        "today": today(),
        "to_chase": answer(to_chase(searched_on(today()), on=today()))
        if can(may_chase_rights_questions, by)
        else 0,
    }
    return render(http, "retention/rights_questions.html", context)


@require_http_methods(METHODS)
def rights_question(http: HttpRequest, item: UUID) -> HttpResponse:
    """One protected record with others of its kind, the words in which the person stands, and the decision on those chosen."""
    by, row = _asked(http, item)
    may_answer_rights_question(by, row)
    others = [] if row.decision else alike(row, by)  # a decision that was made is changed alone
    every = [row, *others]
    first = {"numbers": [str(one.pk) for one in every]}
    form = RightsQuestionForm(
        http.POST or None, right=row.right, alike=every if others else (), initial=first
    )

    def act() -> FoundItem:
        chosen = form.cleaned_data.get("numbers", first["numbers"])
        mine = [one for one in every if str(one.pk) in chosen]
        return acts.answer(mine, RightsAnswer(**form.told()), by=by, at=timezone.now())[0]

    if acted(form, act):
        return done(http, _("The decision was recorded."), "retention:rights_questions")
    context = {
        "form": form,
        "row": row,
        "things": [(one, acts.read(one, by=by, at=timezone.now())) for one in every],
        "said": opened(row.request),
        "decision": opened(row) if row.decision else {},
        "ground": BY_ID.get(row.ground),
        "law": law,
        "right": Right(row.right).label,
        "rights": [Right(one).label for one in row.request.rights],
        "decide_by": decide_by(row),
        "today": today(),
    }
    return render(http, "retention/rights_question.html", context)


@require_http_methods(METHODS)
def agree(http: HttpRequest, item: UUID) -> HttpResponse:
    """Agree as a second keeper that a protected record is erased."""
    by, row = _asked(http, item)
    may_agree_to_erasure(by, row)
    if "open" in http.POST:
        page = acts.read(row, by=by, at=timezone.now()).href
        opening.ask(http, page, row)
        return redirect(page or http.path)
    form = AgreeToErasureForm(http.POST or None)
    if acted(form, lambda: second_keeper.agree(row, form.cleaned_data["why"], by=by, at=timezone.now())):
        return done(http, _("Your agreement was recorded."), "retention:rights_questions")
    if row.decision != ItemDecision.ERASE or row.agreed_by_id:
        return redirect("retention:rights_question", row.id)  # there is nothing to agree to
    context = {
        "form": form,
        "row": row,
        "thing": acts.read(row, by=by, at=timezone.now()),
        "is_to_be_opened": second_keeper.is_to_be_opened(row, by=by),
        "decision": opened(row),
        "ground": BY_ID.get(row.ground),
        "law": law,
    }
    return render(http, "retention/rights_question_agree.html", context)


@require_http_methods(METHODS)
def lift(http: HttpRequest, item: UUID) -> HttpResponse:
    """Lift the restriction of a protected record."""
    by, row = _asked(http, item)
    may_answer_rights_question(by, row)
    form = LiftForm(http.POST or None)
    if acted(form, lambda: acts.lift(row, form.cleaned_data["why"], by=by, at=timezone.now())):
        return done(http, _("The restriction was lifted."), "retention:rights_questions")
    return render(http, "retention/rights_question_lift.html", {"form": form, "row": row})


def _asked(http: HttpRequest, item: UUID) -> tuple[Person, FoundItem]:
    """Return who is signed in, if they decide on protected records at all, and the record."""
    by = reader(http)
    may_see_rights_questions(by)
    rows = FoundItem.objects.filter(is_protected=True).select_related("request")
    return by, get_object_or_404(rows, pk=item)
