"""The key of a letter: our own words, each explained where an answer uses it (FOIA s.16)."""

import re
from collections.abc import Collection, Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.figures.findings import Status, is_held_nought
from watchbook.foi.draft.answer import DraftAnswer
from watchbook.law_words.cited import cited

# Each word as answers write it, in English and in Welsh, and what it means.
WORDS: tuple[tuple[re.Pattern[str], Promise], ...] = tuple(
    (re.compile(written, re.IGNORECASE), means)
    for written, means in (
        (
            r"\b[0-9,]+ (?:looks?|edrychiad)\b|\blooks (?:at social media|on record)\b|\bedrychiadau ar (?:y cyfryngau|gofnod)\b",
            gettext_lazy(
                "By a look we mean one visit to the pages of one person, group, place or event on social media."
            ),
        ),
        (
            r"\bcaptures?\b|\bcipiad(?:au)?\b",
            gettext_lazy(
                "By a capture we mean a sealed copy of a page: any later change to the copy would show."
            ),
        ),
        (
            r"\bopenly\b|\bagored\b",
            gettext_lazy(
                "“Openly” means that the people concerned knew that we might look, or that the page is our own."
            ),
        ),
        (
            r"\bcovertly\b|\bgudd\b",
            gettext_lazy(
                "“Covertly” means that the officer looked in a way that was meant to keep the people concerned from knowing."
            ),
        ),
        (
            r"\blistening projects?\b|\bprosiect(?:au)? gwrando\b",
            gettext_lazy(
                "A “listening project” counts posts and messages about council services by topic. It does not record who wrote them."
            ),
        ),
        (
            r"\bnet sentiment\b|\bfarn net\b",
            gettext_lazy(
                "“Net sentiment” is the number of positive posts less the number of negative posts, in every 100."
            ),
        ),
    )
)


def key(answers: Sequence[DraftAnswer], *, regime: str) -> Iterator[str]:
    """Explain the words that the answers use, and those that stand before them."""
    yield from (str(means) for written, means in WORDS if any(written.search(one.answer) for one in answers))
    found = [one.finding for one in answers if not leads_to_its_parts(one)]
    if any(is_held_nought(one.status, one.value) for one in found):
        yield _("“Held: the figure is 0” means that our records show the figure 0.")
    yield from _statuses(
        {one.status for one in found if not is_held_nought(one.status, one.value)}, regime=regime
    )


def _statuses(statuses: Collection[Status], *, regime: str) -> Iterator[str]:
    """Explain the words for a status; of what is not held, this is the notice (FOISA s.17)."""
    if Status.HELD_SUPPLIED in statuses:
        yield _("“Held, supplied” means that we hold this information and give it to you.")
    if Status.PARTLY in statuses:
        yield _("“Partly” means that we give you part of what you asked for. The answer says which part.")
    if Status.EXPLANATION in statuses:
        yield _("“Explained” means that we answer in our own words or in those of our policies.")
    if Status.NOT_HELD in statuses:
        said = _("“Not held” means that we have no record of this information ({source}).")
        yield said.format(source=cited(f"{regime}.not_held"))
    if Status.NIL in statuses:
        yield _("“None” means that the figure is 0, and that signed statements cover the time.")


def leads_to_its_parts(answer: DraftAnswer) -> bool:
    """Whether an answer only says that its parts follow."""
    return isinstance(answer.finding.value, dict) and answer.finding.value.keys() == {"follows"}
