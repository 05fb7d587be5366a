"""The letter as data, made of a draft: each question as it was asked with its answer, rights and licence (FOIA s.1(1))."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from watchbook.figures.findings import Enclosure, words_of_answer
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.foi.draft.answer import Draft, DraftAnswer
from watchbook.foi.letter.key import key, leads_to_its_parts
from watchbook.foi.letter.language import as_told, in_language_of
from watchbook.foi.letter.rights import ReuseTerms, licence, rights
from watchbook.foi.letter.said_once import as_in_letter, searched_in_letter, searched_words
from watchbook.foi.models import Request, Requester, Search
from watchbook.foi.queries import due
from watchbook.foi.refusal.notice import notice
from watchbook.foi.refusal.refusal import standing, whole
from watchbook.foi.small_parts import personal_data
from watchbook.foi.states import StepKind
from watchbook.law.exemptions import Exemption
from watchbook.law.parameters import ParameterEntry
from watchbook.organisation.letterhead import head_of, logo_of
from watchbook.organisation.models import Authority
from watchbook.web import wording


@dataclass(frozen=True)
class LetterOptions:
    """The way a letter goes: its day and terms, whether it is the one that is sent and says to whom, and why it is late."""

    day: date
    terms: ReuseTerms
    is_draft: bool
    is_addressed: bool = True
    late_reason: str = ""


@dataclass(frozen=True)
class LetterQuestion:
    """One question: its heading, as asked, its status in words, its answer, what is enclosed, where was looked and when.

    `is_notice` says that it is refused, so that each line of the answer is a paragraph of the notice.
    """

    heading: str
    question: str
    status: str
    answer: str
    enclosed: str
    searched: tuple[str, ...]
    is_notice: bool = False


@dataclass(frozen=True)
class Letter:
    """Everything that a letter says, in its order; `unconfirmed` is for the officer alone and in no file."""

    language: str
    is_draft: bool
    authority: str
    colour: str
    contact: str
    logo: bytes
    reference: str
    day: date
    addressee: str
    salutation: str
    opening: tuple[str, ...]
    answers: tuple[LetterQuestion, ...]
    enclosures: tuple[str, ...]
    rights: tuple[str, ...]
    licence: tuple[str, ...]
    unconfirmed: tuple[ParameterEntry, ...]
    reached: tuple[str, ...] = ()  # the authority's address, telephone and e-mail, as its letters bear them
    signed: str = ""
    write_to: str = ""
    heading: str = ""
    body: tuple[TextBlock, ...] = ()

    @property
    def title(self) -> str:
        """The letter's heading, which its files bear as their title."""
        return self.heading or _("Answer to your request for information {reference}").format(
            reference=self.reference
        )


def content(
    request: Request,
    draft: Draft,
    *,
    authority: Authority,
    requester: Requester | None,
    going: LetterOptions,
    due_on: date,
    searched_on: Mapping[str, date],
    logo: bytes = b"",
    refused: Sequence[str] = (),
) -> Letter:
    """The letter of a draft; `searched_on` has the day of each search by hand, by its certificate's reference.

    Raises law.Refusal where the law of that day holds no rights of review or no licence.
    """
    head = head_of(authority, logo=logo)
    day, terms = going.day, going.terms
    told = rights(request.regime, on=day, write_to=head["write_to"])
    used = licence(ReuseTerms(terms.licence, printable(terms.terms), printable(terms.reason)), on=day)
    return Letter(
        language=get_language() or "en-gb",
        is_draft=going.is_draft,
        **head,
        reference=request.reference,
        day=day,
        **_to(requester),
        opening=(
            *_opening(request, answers=draft.answers, going=going, due_on=due_on, is_refused=bool(refused)),
            *_searched(draft.answers, day=day),
            *key(draft.answers, regime=request.regime),
        ),
        answers=tuple(_answered(draft.answers, searched_on=searched_on, under=withheld_under(request))),
        enclosures=tuple(map(_named, draft.enclosures)),
        rights=told.paragraphs,
        licence=used.paragraphs,
        unconfirmed=(*told.unconfirmed, *used.unconfirmed),
        body=_whole(refused),
    )


def _whole(notice: Sequence[str]) -> tuple[TextBlock, ...]:
    """The notice of a refusal of the whole request, which stands once, before the questions."""
    if not notice:
        return ()
    heading = TextBlock(BlockKind.HEADING, _("Why we refuse your request"))
    return (heading, *(TextBlock(BlockKind.PARAGRAPH, printable(text)) for text in notice))


def addressed(request: Request) -> dict[str, Any]:
    """The addressee of a letter, and how it greets them in its language. Two queries."""
    with in_language_of(request):
        return _to(Requester.objects.filter(request=request).first())


