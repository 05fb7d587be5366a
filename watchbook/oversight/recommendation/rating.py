"""Red, amber and green: how many recommendations of each stand where, as a table and as the lengths of a picture's bars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from watchbook.oversight.recommendation.models import Rating
from watchbook.oversight.recommendation.queries import RecommendationStanding
from watchbook.oversight.recommendation.states import Progress
from watchbook.web.picture import WHOLE

OVERDUE = "overdue"
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


def bars(standings: Iterable[RecommendationStanding], *, on: date) -> list[RatingBar]:
    """A bar for each rating; the longest fills the picture."""
    counts = {rating: dict.fromkeys(PLACES, 0) for rating in Rating}
    for one in standings:
        counts[Rating(one.row.rating)][place_of(one, on=on)] += 1
    longest = max(1, *(sum(of_rating.values()) for of_rating in counts.values()))
    return [
        RatingBar(
            words=str(rating.label),
            colour=COLOURS[rating],
            pieces=_pieces(counts[rating], unit=WHOLE / longest),
            total=sum(counts[rating].values()),
        )
        for rating in Rating
    ]


def place_of(standing: RecommendationStanding, *, on: date) -> str:
    """Overdue where it is, else where it stands."""
    return OVERDUE if standing.is_overdue(on) else standing.progress.value


def _pieces(counts: dict[str, int], *, unit: float) -> tuple[BarPiece, ...]:
    begins = 0.0
    found = []
    for place, count in counts.items():
        found.append(
            BarPiece(place=place, count=count, begins=round(begins, 1), length=round(count * unit, 1))
        )
        begins += count * unit
    return tuple(found)
