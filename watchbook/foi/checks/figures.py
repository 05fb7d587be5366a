"""Do an answer's figures stand up? The register now, what was published before, statements, small numbers (docs/explanation/answering.md#checks)."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from watchbook.figures.evidence import STATEMENTS
from watchbook.figures.findings import Finding, Status
from watchbook.figures.sentences import in_words
from watchbook.foi.checks.answers import Check, CheckedAnswer, PublishedAnswer, is_said, shortened
from watchbook.law.parameters import number
from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.wording import denies, figures, sentences

WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_BROKEN_DOWN = re.compile(
    r"\b(?:broken\s+down|break\w*\s+(?:\w+\s+)?down|by|per|in\s+each|for\s+each|each|of\s+each|split\s+by)\s+(?:\w+\s+)?"
    r"(?:services?|departments?|teams?|directorates?|wards?|areas?|localit\w+|offences?|crimes?|ages?|genders?|sex|ethnic\w*|"
    r"schools?|streets?|postcodes?|grades?|reasons?|types?|categor\w+|nationalit\w+|religions?)\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"(?:<|≤|fewer|less|under|below|up\s+to)", re.IGNORECASE)


def figure_differs(said: Sequence[CheckedAnswer], *, earlier: Sequence[PublishedAnswer] = ()) -> list[Check]:
    """Wordings whose figure is not the register's, and answers unlike those published to the same topic."""
    checks = list[Check]()
    for one in filter(is_said, said):
        if one.finding is not None and _differs(one.answer, finding=one.finding):
            checks.append(_from_register(one, finding=one.finding))
        checks += [
            _from_published(one, before=before)
            for before in earlier
            if one.topic and before.topic == one.topic and _changed(one, before=before)
        ]
    return checks


def _from_register(one: CheckedAnswer, *, finding: Finding) -> Check:
    message = _(
        "{number}: “{answer}” has another figure than the register: “{found}”. Take the register’s figure, or correct the register first."
    ).format(number=one.number, answer=shortened(one.answer), found=shortened(finding.answer))
    return Check(rule="figure_differs", questions=(one.number,), message=message, blocks=True)


def _from_published(one: CheckedAnswer, *, before: PublishedAnswer) -> Check:
    message = _(
        "{number}: “{answer}” is not what was published on {day} under {reference}: “{before}”. Say what has changed since, or find which of the two is wrong."
    ).format(
        number=one.number,
        answer=shortened(one.answer),
        day=in_words(before.published_on),
        reference=before.reference,
        before=shortened(before.answer),
    )
    return Check(rule="figure_differs", questions=(one.number,), message=message, blocks=True)


def _differs(answer: str, *, finding: Finding) -> bool:
    """Whether a wording counts otherwise than the finding: only where the finding is a count."""
    if answer == finding.answer or not _is_count(finding.value):
        return False
    told = counts(answer)
    if finding.value in told:
        return False
    return bool(told) or (finding.value != 0 and any(map(denies, sentences(answer))))


def _changed(one: CheckedAnswer, *, before: PublishedAnswer) -> bool:
    value = one.finding.value if one.finding is not None else None
    if not _is_count(value) or not _is_count(before.value):
        return False
    return value != before.value and before.value not in counts(one.answer)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def counts(text: str) -> set[int]:
    """The whole numbers that a text counts, in figures or in words; `none` is no number."""
    found = (one.replace(",", "").casefold().lstrip("£€$ ") for one in figures(text))
    return {int(one) if one.isdigit() else WORDS.index(one) for one in found if one.isdigit() or one in WORDS}


def nil_without_statement(said: Sequence[CheckedAnswer]) -> list[Check]:
    """A nil of ours whose finding rests on nobody's signed word: an empty register proves nothing."""
    return [
        Check(
            rule="nil_without_statement",
            questions=(one.number,),
            message=_(
                "{number}: “{answer}” says there was none, but no statement was signed, and an empty register proves nothing. Have it signed, or record a search."
            ).format(number=one.number, answer=shortened(one.answer)),
            blocks=True,
        )
        for one in said
        if one.status is Status.NIL and one.finding is not None and not _is_stated(one.finding)
    ]


def _is_stated(finding: Finding) -> bool:
    return any(evidence.register == str(STATEMENTS) for evidence in finding.evidence)


def small_number(said: Sequence[CheckedAnswer], *, on: date) -> list[Check]:
    """Counts so small, in answers broken down, that somebody could be recognised (FOIA s.40(2), FOISA s.38(1)(b))."""
    below = number("authority.small_numbers.below", on=on)
    return [
        Check(
            rule="small_number",
            questions=(one.number,),
            message=_(
                "{number}: “{answer}” counts fewer than {below}, broken down: somebody could be recognised (s.40(2); Scotland s.38(1)(b)). Say “fewer than {below}”."
            ).format(number=one.number, answer=shortened(one.answer), below=below),
            blocks=False,
        )
        for one in said
        if is_said(one)
        and one.outcome is AnswerOutcome.DISCLOSED
        and _is_broken_down(one)
        and _is_small(one.answer, below=below)
    ]


def _is_broken_down(one: CheckedAnswer) -> bool:
    return bool(_BROKEN_DOWN.search(f"{one.question} {one.answer}"))


def _is_small(answer: str, *, below: int) -> bool:
    shown = (one for one in figures(answer) if not _HIDDEN.match(one) and not one.startswith(("£", "€", "$")))
    return any(0 < count < below for one in shown for count in counts(one))
