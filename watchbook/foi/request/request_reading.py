"""The reading of a request as acts and pages ask for it: what no child of ours reads to its end is refused in words."""

from collections.abc import Callable
from functools import wraps

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import WrongState
from watchbook.reading import read_once
from watchbook.reading.child import ReadingFault, Unreadable

UNREAD: dict[ReadingFault, Promise] = {
    ReadingFault.COSTLY: _(
        "We stopped reading this request: its text takes too much time or memory to read. We changed nothing, and nothing is "
        "lost. If you are recording the request now, leave out parts such as long tables, or record the request in parts. If the "
        "request is already recorded, tell the operator."
    ),
    ReadingFault.BROKEN: _(
        "We could not read this request: our program failed on its text. We changed nothing, and nothing is lost. Tell the operator."
    ),
    ReadingFault.BUSY: _(
        "We are reading too many other texts at this moment. We changed nothing, and nothing is lost. Try again in a minute."
    ),
}


def _in_words[**Parameters, Result](read: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    @wraps(read)
    def told(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return read(*args, **kwargs)
        except Unreadable as failure:
            raise WrongState(str(UNREAD[failure.why])) from None

    return told


first_cut = _in_words(read_once.first_cut)
read_questions = _in_words(read_once.read_questions)
