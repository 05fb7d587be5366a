"""Letters from oversight bodies: the Surveillance Commissioner's and its reply (FOI 9477, 1 and 1.a); all of them (demand D15)."""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.figures.evidence import of_row
from watchbook.figures.findings import (
    Enclosure,
    Evidence,
    Finding,
    Inquiry,
    RegisterSearches,
    Status,
    searched_in,
    to_be_searched,
)
from watchbook.figures.sentences import in_words
from watchbook.figures.times import in_days, in_its_time, is_in
from watchbook.governance.letters.models import Body, LetterAnswer, LetterReceived
from watchbook.governance.letters.queries import (
    LetterWithAnswer,
    letters,
    surveillance_commissioner_letters_on_social_media,
)
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.reading.letter_named import asked_year, names_another_body
from watchbook.reading.times.time_of_question import TimeOfQuestion
from watchbook.web.wording import joined

LETTERS = gettext_lazy("letters received from oversight bodies")
VERSION = 1
COMMISSIONERS = (Body.OSC, Body.IPCO, Body.ICO)


def letter_received(inquiry: Inquiry) -> Finding:
    """Was the Surveillance Commissioner's letter on social media received? Matched on subject; the true date given."""
    if names_another_body(inquiry.text, context=inquiry.context):
        return _about_another_body()
    entries = _letters(inquiry)
    searched = _searched("surveillance_commissioner_letter", entries)
    if not entries:
        why = _(
            "To be searched: the register has no letter from the Surveillance Commissioners about social media. That does not show that we received none."
        )
        return to_be_searched(why, searched=searched)
    sentences = [_("Yes."), *dict.fromkeys(_received_sentence(entry) for entry in entries)]
    corrected = _correction(entries, year=asked_year(inquiry.text))
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=" ".join([*sentences, corrected] if corrected else sentences),
        value={
            "received": True,
            "letters": [
                {
                    "dated_on": entry.letter.dated_on.isoformat(),
                    "received_on": entry.letter.received_on.isoformat(),
                    "copy_on_file": bool(entry.letter.file_sha256),
                }
                for entry in entries
            ],
            "corrects_year_asked": asked_year(inquiry.text) if corrected else None,
        },
        evidence=tuple(_letter_evidence(entry.letter) for entry in entries),
        searched=searched,
        enclosures=tuple(_letter_copy(entry.letter) for entry in entries if entry.letter.file_sha256),
    )


def letter_reply(inquiry: Inquiry) -> Finding:
    """A copy of the reply to that letter; or, where the SRO signed it, that none was asked for and none was sent."""
    if names_another_body(inquiry.text, context=inquiry.context):
        return _about_another_body()
    entries = _letters(inquiry)
    searched = _searched("surveillance_commissioner_letter_reply", entries)
    if not entries:
        why = _(
            "To be searched: the register has no letter from the Surveillance Commissioners about social media, so it cannot show how we answered."
        )
        return to_be_searched(why, searched=searched)
    unknown = [entry for entry in entries if not _answer_is_known(entry, on=inquiry.on)]
    if unknown:
        dates = joined([in_words(entry.letter.dated_on) for entry in unknown])
        why = _(
            "To be searched: the register does not show the outcome of the letter of {dates}, or has no copy of the reply."
        ).format(dates=dates)
        return to_be_searched(why, searched=searched)
    answered = [(entry.letter, entry.answer) for entry in entries if entry.answer]
    return Finding(
        status=_reply_status([answer for _letter, answer in answered]),
        answer=" ".join(dict.fromkeys(_reply_sentence(letter, answer=answer) for letter, answer in answered)),
        value=[
            {"outcome": answer.kind, "sent_on": answer.sent_on.isoformat() if answer.sent_on else None}
            for _letter, answer in answered
        ],
        evidence=tuple(
            evidence
            for letter, answer in answered
            for evidence in (_letter_evidence(letter), _answer_evidence(letter, answer=answer))
        ),
        searched=searched,
        enclosures=tuple(_reply_copy(letter, answer=answer) for letter, answer in answered if answer.sent_on),
    )


