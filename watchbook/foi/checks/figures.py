"""Do an answer's figures stand up? The register now, what was published before, statements, small numbers (docs/explanation/answering.md#checks)."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from watchbook.figures.findings import Finding, Status, Value
from watchbook.figures.register_names import STATEMENTS
from watchbook.figures.sentences import in_words
from watchbook.foi.checks.answers import (
    Check,
    CheckedAnswer,
    PublishedAnswer,
    checks_of_each,
    is_said,
    shortened,
)
from watchbook.foi.checks.own_letter import SAYING_NONE, registers_of, says_why
from watchbook.foi.small_parts import small_parts
from watchbook.law.parameters import number
from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.wording import denies, figures, sentences
from watchbook.reading.times.relative import NUMBERS
from watchbook.web.wording import joined as in_a_row

WORDS = ("no", *NUMBERS)
_N = r"(?P<{name}>[0-9][0-9,]*)"
_TOTALS = re.compile(
    rf"\b(?:total(?:led|s)?|in all|altogether|overall)\b\W{{0,3}}(?:(?:of|was|is|were|number)\W){{0,2}}{_N.format(name='after')}\b"
    rf"|\b{_N.format(name='before')}\b(?:\s+\w+){{0,4}}?\s+(?:in total|in all|altogether|overall)\b"
    rf"|^\D{{0,40}}\b{_N.format(name='opens')}\b[^0-9.\n]{{0,80}}:(?=[^0-9\n]{{1,60}}[0-9])",
    re.IGNORECASE,
)
_DIFFERS = re.compile(
    r"\b(?:because|since|as some|more than once|twice|not recorded|others?|the rest|remain\w*)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\bof (?:them|these|those|which|all)\b", re.IGNORECASE)
_BROKEN_DOWN = re.compile(
    r"\b(?:broken\s+down|break\w*\s+(?:\w+\s+)?down|by|per|in\s+each|for\s+each|each|of\s+each|split\s+by)\s+(?:\w+\s+)?"
    r"(?:services?|departments?|teams?|directorates?|wards?|areas?|localit\w+|offences?|crimes?|ages?|genders?|sex|ethnic\w*|"
    r"schools?|streets?|postcodes?|grades?|reasons?|types?|categor\w+|nationalit\w+|religions?)\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"(?:<|≤|fewer|less|under|below|up\s+to)", re.IGNORECASE)


def figure_differs(said: Sequence[CheckedAnswer], *, earlier: Sequence[PublishedAnswer] = ()) -> list[Check]:
    """Wordings whose figure is not the register's, and answers unlike those published to the same topic."""
    not_the_registers = _(
        "{number}: “{answer}” has a different figure from the register: “{found}”. Use the register’s figure, or correct the register first. "
        "If the register counts less than the question means, record a search by hand that names the register and says why."
    )
    not_as_published = _(
        "{number}: “{answer}” differs from our published answer of {day} under {reference}: “{before}”. Say what has changed "
        "since, or find out which of the two is wrong."
    )
    checks = list[Check]()
    for one in filter(is_said, said):
        told = {"number": one.number, "answer": shortened(one.answer)}
        messages = []
        found = one.finding
        if found is not None and (
            _differs(one.answer, finding=found) or _miscounts(one.answer, finding=found)
        ):
            messages.append(not_the_registers.format(**told, found=shortened(found.answer)))
        for before in earlier:
            if one.topic and before.topic == one.topic and _changed(one, before=before):
                told |= {"day": in_words(before.published_on), "reference": before.reference}
                messages.append(not_as_published.format(**told, before=shortened(before.answer)))
        checks += [Check("figure_differs", (one.number,), message, blocks=True) for message in messages]
    return checks


