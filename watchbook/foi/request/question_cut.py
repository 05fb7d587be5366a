"""A request cut into its questions by hand, as often as it takes; its text stays as it came (FOIA s.1(1), s.8)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.foi.models import Request, RequestQuestion
from watchbook.foi.permissions.taking_in import may_cut_request
from watchbook.foi.request.cut import MARKER_LENGTH, CutPiece, checked
from watchbook.foi.request.cuts import cuts_of
from watchbook.foi.request.open_request import must_be_open
from watchbook.organisation.models import Person

RECUT = Kind(
    "request.recut",
    fields=("reference", "cut", "questions", "headings", "others"),
    says=gettext_lazy("The request was cut into its questions by hand."),
)


@transaction.atomic
def recut(
    request: Request,
    pieces: Sequence[CutPiece],
    *,
    by: Person,
    at: datetime,
    over: int | None = None,
    asks_nothing: bool = False,
) -> int:
    """Cut a request anew; the number of the cut, which holds from now on. Earlier cuts stay and can be taken again.

    `over` is the cut it was made from: where another came in between, it is refused. `asks_nothing` confirms a cut
    without a question.
    """
    may_cut_request(by)
    locked = must_be_open(request)
    now = cuts_of(locked)[0]
    if over is not None and over != now.number:
        raise WrongState(
            _(
                "Somebody cut this request in the meantime, so nothing was changed. Look at the pieces as they are now and cut again."
            )
        )
    made = checked(pieces, text=locked.text, asks_nothing=asks_nothing)
    if tuple(made) == now.pieces:
        raise WrongState(_("The request is cut like this already. Nothing was changed."))
    RequestQuestion.objects.bulk_create(_rows(locked, made, cut=now.number + 1))
    kinds = Counter(piece.kind for piece in made)
    record_row(
        RECUT,
        locked,
        by=by,
        at=at,
        cut=now.number + 1,
        questions=kinds[RequestQuestion.Kind.QUESTION],
        headings=kinds[RequestQuestion.Kind.HEADING],
        others=kinds[RequestQuestion.Kind.OTHER],
    )
    return now.number + 1


def _rows(request: Request, pieces: Sequence[CutPiece], *, cut: int) -> list[RequestQuestion]:
    return [
        RequestQuestion(
            request=request,
            cut=cut,
            kind=piece.kind,
            position=position,
            number=piece.number,
            marker=piece.marker[:MARKER_LENGTH],
            start=piece.start,
            end=piece.end,
        )
        for position, piece in enumerate(pieces, start=1)
    ]