@in_its_time
def commissioner_correspondence(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """Which letters of the commissioners are on the register: never all correspondence, so a person searches on.

    The register holds what they wrote and our replies; what we wrote first is not on it.
    """
    entries = [
        one
        for one in letters(as_at=inquiry.as_at, condition=Q(sender__in=COMMISSIONERS))
        if one.letter.received_on <= inquiry.on and is_in(one.letter.received_on, time)
    ]
    terms = _("sender: a commissioner; {days}").format(days=in_days(time))
    searched = searched_in(LETTERS, f"commissioner_correspondence/{VERSION}", terms, len(entries))
    if not entries:
        why = _(
            "To be searched: the register has no letter from a commissioner in that time. That does not show that we received none. The register does not hold "
            "letters that we wrote to begin a correspondence."
        )
        return to_be_searched(why, searched=searched)
    why = _(
        "To be searched: the register holds {letters} and any replies. It does not hold letters that we wrote to begin a correspondence, or messages that we "
        "received in other ways."
    ).format(letters=joined([_named(one) for one in entries]))
    return to_be_searched(why, searched=searched)


def _about_another_body() -> Finding:
    return to_be_searched(
        _(
            "To be searched: the question names a body other than the Surveillance Commissioners. Search the register for letters from that body."
        )
    )


def _letters(inquiry: Inquiry) -> list[LetterWithAnswer]:
    """The letters held when the request was received (s.1(4)), as recorded by the as-at moment."""
    found = surveillance_commissioner_letters_on_social_media(as_at=inquiry.as_at)
    return [entry for entry in found if entry.letter.received_on <= inquiry.on]


def _searched(query: str, entries: list[LetterWithAnswer]) -> RegisterSearches:
    terms = _("sender: Office of Surveillance Commissioners; concerns social media: yes; any year")
    return searched_in(LETTERS, f"{query}/{VERSION}", terms, len(entries))


def _received_sentence(entry: LetterWithAnswer) -> str:
    letter = entry.letter
    sentence = _(
        "The Surveillance Commissioners’ letter about social media is dated {dated}; we received it on {received}."
    ).format(dated=in_words(letter.dated_on), received=in_words(letter.received_on))
    copy = _("A copy is supplied.") if letter.file_sha256 else _("The register has no copy of the letter.")
    return f"{sentence} {copy}"


def _correction(entries: list[LetterWithAnswer], *, year: int | None) -> str:
    """The request's year put right, where no letter on file bears it."""
    years = {entry.letter.dated_on.year for entry in entries}
    if year is None or year in years:
        return ""
    return _(
        "Your request gives the year {asked}. We have no such letter from {asked}, only from {held}."
    ).format(asked=year, held=joined([str(held) for held in sorted(years)]))


def _answer_is_known(entry: LetterWithAnswer, *, on: date) -> bool:
    """Signed as unanswered, or answered by that day with the copy on file."""
    answer = entry.answer
    if answer is None:
        return False
    if answer.kind == LetterAnswer.Kind.NO_REPLY:
        return True
    return bool(answer.file_sha256) and answer.sent_on is not None and answer.sent_on <= on


def _reply_status(answers: list[LetterAnswer]) -> Status:
    kinds = {answer.kind for answer in answers}
    if kinds == {LetterAnswer.Kind.NO_REPLY}:
        return Status.NOT_HELD
    return Status.HELD_SUPPLIED if kinds == {LetterAnswer.Kind.REPLIED} else Status.PARTLY


def _reply_sentence(letter: LetterReceived, *, answer: LetterAnswer) -> str:
    dated = in_words(letter.dated_on)
    if answer.sent_on:
        return _("We replied to the letter of {dated} on {sent}. A copy of the reply is supplied.").format(
            dated=dated, sent=in_words(answer.sent_on)
        )
    return _("We hold no reply: the letter of {dated} did not ask for a reply, and we sent none.").format(
        dated=dated
    )


def _letter_copy(letter: LetterReceived) -> Enclosure:
    return Enclosure(
        title=letter.file_name,
        what=_("letter of {dated}, {reference}").format(
            dated=in_words(letter.dated_on), reference=letter.reference
        ),
        address=reverse("governance:letter_file", args=[letter.reference]),
    )


def _reply_copy(letter: LetterReceived, *, answer: LetterAnswer) -> Enclosure:
    return Enclosure(
        title=answer.file_name,
        what=_("reply to the letter of {dated}, {reference}").format(
            dated=in_words(letter.dated_on), reference=letter.reference
        ),
        address=reverse("governance:letter_reply_file", args=[letter.reference]),
    )


def _letter_evidence(letter: LetterReceived) -> Evidence:
    what = _("letter dated {dated}, received {received}").format(
        dated=in_words(letter.dated_on), received=in_words(letter.received_on)
    )
    return of_row(letter, LETTERS, what, "governance:letter", sha256=letter.file_sha256)


def _answer_evidence(letter: LetterReceived, *, answer: LetterAnswer) -> Evidence:
    if answer.sent_on:
        what = _("reply sent {sent}").format(sent=in_words(answer.sent_on))
    else:
        what = _("“no reply asked for, none sent”, signed by the {duty} on {day}").format(
            duty=TITLES[DutyKind.SENIOR_RESPONSIBLE_OFFICER], day=in_words(answer.confirmed_on)
        )
    return of_row(answer, LETTERS, what, "governance:letter", letter.reference, sha256=answer.file_sha256)


def _named(entry: LetterWithAnswer) -> str:
    letter = entry.letter
    return _("{reference} ({sender}, {day})").format(
        reference=letter.reference, sender=letter.get_sender_display(), day=in_words(letter.dated_on)
    )
