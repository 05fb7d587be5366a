"""Searches by hand: which holds for a question, and which question stands where it was made for."""

from watchbook.foi.models import Request, Search
from watchbook.foi.request.spans import asked
from watchbook.reading.split.questions import Question


def later_search(search: Search) -> Search | None:
    """The newest search of the same question, where it is not this one. One query."""
    same = Search.objects.filter(request=search.request_id, start=search.start, end=search.end)
    newest = same.order_by("-recorded_at").first()
    return None if newest is None or newest.pk == search.pk else newest


def question_at(request: Request, *, start: int, end: int) -> Question | None:
    """The question at a place of the text, as it is cut now. One query."""
    return next((one for one in asked(request) if (one.start, one.end) == (start, end)), None)