def _to(requester: Requester | None) -> dict[str, Any]:
    who = printable(requester.name) if requester else ""
    return {
        "addressee": f"{who}\n{printable(requester.address)}".strip() if requester else "",
        "salutation": _("Dear {name},").format(name=who) if who else _("Dear requester,"),
    }


def _opening(
    request: Request,
    *,
    answers: Sequence[DraftAnswer],
    going: LetterOptions,
    due_on: date,
    is_refused: bool,
) -> tuple[str, ...]:
    thanks = _("Thank you for your request, which we received on {received}. We answer it under the {law}.")
    first = thanks.format(received=wording.day(request.received_on), law=request.get_regime_display())
    late = _("This answer is late: it was due on {due}. We are sorry for that.")
    count = _asked(len(answers), has_parts=any("." in one.question.number for one in answers))
    if is_refused:
        count = _("We refuse the whole request. We give the reason below.")
    told = [first, count]
    for reply in request.steps.all():
        if reply.kind == StepKind.CLARIFIED:
            again = _("You wrote to us on {day} to explain your request. We answer it as you explained it.")
            told.append(again.format(day=wording.day(reply.on)))
    if going.day > due_on:
        told.insert(1, f"{late.format(due=wording.day(due_on))} {printable(going.late_reason)}".strip())
    return tuple(told)


def _asked(questions: int, *, has_parts: bool) -> str:
    """Say how many questions were asked; of those with parts, that each part counts."""
    said = ngettext(
        "You asked {count} question. We answer it below.",
        "You asked {count} questions. We answer each below, in the order in which you asked them.",
        questions,
    ).format(count=questions)
    return f"{said} {_('We count each part as a question.')}" if has_parts else said


def _searched(answers: Sequence[DraftAnswer], *, day: date) -> tuple[str, ...]:
    said = searched_words(answers, day=day)
    return (said,) if said else ()


def withheld_under(request: Request) -> str:
    """Name the exemption by which the letter withholds small parts of a figure."""
    return personal_data(request.regime, on=request.received_on)


def _answered(
    answers: Sequence[DraftAnswer], *, searched_on: Mapping[str, date], under: str
) -> Iterator[LetterQuestion]:
    where = searched_in_letter(answers, searched_on=searched_on)
    for one, (heading, words), searched in zip(
        answers, as_in_letter(answers, under=under), where, strict=True
    ):
        finding = one.finding
        yield LetterQuestion(
            heading=printable(heading),
            question=printable(one.question.text),
            status=""
            if leads_to_its_parts(one)
            else f"{capfirst(words_of_answer(finding.status, finding.value))}.",
            answer=printable(words),
            enclosed="; ".join(map(_named, finding.enclosures)),
            searched=searched,
            is_notice=isinstance(finding.value, dict) and "refused" in finding.value,
        )


def _named(file: Enclosure) -> str:
    return printable(f"{file.title} ({file.what})" if file.what else file.title)


def letter_of(request: Request, draft: Draft, *, going: LetterOptions) -> Letter:
    """The letter of a draft, in the language of its request. Five queries, in Welsh those of its draft besides. Raises law.Refusal."""
    with in_language_of(request):
        return _letter(request, as_told(request, draft), going=going)


def _letter(request: Request, draft: Draft, *, going: LetterOptions) -> Letter:
    authority = Authority.objects.get()
    searches = Search.objects.filter(request=request).values_list("reference", "searched_on")
    letter = content(
        request,
        draft,
        authority=authority,
        requester=Requester.objects.filter(request=request).first() if going.is_addressed else None,
        going=going,
        due_on=due(request).on,
        searched_on=dict(searches),
        logo=logo_of(authority.logo_sha256),
        refused=notice_of_the_whole(request),
    )
    grounds = {ground.id: ground for place in standing(request).values() for _refusal, ground in place}
    return replace(
        letter,
        unconfirmed=(
            *letter.unconfirmed,
            *(_to_confirm(one) for one in grounds.values() if not one.verified),
        ),
    )


def notice_of_the_whole(request: Request) -> list[str]:
    """The paragraphs that refuse a whole request; none where it is not refused. One query."""
    refused = standing(request).get(whole(request), [])
    return [text for refusal, ground in refused for text in notice(refusal, ground, on=request.received_on)]


def _to_confirm(ground: Exemption) -> ParameterEntry:
    """An exemption among the points of law that a solicitor has still to confirm."""
    return ParameterEntry(
        name=ground.id,
        value=f"{ground.section}: {ground.title}, {ground.kind}",
        since=ground.since,
        source=ground.source,
        provision=ground.regime,
        verified=ground.verified,
        note=ground.note,
    )