def searched_figure_differs(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Searches by hand that count otherwise than the register of the very question, or where it has none; unless their officer wrote why."""
    message = _(
        "{number}: you say “{answer}”, but the register ({registers}) says otherwise: “{found}”. Use the register’s figure, or record a "
        "search that names the register and says why its figure is not the answer. If the question is about something else, "
        "choose “none of the topics” on its page."
    )
    return [
        Check(
            "figure_differs",
            (one.number,),
            message.format(
                number=one.number,
                answer=shortened(one.answer),
                found=shortened(one.register.answer),
                registers=in_a_row(registers_of(one.register)),
            ),
            blocks=True,
        )
        for one in said
        if one.register and _counts_otherwise(one, one.register) and not says_why(one, one.register)
    ]


def _counts_otherwise(one: CheckedAnswer, register: Finding) -> bool:
    if one.status in SAYING_NONE or register.value is None:
        return False
    if register.value == 0:
        return any(counts(one.answer))
    return _differs(one.answer, finding=register) or _miscounts(one.answer, finding=register)


def _differs(answer: str, *, finding: Finding) -> bool:
    """Whether a wording counts otherwise than the finding: only where the finding is a count."""
    if answer == finding.answer or not _is_count(finding.value):
        return False
    told = counts(answer)
    if finding.value in told:
        return False
    return bool(told) or (finding.value != 0 and any(map(denies, sentences(answer))))


def _miscounts(answer: str, *, finding: Finding) -> bool:
    """Whether a wording gives a row of the finding another number, or no number of a finding that has several."""
    if answer == finding.answer or _is_count(finding.value):
        return False
    rows = _rows(finding.value)
    if any(beside and count not in beside for name, count in rows if (beside := _beside(name, answer))):
        return True
    known = {*_numbers(finding.value), sum(count for _name, count in rows)} - {0}
    return bool(known) and bool(counts(answer)) and not counts(answer) & known


def _beside(name: str, answer: str) -> set[int]:
    """The numbers on both sides of a name: one's own stands before it or after it, and the other is its neighbour's."""
    before = re.findall(rf"\b([0-9][0-9,]*)\b[^0-9.\n]{{1,40}}{re.escape(name)}", answer, re.IGNORECASE)
    after = re.findall(rf"{re.escape(name)}\W{{0,4}}([0-9][0-9,]*)\b", answer, re.IGNORECASE)
    return {int(one.replace(",", "")) for one in (*before, *after)} if after else set()


def _numbers(value: Value) -> list[int]:
    """Every number that a value names; a bare list of numbers names none."""
    if isinstance(value, dict):
        own = [one for one in value.values() if isinstance(one, int) and not isinstance(one, bool)]
        return [*own, *(one for part in value.values() for one in _numbers(part))]
    return [one for part in value for one in _numbers(part)] if isinstance(value, list) else []


def _rows(value: Value) -> list[tuple[str, int]]:
    """The rows of a finding that counts by one column: each name with its number."""
    if isinstance(value, dict):
        split = (_rows(part) for key, part in value.items() if key.startswith("by_"))
        return next(filter(None, split), [])
    found = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return [
        (name, count)
        for row in found
        if (name := next((text for text in row.values() if isinstance(text, str)), ""))
        and isinstance(count := row.get("count"), int)
    ]


def sum_differs(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Answers split by one column whose parts do not make the total that they name."""
    message = _(
        "{number}: the parts of “{answer}” do not add up to its total. Correct a part or the total, or say why they differ."
    )
    return checks_of_each("sum_differs", said, when=_does_not_add_up, message=message)


def _does_not_add_up(one: CheckedAnswer) -> bool:
    """Whether a person's own figures contradict each other; the register's are counted, and `of them` begins no part."""
    is_the_registers = one.finding is not None and one.answer == one.finding.answer
    if not is_said(one) or is_the_registers or not one.facets or len(one.facets.breakdowns) != 1:
        return False
    found = _TOTALS.search(one.answer)
    if not found:
        return False
    total = int(str(found[str(found.lastgroup)]).replace(",", ""))
    told = [one for one in sentences(one.answer) if not _OF_THEM.search(one)]
    numbers = [int(each) for text in told for each in _whole_numbers(text)]
    parts = [each for each in numbers if each != total]
    is_counted = str(total) in _whole_numbers(one.answer)  # `2023: 1` names a year
    return is_counted and len(parts) > 1 and sum(parts) != total and not _DIFFERS.search(one.answer)


def _whole_numbers(text: str) -> list[str]:
    found = (one.replace(",", "") for one in figures(text))
    return [one for one in found if one.isdigit()]


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
    message = _(
        "{number}: “{answer}” says that there were none, but no statement was signed, and an empty register proves nothing. "
        "Ask for a signed statement, or record a search."
    )

    def is_unstated(one: CheckedAnswer) -> bool:
        evidence = one.finding.evidence if one.status is Status.NIL and one.finding else None
        return evidence is not None and all(row.register != str(STATEMENTS) for row in evidence)

    return checks_of_each("nil_without_statement", said, when=is_unstated, message=message)


def small_number(said: Sequence[CheckedAnswer], *, on: date) -> list[Check]:
    """Counts so small, in answers broken down, that somebody could be recognised (FOIA s.40(2), FOISA s.38(1)(b))."""
    below = number("authority.small_numbers.below", on=on)
    message = _(
        "{number}: “{answer}” gives a count below {below} in a breakdown, so somebody could be recognised (s.40(2); Scotland s.38(1)(b)). Say “fewer than {below}”."
    )

    hidden = _(
        "{number}: the letter says “not shown” instead of some numbers in “{answer}”, because a count below {below} in a breakdown could identify somebody. "
        "The letter names the exemption. If you may give a number, write your own answer."
    )

    def is_so(one: CheckedAnswer) -> bool:
        tells = is_said(one) and one.outcome in (AnswerOutcome.DISCLOSED, AnswerOutcome.PARTLY)
        is_broken_down = tells and bool(_BROKEN_DOWN.search(f"{one.question} {one.answer}"))
        is_small = is_broken_down and _is_small(one.answer, below=below)
        return not is_withheld(one) and (is_small or (tells and bool(small_parts(one.answer))))

    return [
        *checks_of_each("small_number", said, when=is_withheld, message=hidden, blocks=False, below=below),
        *checks_of_each("small_number", said, when=is_so, message=message, blocks=False, below=below),
    ]


def is_withheld(one: CheckedAnswer) -> bool:
    """Whether the letter withholds a part of an answer: of the registers' own words, and of no person's."""
    is_ours = one.finding is not None and one.register is None and one.answer == one.finding.answer
    return is_ours and bool(small_parts(one.answer))


def _is_small(answer: str, *, below: int) -> bool:
    shown = (one for one in figures(answer) if not is_hidden(one))
    return any(0 < count < below for one in shown for count in counts(one))


def is_hidden(figure: str) -> bool:
    """Whether a figure hides a count, as `fewer than 5` does, or is a sum of money."""
    return bool(_HIDDEN.match(figure)) or figure.startswith(("£", "€", "$"))
