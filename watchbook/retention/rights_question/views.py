"""Pages of questions about protected records: those for the person who is signed in, and the decision on one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.keys.envelope import opened
from watchbook.organisation.models import Person
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.retention.rights_question import rights_question as acts
from watchbook.retention.rights_question.forms import RightsQuestionForm
from watchbook.retention.rights_question.permissions import (
    may_answer_rights_question,
    may_see_rights_questions,
)
from watchbook.retention.rights_question.queries import questions_for, restricted_for
from watchbook.retention.rights_question.rights_question import RightsAnswer
from watchbook.retention.rights_request.forms import LiftForm
from watchbook.retention.rights_request.models import FoundItem
from watchbook.retention.rights_request.queries import due_on
from watchbook.retention.rights_request.rules import Right


@require_safe
def rights_questions(http: HttpRequest) -> HttpResponse:
    """List the protected records that wait for a decision by who is signed in."""
    by = reader(http)
    may_see_rights_questions(by)
    waiting = [{"item": one, "due_on": due_on(one.request)} for one in questions_for(by)]
    return render(
        http, "retention/rights_questions.html", {"waiting": waiting, "restricted_items": restricted_for(by)}
    )


@require_http_methods(METHODS)
def rights_question(http: HttpRequest, item: UUID) -> HttpResponse:
    """One protected record with the words in which the person stands, and the decision on it."""
    by, row = _asked(http, item)
    form = RightsQuestionForm(http.POST or None, rights=row.request.rights)
    if acted(form, lambda: acts.answer(row, RightsAnswer(**form.told()), by=by, at=timezone.now())):
        return done(http, _("The decision was recorded."), "retention:rights_questions")
    context = {
        "form": form,
        "row": row,
        "thing": acts.read(row, by=by, at=timezone.now()),
        "said": opened(row.request),
        "rights": [Right(one).label for one in row.request.rights],
        "due_on": due_on(row.request),
    }
    return render(http, "retention/rights_question.html", context)


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
