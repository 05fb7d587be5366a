"""Requests that were asked before, question by question, and what was said to them; never by whom they were asked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from watchbook.audit_log.unchanged import unchanged
from watchbook.figures.findings import Status
from watchbook.foi.models import Request, RequestQuestion, SentAnswer
from watchbook.foi.published import Publication
from watchbook.foi.request.spans import asked
from watchbook.reading.likeness import (
    ALIKE,
    NumberedQuestion,
    QuestionPair,
    could_be_alike,
    paired,
    subject_of,
)

FEW = 2  # so few words stand in many questions: Why? How often?


@dataclass(frozen=True)
class QuestionAnswer:
    """What was or is said to a question: its status, its sentence, the certificate of a search by hand, the question."""

    status: str
    answer: str
    certificate: str = ""
    question: str = ""


class NumberedAnswer(NamedTuple):
    """An answer that was sent, with the number that its question had in the letter."""

    number: str
    said: QuestionAnswer


@dataclass(frozen=True)
class Change:
    """One question, the pair it makes, what was said to it then and what is said today.

    `then` has several answers where it was divided then, and none where it was not answered, or where it cannot be told
    under which number: `is_cut_otherwise` says that the letter holds words of it all the same.
    """

    pair: QuestionPair
    text: str
    then: tuple[NumberedAnswer, ...]
    now: QuestionAnswer
    is_cut_otherwise: bool = False

    @property
    def is_the_same(self) -> bool:
        """Whether the registers say today what was sent then."""
        then = [(one.said.status, one.said.answer.strip()) for one in self.then]
        return then == [(self.now.status, self.now.answer.strip())]

    @property
    def is_to_be_searched_again(self) -> bool:
        """Whether it was answered then and nothing answers it today, such as a search by hand, which is not taken over."""
        return bool(self.then) and self.now.status == Status.TO_BE_SEARCHED

    @property
    def numbers(self) -> list[str]:
        """Under which numbers it was answered."""
        return [one.number for one in self.then]

    @property
    def certificate(self) -> str:
        """The first search by hand that answered it; "" where none did."""
        return next((one.said.certificate for one in self.then if one.said.certificate), "")

    @property
    def is_in_other_words(self) -> bool:
        """Whether the earlier question was put in other words or about other years."""
        return self.text.split() != self.pair.earlier.text.split()


def changes(
    pairs: Sequence[QuestionPair],
    *,
    texts: Mapping[str, str],
    then: Mapping[str, QuestionAnswer],
    now: Mapping[str, QuestionAnswer],
) -> tuple[Change, ...]:
    """Each pair with what was said to the earlier question and what is said today; all three by number.

    An officer may have cut the letter's questions otherwise, so that the words count, and not the number alone.
    """
    return tuple(
        Change(
            pair=pair,
            text=texts[pair.number],
            then=answered,
            now=now[pair.number],
            is_cut_otherwise=not answered and _holds_words_of(pair.earlier, then),
        )
        for pair in pairs
        for answered in [answered_as(pair.earlier, then)]
    )


def answered_as(earlier: NumberedQuestion, then: Mapping[str, QuestionAnswer]) -> tuple[NumberedAnswer, ...]:
    """What a letter says to a question: under its own words, within a longer question, or in parts; else nothing.

    Nothing too where several longer questions hold it, for it cannot be told which of them was meant.
    """
    words = _words(earlier.text)
    own = then.get(earlier.number)
    if own and _words(own.question) == words:
        return (NumberedAnswer(earlier.number, own),)
    said = [(NumberedAnswer(number, one), _words(one.question)) for number, one in then.items()]
    holding = [one for one, theirs in said if _is_within(words, theirs)]
    if holding:
        return tuple(holding) if len(holding) == 1 else ()
    parts = [(one, theirs) for one, theirs in said if len(theirs) > 1 and _runs_in(theirs, words)]
    if sum(len(theirs) for _one, theirs in parts) >= ALIKE * len(words) > 0:
        return tuple(one for one, _theirs in parts)
    return ()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _is_within(words: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether a question is another one or a part of it; a few words stand in too many to tell."""
    return words == longer or (len(words) > FEW and _runs_in(words, longer))


