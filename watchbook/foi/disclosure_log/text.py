"""The public's wording of an answer: proposed from the letter, held against what may not be in it (docs/explanation/answering.md#letter-and-disclosure-log).

A separate wording: what the officer takes out of a sentence goes out of the figures beside it too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.figures.sentences import in_words
from watchbook.foi.frozen_answers import PublicAnswer, Searched
from watchbook.foi.small_parts import (
    hides_a_figure,
    is_small,
    numbers_gone,
    without,
    without_small_parts,
    without_why,
)
from watchbook.reading.personal_words import NOBODY, Asker, Sort, marked, personal_words, plain
from watchbook.reading.times.relative import NUMBERS

# A postcode may be a public building's: it is pointed out, and is no reason to refuse.
REFUSED = frozenset({Sort.NAME, Sort.ADDRESS, Sort.EMAIL, Sort.TELEPHONE})
WORDS = ("nought", *NUMBERS)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
UNITS = r"(?:working\s|calendar\s)?(?:minute|hour|day|week|month|quarter|year)s?"
# A figure from 1 to 4 that counts people or records: no day or length of time, no provision or version, no part of a longer number.
# Its next word goes with it, so that an officer sees what is counted.
SMALL = re.compile(
    rf"(?<![\w.,/£-])(?<!\w\()(?<!\)\()(?<!article )(?<!schedule )(?<!clause )(?<!version )(?<!section )(?<!question )(?<!part )(?<!page )"
    rf"(?<!number )[1-4](?![\w/]|[.,-]\d| (?:{MONTHS})| {UNITS}\b)(?: \w+)?",
    re.IGNORECASE,
)
CODE = re.compile(r"\d+(?:\.[a-z0-9]+)*|[a-z]+(?:_[a-z]+)+")
TAKEN_OUT = object()
# Our own words to the requester, and the same to the public, in English and in Welsh.
TO_THE_PUBLIC = {
    "your request": "the request",
    "You asked about": "The request concerns",
    "eich cais": "y cais",
    "Gofynasoch am": "Gofynnir am",
}
SAID = (
    "number",
    "question",
    "topic",
    "status",
    "answer",
    "value",
    "period",
)  # of the letter's, before it is reworded


@dataclass(frozen=True)
class Leftover:
    """Words that may not be published: what they are, and in which box of which question (None: the title)."""

    sort: Sort
    box: str
    place: int | None = None
    number: str = ""

    @property
    def sentence(self) -> str:
        """What the officer reads."""
        where = {
            "title": _("The title"),
            "question": _("Question {number}"),
            "answer": _("The answer to question {number}"),
            "searched": _("The search for question {number}"),
            "value": _("The data published with question {number}"),
            "reason": _("The reason"),
        }[self.box].format(number=self.number)
        what = SORTS_IN_WORDS[self.sort]
        return _("{where} still contains {what}. Remove it.").format(where=where, what=what)


def from_letter(
    answers: Sequence[Mapping[str, Any]], *, searched_on: Mapping[str, date]
) -> tuple[PublicAnswer, ...]:
    """The letter's answers without evidence and digests; a search by hand says where and when, and not by whom.

    `searched_on` has the day of each search by the reference of its certificate.
    """
    return tuple(
        PublicAnswer(
            **{name: row[name] for name in SAID},
            searched=tuple(
                _searched(one, certificate=row["certificate"], searched_on=searched_on)
                for one in row["searched"]
            ),
        )
        for row in answers
    )


def _searched(one: Searched, *, certificate: str, searched_on: Mapping[str, date]) -> Searched:
    by_hand = bool(certificate) and one["query"] == certificate
    day = searched_on.get(certificate) if by_hand else None
    return {
        "register": one["register"],
        "query": None if by_hand else one["query"],
        "terms": one["terms"],
        "found": None if by_hand else one["found"],  # nobody counted
        "searched_on": day.isoformat() if day else None,
    }


def proposed(base: Sequence[PublicAnswer], *, asker: Asker) -> tuple[PublicAnswer, ...]:
    """The wording to begin with: the letter's, with marks where it named or reached somebody."""

    def clean(text: str) -> str:
        return without_personal_words(text, asker=asker)

    return tuple(
        reworded(
            one,
            question=clean(one.question),
            answer=without_small_parts(_to_the_public(clean(one.answer))),
            searched=[(clean(each["register"]), clean(each["terms"])) for each in one.searched],
        )
        for one in base
    )


def without_small(base: Sequence[PublicAnswer]) -> tuple[PublicAnswer, ...]:
    """The same wording without the small parts that an edition told before the rule."""
    return tuple(
        reworded(
            one,
            question=one.question,
            answer=without_small_parts(one.answer),
            searched=[(each["register"], each["terms"]) for each in one.searched],
        )
        for one in base
    )


def _to_the_public(answer: str) -> str:
    """Say of the request what was said to whoever made it."""
    for to_requester, to_public in TO_THE_PUBLIC.items():
        answer = answer.replace(to_requester, to_public)
    return answer


