"""Red, amber and green: how many recommendations of each stand where, as a table and as the lengths of a picture's bars."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from django.db.models import Case, Count, Func, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from watchbook.oversight.recommendation.models import Rating
from watchbook.oversight.recommendation.queries import recommendation_rows
from watchbook.oversight.recommendation.states import LEADS_TO, Progress, progress_after
from watchbook.web.picture import WHOLE

OVERDUE = "overdue"
LATE = " late"
PLACES = (OVERDUE, Progress.OPEN.value, Progress.EVIDENCE_GIVEN.value, Progress.DISCHARGED.value)
COLOURS = {Rating.RED: "red", Rating.AMBER: "amber", Rating.GREEN: "green"}


@dataclass(frozen=True)
class BarPiece:
    """A piece of a bar: which place it is of, how many, where it begins and how long it is."""

    place: str
    count: int
    begins: float
    length: float


@dataclass(frozen=True)
class RatingBar:
    """One rating: its words, its colour, its pieces and how many there are of it."""

    words: str
    colour: str
    pieces: tuple[BarPiece, ...]
    total: int


class InPlaces(Sequence[Any]):
    """Every recommendation with the number of its place, in their order, and of one place the next due first.

    How many there are of each place is known: of a part of them the database looks only through the places that it touches.
    """

    def __init__(self, counted: Mapping[tuple[str, str], int], *, on: date) -> None:
        self.on = on
        self.counts = [sum(counted.get((rating, place), 0) for rating in Rating) for place in PLACES]

    def __len__(self) -> int:
        """Count them."""
        return sum(self.counts)

    def __getitem__(self, asked: Any) -> Any:
        """Read a part of them. One query."""
        first, last, _step = asked.indices(len(self))
        ends = list(accumulate(self.counts))
        touched = [place for place, end in enumerate(ends) if end > first and end - self.counts[place] < last]
        if not touched:
            return []
        before = ends[touched[0]] - self.counts[touched[0]]
        rows = placed(on=self.on).filter(place__in=touched)
        ordered = rows if len(touched) > 1 else rows.order_by("due_on", "reference")
        return list(ordered[first - before : last - before])


def placed(*, on: date) -> QuerySet[Any]:
    """Every recommendation with the number of its place, in the order of the same."""
    is_late = Case(When(due_on__lt=on, then=Value(LATE)), default=Value(""))
    read = Cast(Concat(Coalesce("last_step", Value("")), is_late), TextField())
    said = {
        f"{step}{late}": PLACES.index(_place(step, is_late=bool(late)))
        for step in ("", *LEADS_TO)
        for late in ("", LATE)
    }
    return recommendation_rows().annotate(place=_said_of(read, said)).order_by("place", "due_on", "reference")


def _said_of(read: Cast, said: Mapping[str, int]) -> Func:
    """Have the database look up what was said of what it reads of a row."""
    looked_up = "(%(expressions)s)::integer"
    return Func(
        Value(json.dumps(said)),
        read,
        template=looked_up,
        arg_joiner="::jsonb ->> ",
        output_field=IntegerField(),
    )


def _place(step: str, *, is_late: bool) -> str:
    """Overdue where it is, else where it stands after its last step."""
    progress = progress_after(step or None)
    return OVERDUE if is_late and progress != Progress.DISCHARGED else progress.value


def counts(*, on: date) -> dict[tuple[str, str], int]:
    """Count the recommendations of each rating and place. One query."""
    rows = recommendation_rows().order_by().annotate(is_late=Q(due_on__lt=on))
    found: Counter[tuple[str, str]] = Counter()
    for rating, step, is_late, count in rows.values_list("rating", "last_step", "is_late").annotate(
        count=Count("pk")
    ):
        found[rating, _place(step or "", is_late=is_late)] += count
    return found


def bars(counted: Mapping[tuple[str, str], int]) -> list[RatingBar]:
    """A bar for each rating; the longest fills the picture."""
    by_rating = {rating: {place: counted.get((rating, place), 0) for place in PLACES} for rating in Rating}
    longest = max(1, *(sum(of_rating.values()) for of_rating in by_rating.values()))
    return [
        RatingBar(
            words=str(rating.label),
            colour=COLOURS[rating],
            pieces=_pieces(by_rating[rating], unit=WHOLE / longest),
            total=sum(by_rating[rating].values()),
        )
        for rating in Rating
    ]


def _pieces(counts: dict[str, int], *, unit: float) -> tuple[BarPiece, ...]:
    begins = 0.0
    found = []
    for place, count in counts.items():
        found.append(
            BarPiece(place=place, count=count, begins=round(begins, 1), length=round(count * unit, 1))
        )
        begins += count * unit
    return tuple(found)
