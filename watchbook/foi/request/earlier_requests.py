"""Requests that were asked before, question by question, and what was said to them; never by whom they were asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from watchbook.foi.models import Publication, Request, RequestQuestion, SentAnswer
from watchbook.foi.request.batch import QuestionAnswer
from watchbook.foi.request.spans import asked
from watchbook.reading.likeness import ALIKE, NumberedQuestion, QuestionPair, could_be_alike, paired

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


class RequestLikeness(NamedTuple):
    """An earlier request, and how many of this one's questions it asked: FOI-0001, 28 of 29."""

    reference: str
    alike: int
    of: int


def asked_before(request: Request) -> list[RequestLikeness]:
    """Where this request was asked before, the most alike first. At most six queries."""
    return [RequestLikeness(one.earlier.reference, len(one.pairs), one.of) for one in alike_to(request)]


def alike_to(request: Request) -> list[SimilarRequest]:
    """Earlier requests with at least four in five of this one's questions, the most alike and newest first.

    At most six queries, however many requests there are.
    """
    questions = [NumberedQuestion(number=one.number, text=one.text) for one in asked(request)]
    found = (
        SimilarRequest(earlier=earlier, pairs=_pairs(questions, earlier), of=len(questions))
        for earlier in (_all_earlier(request) if questions else ())
    )
    return sorted((one for one in found if one.share >= ALIKE), key=lambda one: -one.share)


def _pairs(questions: Sequence[NumberedQuestion], earlier: EarlierRequest) -> tuple[QuestionPair, ...]:
    """The pairs with the cut that held, or with the first where that makes more of them."""
    pairs = [
        paired(questions, cut) for cut in (earlier.questions, earlier.uncut) if could_be_alike(questions, cut)
    ]
    return max(pairs, key=len, default=())


def _all_earlier(request: Request) -> list[EarlierRequest]:
    """The newest first: requests taken in before this one, and entries of the log whose request has gone."""
    rows = list(
        Request.objects.filter(recorded_at__lt=request.recorded_at).order_by("-recorded_at")[:COMPARED]
    )
    questions = _questions(rows)
    sent = {row.request_id: row for row in SentAnswer.objects.filter(request__in=rows)}
    published = _published()
    found = [
        _of_request(row, questions=questions.get(row.id, []), sent=sent.get(row.id), published=published)
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
    row: Request,
    *,
    questions: Sequence[RequestQuestion],
    sent: SentAnswer | None,
    published: Mapping[str, Publication],
) -> EarlierRequest:
    entry = published.get(row.reference)
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
        questions=tuple(
            NumberedQuestion(number=one["number"], text=one["question"]) for one in entry.answers
        ),
        said=_said(entry.answers),
        answered_on=entry.published_on,
        publication=entry.reference,
    )


def _said(answers: Iterable[Mapping[str, Any]]) -> dict[str, QuestionAnswer]:
    """Of a letter or an entry of the log, what it says to each question, by number."""
    return {
        one["number"]: QuestionAnswer(
            status=one["status"],
            answer=one["answer"],
            certificate=one.get("certificate", ""),
            question=one["question"],
        )
        for one in answers
    }