def reworded(
    base: PublicAnswer, *, question: str, answer: str, searched: Sequence[tuple[str, str]]
) -> PublicAnswer:
    """The same answer in other words; `searched` is (where, for what) of each search.

    A figure, a day or a text that the earlier wording said and this one does not is out of the value and the counts.
    """
    value = _kept(base.value, before=base.answer, now=answer)
    value = without(value, numbers_gone(before=base.answer, now=answer))
    return replace(
        base,
        question=question,
        answer=answer,
        value=None if value is TAKEN_OUT else value,
        searched=tuple(
            {**one, "register": where, "terms": terms, "found": _count(one, before=base.answer, now=answer)}
            for one, (where, terms) in zip(base.searched, searched, strict=True)
        ),
    )


def _count(one: Searched, *, before: str, now: str) -> int | None:
    found: int | None = one["found"]
    if found is None or (is_small(found) and _is_untold(found, now=now)):
        return None
    return None if _went(_ways(found), before=before, now=now) else found


def _kept(value: Any, *, before: str, now: str) -> Any:
    """A value with all that may not be public gone."""
    if isinstance(value, Mapping):
        kept = {key: _kept(one, before=before, now=now) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one is not TAKEN_OUT}
    if isinstance(value, list):
        listed = (_kept(one, before=before, now=now) for one in value)
        return [one for one in listed if one is not TAKEN_OUT]
    if isinstance(value, str):
        return value if _may_be_said(value, before=before, now=now) else TAKEN_OUT
    if value is None or isinstance(value, bool):
        return value
    return TAKEN_OUT if _went(_ways(value), before=before, now=now) or _is_untold(value, now=now) else value


def _is_untold(figure: float, *, now: str) -> bool:
    """Whether a wording hides some figure and does not tell this one: the data beside it would tell what it hides."""
    if not hides_a_figure(now):
        return False
    told = without_why(now)
    if is_small(figure):  # which a date may say too
        return str(figure) not in {one.split()[0] for one in SMALL.findall(told)}
    return not any(_says(told, way) for way in _ways(figure))


def _may_be_said(text: str, *, before: str, now: str) -> bool:
    """A text is public where the wording says it; a code or a day unless it was taken out of the wording."""
    if text.casefold() in now.casefold():
        return True
    day = _day(text)
    if day:
        return not _went([in_words(day)], before=before, now=now)
    return bool(CODE.fullmatch(text)) and not _went([text], before=before, now=now)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _ways(figure: float) -> list[str]:
    """How a sentence may write a figure."""
    ways = [str(figure), f"{figure:,}"]
    return [*ways, WORDS[figure]] if isinstance(figure, int) and 0 <= figure < len(WORDS) else ways


def _went(ways: Iterable[str], *, before: str, now: str) -> bool:
    ways = list(ways)
    return any(_says(before, way) for way in ways) and not any(_says(now, way) for way in ways)


def _says(text: str, words: str) -> bool:
    return bool(re.search(rf"(?<![\w.,]){re.escape(words)}(?![\w]|[.,]\d)", text, re.IGNORECASE))


def leftovers(title: str, answers: Sequence[PublicAnswer], *, asker: Asker = NOBODY) -> list[Leftover]:
    """Everything that may not be published, in the order of the page, each sort once for a box."""
    found = [Leftover(sort=sort, box="title") for sort in _refused(title, asker=asker)]
    for place, one in enumerate(answers):
        boxes = {
            "question": one.question,
            "answer": one.answer,
            "searched": "\n".join(f"{each['register']}\n{each['terms']}" for each in one.searched),
            "value": "\n".join(_texts(one.value)),
        }
        found += [
            Leftover(sort=sort, box=box, place=place, number=one.number)
            for box, text in boxes.items()
            for sort in _refused(text, asker=asker)
        ]
    return found


def leftovers_of_reason(reason: str, *, asker: Asker = NOBODY) -> list[Leftover]:
    """The same of the sentence that stands where a withdrawn entry stood."""
    return [Leftover(sort=sort, box="reason") for sort in _refused(reason, asker=asker)]


def _refused(text: str, *, asker: Asker) -> list[Sort]:
    sorts = dict.fromkeys(one.sort for one in personal_words(plain(text), asker=asker))
    return [sort for sort in sorts if sort in REFUSED]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def small_figures(answers: Sequence[PublicAnswer]) -> dict[str, list[str]]:
    """The figures from 1 to 4 that count people or records in each public answer, by the number of its question: they may point at somebody."""
    found = {one.number: list(dict.fromkeys(SMALL.findall(without_why(one.answer)))) for one in answers}
    return {number: figures for number, figures in found.items() if figures}


SORTS_IN_WORDS: dict[Sort, Promise] = {
    Sort.NAME: gettext_lazy("the requester’s name"),
    Sort.ADDRESS: gettext_lazy("the requester’s address"),
    Sort.EMAIL: gettext_lazy("an email address"),
    Sort.TELEPHONE: gettext_lazy("a telephone number"),
    Sort.POSTCODE: gettext_lazy("a postcode"),
}
IN_THEIR_PLACE: dict[Sort, Promise] = {
    Sort.NAME: gettext_lazy("[name removed]"),
    Sort.ADDRESS: gettext_lazy("[address removed]"),
    Sort.EMAIL: gettext_lazy("[email address removed]"),
    Sort.TELEPHONE: gettext_lazy("[telephone number removed]"),
    Sort.POSTCODE: gettext_lazy("[postcode removed]"),
}


def without_personal_words(text: str, *, asker: Asker = NOBODY) -> str:
    """The text, as it reads, with a mark in place of each stretch."""
    return marked(text, marks={sort: str(mark) for sort, mark in IN_THEIR_PLACE.items()}, asker=asker)
