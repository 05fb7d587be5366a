"""The words of a question that narrowed a figure of the looks, so that the officer can say it means more (FOIA s.1(1))."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.figures.register_names import LOOKS
from watchbook.foi.checks.answers import Check, CheckedAnswer
from watchbook.reading.facets.subjects import asked_subjects, words_of
from watchbook.web.wording import joined

PLATFORM = "platform"  # of which requesters name some for all


def narrowed(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Figures of the looks on the named platforms alone."""
    message = _(
        "{number}: because the question says {words}, the figure counts only looks on the platforms that the question names. If the question means every look, "
        "record a search by hand that names the register of looks, gives the whole figure and says why."
    )
    return [
        Check(
            "narrowed",
            (one.number,),
            message.format(number=one.number, words=joined([f"“{word}”" for word in words])),
            blocks=False,
        )
        for one in said
        if (words := _words(one))
    ]


def _words(one: CheckedAnswer) -> list[str]:
    """The words that narrowed a figure of ours, in the question or above it."""
    if (
        not one.facets
        or not one.finding
        or not any(row.register == str(LOOKS) for row in one.finding.evidence)
    ):
        return []
    above = one.facets.above
    if PLATFORM not in asked_subjects(one.question, above=above):
        return []
    return words_of(PLATFORM, one.question) or words_of(PLATFORM, above)
