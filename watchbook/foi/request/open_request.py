"""Whether anything of a request may still be decided: until its letter is sent, and of a question that still stands."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.foi.clock import state_of
from watchbook.foi.models import Request
from watchbook.foi.queries import is_sent
from watchbook.foi.request.spans import question_at
from watchbook.foi.states import RequestState
from watchbook.reading.split.questions import Question


def must_be_open(request: Request) -> Request:
    """The request, locked until the act ends. Raises WrongState where its answer was sent. Two queries."""
    locked = Request.objects.select_for_update().get(pk=request.pk)
    if is_sent(locked):
        raise WrongState(
            _(
                "You cannot change this request: its answer has been sent. If the answer was wrong, send a correction from the page “Progress of the request”."
            )
        )
    if state_of(locked) == RequestState.ENDED:
        raise WrongState(
            _(
                "You cannot change this request: it ended without an answer. First open the request again on the page “Progress of the request”."
            )
        )
    return locked


def must_be_asked(request: Request, *, start: int, end: int) -> Question:
    """The question at a place of the text as it was last cut. Raises WrongState where none is there. One query."""
    question = question_at(request, start=start, end=end)
    if question:
        return question
    raise WrongState(
        _(
            "You cannot answer this question: somebody split the request again, and the request no longer has this question. Open the request again and choose the "
            "question there."
        )
    )
