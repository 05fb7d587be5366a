"""The page of the law that a request and its answer quote."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.permissions import may_read_requests
from watchbook.foi.queries import request_or_404
from watchbook.foi.quoted_law import quoted_law
from watchbook.reading.quoted_law.laws import edition
from watchbook.register.views.acting import reader


@require_safe
def law(http: HttpRequest, reference: str) -> HttpResponse:
    """Each citation with what we know of it; of the answer as it stands in the draft."""
    may_read_requests(reader(http))
    row = request_or_404(reference)
    answered = [(one.question.number, one.answer) for one in draft_of(row).answers if one.answer]
    context = {
        "row": row,
        "edition": edition(),
        "asked": [("", one) for one in quoted_law(row.text)],
        "answered": [(number, one) for number, answer in answered for one in quoted_law(answer)],
    }
    return render(http, "foi/law.html", context)
