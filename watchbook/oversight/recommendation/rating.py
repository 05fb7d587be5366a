"""Red, amber and green: how many recommendations of each stand where, as a table and as the lengths of a picture's bars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from watchbook.oversight.recommendation.models import Rating
from watchbook.oversight.recommendation.queries import RecommendationStanding
from watchbook.oversight.recommendation.states import Progress

OVERDUE = "overdue"
PLACES = (OVERDUE, Progress.OPEN.value, Progress.EVIDENCE_GIVEN.value, Progress.DISCHARGED.value)
COLOURS = {Rating.RED: "#ca3535", Rating.AMBER: "#f47738", Rating.GREEN: "#0f7a52"}
LABEL_WIDTH, BAR_LENGTH, LINE_HEIGHT = 60, 210, 30  # in the units of the picture


@dataclass(frozen=True)
class BarPiece:
    """A piece of a bar: which place it is of, how many, where it begins and how long it is."""

    place: str
    count: int
    begins: float
    length: float


@dataclass(frozen=True)
class RatingBar:
    """One rating: its words, its colour, where its bar lies, its pieces and how many there are of it."""

    words: str
    colour: str
    top: int
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
            top=number * LINE_HEIGHT,
            pieces=_pieces(counts[rating], unit=BAR_LENGTH / longest),
            total=sum(counts[rating].values()),
        )
        for number, rating in enumerate(Rating)
    ]


def place_of(standing: RecommendationStanding, *, on: date) -> str:
    """Overdue where it is, else where it stands."""
    return OVERDUE if standing.is_overdue(on) else standing.progress.value


def _pieces(counts: dict[str, int], *, unit: float) -> tuple[BarPiece, ...]:
    begins = float(LABEL_WIDTH)
    found = []
    for place, count in counts.items():
        found.append(
            BarPiece(place=place, count=count, begins=round(begins, 1), length=round(count * unit, 1))
        )
        begins += count * unit
    return tuple(found)