def _runs_in(words: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether words stand one after the other in longer ones."""
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(longer)} "


def _holds_words_of(earlier: NumberedQuestion, then: Mapping[str, QuestionAnswer]) -> bool:
    """Whether any question of a letter speaks of something that this one speaks of, or is a piece of it, or it of that."""
    words, subject = _words(earlier.text), subject_of(earlier.text)
    return any(
        subject & subject_of(one.question) or _runs_in(theirs, words) or _runs_in(words, theirs)
        for one in then.values()
        for theirs in [_words(one.question)]
    )


COMPARED = 1_000  # the newest earlier requests; older ones are older than any answer worth repeating


@dataclass(frozen=True)
class EarlierRequest:
    """A request as it was asked and answered; `request` is None where only the disclosure log still has it.

    `uncut` are its questions before anybody cut it by hand, so that the same text is known all the same.
    """

    reference: str
    request: Request | None
    questions: tuple[NumberedQuestion, ...]
    uncut: tuple[NumberedQuestion, ...] = ()
    said: Mapping[str, QuestionAnswer] = field(default_factory=dict)
    answered_on: date | None = None
    publication: str = ""


@dataclass(frozen=True)
class SimilarRequest:
    """An earlier request that is like this one: which of its questions, and how many of this one's (0 to 1)."""

    earlier: EarlierRequest
    pairs: tuple[QuestionPair, ...]
    of: int

    @property
    def request(self) -> Request | None:
        """The earlier request; None where it was disposed of and only its entry in the disclosure log is left."""
        return self.earlier.request

    @property
    def share(self) -> float:
        """How many of this request's questions were asked in it, of 1."""
        return len(self.pairs) / self.of


def alike_to(request: Request) -> list[SimilarRequest]:
    """Earlier requests with at least four in five of this one's questions, the most alike and newest first.

    Kept until an event comes, which takes one query; else at most seven, however many requests there are.
    """
    return unchanged("alike", request.pk, lambda: _alike_to(request))


def _alike_to(request: Request) -> list[SimilarRequest]:
    questions = [NumberedQuestion(number=one.number, text=one.text) for one in asked(request)]
    found = (
        SimilarRequest(earlier=earlier, pairs=_pairs(questions, earlier), of=len(questions))
        for earlier in (_all_earlier(request) if questions else ())
    )
    return sorted((one for one in found if one.share >= ALIKE), key=lambda one: -one.share)


def _pairs(questions: Sequence[NumberedQuestion], earlier: EarlierRequest) -> tuple[QuestionPair, ...]:
    """The pairs with the cut that held, or with the first where that makes more of them."""
    cuts = [cut for cut in (earlier.questions, earlier.uncut) if could_be_alike(questions, cut)]
    return max((paired(questions, cut) for cut in cuts), key=len, default=())


def _all_earlier(request: Request) -> list[EarlierRequest]:
    """The newest first: requests taken in before this one, and entries of the log whose request has gone."""
    before = Request.objects.filter(recorded_at__lt=request.recorded_at)
    rows = list(before.order_by("-recorded_at")[:COMPARED])
    questions = _questions(rows)
    sent = {row.request_id: row for row in SentAnswer.objects.filter(request__in=rows)}
    published = _published()
    found = [
        _of_request(row, questions.get(row.id, []), sent=sent.get(row.id), entry=published.get(row.reference))
        for row in rows
    ]
    kept = set(Request.objects.filter(reference__in=published).values_list("reference", flat=True))
    return found + [_of_the_log_alone(entry) for name, entry in published.items() if name not in kept]


def _questions(rows: Sequence[Request]) -> dict[Any, list[RequestQuestion]]:
    """The questions of each request in every cut, the first cut first. One query."""
    found = dict[Any, list[RequestQuestion]]()
    for question in RequestQuestion.objects.filter(request__in=rows, kind=RequestQuestion.Kind.QUESTION):
        found.setdefault(question.request_id, []).append(question)
    return found


def _cut(row: Request, number: int, *, questions: Sequence[RequestQuestion]) -> tuple[NumberedQuestion, ...]:
    return tuple(
        NumberedQuestion(number=one.number, text=row.text[one.start : one.end])
        for one in questions
        if one.cut == number
    )


def _published() -> dict[str, Publication]:
    """The newest edition of each entry that was not taken back, by its request's reference. One query."""
    rows = Publication.objects.select_related("withdrawal").order_by("edition")
    newest = {row.reference: row for row in rows}
    return {row.request_reference: row for row in newest.values() if not hasattr(row, "withdrawal")}


def _of_request(
    row: Request, questions: Sequence[RequestQuestion], *, sent: SentAnswer | None, entry: Publication | None
) -> EarlierRequest:
    last = max((one.cut for one in questions), default=0)
    return EarlierRequest(
        reference=row.reference,
        request=row,
        questions=_cut(row, last, questions=questions),
        uncut=_cut(row, 1, questions=questions) if last > 1 else (),
        said=_said(sent.answers) if sent else {},
        answered_on=sent.sent_on if sent else None,
        publication=entry.reference if entry else "",
    )


def _of_the_log_alone(entry: Publication) -> EarlierRequest:
    """What the disclosure log still has of a request that has gone."""
    return EarlierRequest(
        reference=entry.request_reference,
        request=None,
        questions=tuple(NumberedQuestion(one["number"], one["question"]) for one in entry.answers),
        said=_said(entry.answers),
        answered_on=entry.published_on,
        publication=entry.reference,
    )


def _said(answers: Iterable[Mapping[str, Any]]) -> dict[str, QuestionAnswer]:
    """Of a letter or an entry of the log, what it says to each question, by number."""
    return {
        one["number"]: QuestionAnswer(
            one["status"], one["answer"], certificate=one.get("certificate", ""), question=one["question"]
        )
        for one in answers
    }
