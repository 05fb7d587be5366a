"""Paragraphs and searches that answers of a letter share, which it says once (FOIA s.16)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from watchbook.files.document.characters import printable
from watchbook.foi.draft.answer import DraftAnswer
from watchbook.foi.letter.question_heading import headings
from watchbook.foi.small_parts import without_small_parts
from watchbook.web import wording


def as_in_letter(answers: Sequence[DraftAnswer], *, under: str = "") -> Iterator[tuple[str, str]]:
    """The heading and the words of each answer in a letter, which tells once a paragraph that several answers share.

    The registers' small parts are withheld, `under` which exemption; in words of their own, officers decide.
    """
    said_at = dict[str, str]()  # the heading of the answer that tells a shared paragraph first
    for one, heading in zip(answers, _headings(answers), strict=True):
        words = _once(one, heading=heading, said_at=said_at)
        yield heading, words if one.wording or one.is_by_hand else without_small_parts(words, under=under)


def searched_in_letter(
    answers: Sequence[DraftAnswer], *, searched_on: Mapping[str, date]
) -> Iterator[tuple[str, ...]]:
    """Say for each answer where was searched: the same registers are named once; a search by hand says its day and what for."""
    named_at = dict[frozenset[str], str]()  # the heading of the answer that names these registers first
    for one, heading in zip(answers, _headings(answers), strict=True):
        where = dict.fromkeys(printable(each.register) for each in one.finding.searched)
        if one.certificate:
            yield _by_hand(one, where="; ".join(where), searched_on=searched_on)
        elif not where:
            yield ()
        elif (first := named_at.setdefault(frozenset(where), heading)) == heading:
            yield (_("We searched: {where}").format(where="; ".join(where)),)
        else:
            yield (_("We searched the same registers as for {question}.").format(question=_in_text(first)),)


def searched_words(answers: Sequence[DraftAnswer], *, day: date) -> str:
    """Say on which day the registers were searched; "" where no answer rests on them."""
    if not any(one.finding.searched and not one.certificate for one in answers):
        return ""
    said = _("We searched our registers on {day}. Under each answer we name the registers that we searched.")
    return said.format(day=wording.day(day))


def _headings(answers: Sequence[DraftAnswer]) -> list[str]:
    """The heading of each answer; no two of a letter are the same."""
    named = headings({one.question.number: one.question.marker for one in answers})
    return [named[one.question.number] for one in answers]


def _in_text(heading: str) -> str:
    return heading[:1].lower() + heading[1:]


def _once(answer: DraftAnswer, *, heading: str, said_at: dict[str, str]) -> str:
    """The answer, which refers to an earlier one for a paragraph that both share; published, each tells it by itself."""
    words = answer.answer
    for one in answer.finding.shared:
        if one.text in words and said_at.setdefault(one.text, heading) != heading:
            words = words.replace(one.text, one.reference.format(question=_in_text(said_at[one.text])))
    return words


def _by_hand(answer: DraftAnswer, *, where: str, searched_on: Mapping[str, date]) -> tuple[str, ...]:
    day, terms = searched_on[answer.certificate], (printable(one.terms) for one in answer.finding.searched)
    return (
        _("On {day} we searched: {where}").format(day=wording.day(day), where=where),
        _("We searched for: {terms}").format(terms="; ".join(terms)),
    )
