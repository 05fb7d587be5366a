"""Reading the register of letters: as a list, one letter, and as a request asks, at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.letters.models import Body, LetterAnswer, LetterReceived


@dataclass(frozen=True)
class LetterWithAnswer:
    """A letter as it stood, and what was on record of its answer then."""

    letter: LetterReceived
    answer: LetterAnswer | None


def letters(*, as_at: datetime | None = None, condition: Q | None = None) -> list[LetterWithAnswer]:
    """Letters as recorded by a moment (None: now), oldest first, each with its answer. Two queries."""
    standing = LetterReceived.objects.as_at(as_at).filter(condition or Q(), is_struck=False)
    rows = standing.order_by("dated_on", "reference")
    return with_answers(rows.select_related("recorded_by"), as_at=as_at)


def newest_letters() -> QuerySet[LetterReceived]:
    """Every letter that was not taken back, the newest first."""
    return LetterReceived.objects.as_at(None).filter(is_struck=False).order_by("-dated_on", "-reference")


def with_answers(
    letters: Iterable[LetterReceived], *, as_at: datetime | None = None
) -> list[LetterWithAnswer]:
    """Letters in their order, each with its answer. One query."""
    found = list(letters)
    answers = LetterAnswer.objects.filter(letter_reference__in=[letter.reference for letter in found])
    if as_at is not None:
        answers = answers.filter(recorded_at__lte=as_at)
    newest = {
        row.letter_reference: row for row in answers.order_by("recorded_at").select_related("recorded_by")
    }
    return [LetterWithAnswer(letter=letter, answer=newest.get(letter.reference)) for letter in found]


@asked_once
def surveillance_commissioner_letters_on_social_media(*, as_at: datetime | None) -> list[LetterWithAnswer]:
    """Letters of the Office of Surveillance Commissioners that concern social media, whatever their year."""
    return letters(as_at=as_at, condition=Q(sender=Body.OSC, concerns_social_media=True))


def letters_without_an_answer() -> QuerySet[LetterReceived]:
    """Letters of which nobody has recorded yet whether a reply was sent. One query."""
    answers = LetterAnswer.objects.filter(letter_reference=OuterRef("reference"))
    standing = LetterReceived.objects.as_at(None).filter(is_struck=False)
    return standing.filter(~Exists(answers)).order_by("dated_on", "reference")


def letter_by_reference(reference: str) -> LetterWithAnswer | None:
    """The newest version of one letter, also of one that was taken back, with its answer."""
    rows = LetterReceived.objects.as_at(None).filter(reference=reference)
    return next(iter(with_answers(rows.select_related("recorded_by"))), None)
