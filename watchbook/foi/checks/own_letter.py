"""What our own letter may not say: what is not enclosed, a refusal in passing, what the register denies (FOIA s.1(1), s.17)."""

import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from watchbook.figures.findings import Finding, Status, status_words
from watchbook.foi.checks.answers import Check, CheckedAnswer, checks_of_each, is_said, shortened
from watchbook.law.provisions import provision
from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.answer_letter.wording import affirms, says_not_held, sentences
from watchbook.web.wording import joined

_ADDRESS = re.compile(r"https://\S", re.IGNORECASE)
REFUSING = (Status.HELD_EXEMPT, Status.NEITHER, Status.REFUSED)
SUPPLYING = (Status.HELD_SUPPLIED, Status.HELD_LINK, Status.PARTLY)
SAYING_NONE = (Status.NIL, Status.NOT_HELD, Status.NOT_APPLICABLE)


def nothing_enclosed(said: Sequence[CheckedAnswer]) -> list[Check]:
    """A person's sentence that speaks of a copy, where no file goes with the answer."""
    message = _(
        "{number}: “{answer}” mentions a copy, but no file is enclosed with it. Either use the answer that we drafted from the register, which encloses the file, "
        "or say where the document is published, or remove the words about the copy."
    )
    enclosing = [one.number for one in said if one.finding is not None and one.finding.enclosures]

    def is_empty(one: CheckedAnswer) -> bool:
        """An officer wrote it, over the register's sentence or of a search, which rests on no row; no file goes with it."""
        found = one.finding
        if found is None or found.enclosures or (one.answer == found.answer and found.evidence):
            return False
        return _speaks_of_a_copy(one.answer, elsewhere=enclosing)

    return checks_of_each("nothing_enclosed", _ours(said), when=is_empty, message=message)


def refusal_in_words(said: Sequence[CheckedAnswer]) -> list[Check]:
    """A sentence that refuses in an answer that is no refusal: the notice with its exemption is missing."""
    message = _(
        "{number}: “{answer}” refuses the question. A refusal needs a refusal notice ({provision}). Select “Refuse this question” to "
        "write the notice, or remove the words."
    )
    notice = provision("foia.s17").title

    def refuses(one: CheckedAnswer) -> bool:
        has_notice = one.finding is not None and _is_refused(one.finding)
        return (
            one.status not in REFUSING
            and not has_notice
            and bool(pattern("refuses-in-words").search(one.answer))
        )

    return checks_of_each("refusal_in_words", _ours(said), when=refuses, message=message, provision=notice)


def _is_refused(finding: Finding) -> bool:
    """Whether a refusal with its notice is part of what is said, as where a part is given."""
    return isinstance(finding.value, dict) and "refused" in finding.value


def contradicts_the_register(said: Sequence[CheckedAnswer]) -> list[Check]:
    """A sentence that denies holding what the register supplies, or what the search is recorded to have found."""
    message = _(
        "{number}: “{answer}” says that we do not hold the information, but the register or the search says that we do. Give "
        "the information, or correct the register or the search first."
    )
    return checks_of_each("contradicts_the_register", _ours(said), when=_contradicts, message=message)


def held_in_register(said: Sequence[CheckedAnswer]) -> list[Check]:
    """A search that found nothing, where a register answers the very question; unless the officer wrote why that is not it."""
    message = _(
        "{number}: you say “{answer}”, but our registers hold an answer: “{found}”. Give that answer, or record a search "
        "that names the register ({registers}) and says why its entry does not answer the question. If the question is about "
        "something else, choose “none of the topics” on its page."
    )
    return [
        Check(
            "held_in_register",
            (one.number,),
            message.format(
                number=one.number,
                answer=shortened(one.answer),
                found=shortened(one.register.answer),
                registers=joined(registers_of(one.register)),
            ),
            blocks=True,
        )
        for one in said
        if one.status in SAYING_NONE
        and one.register
        and one.register.status in SUPPLYING
        and not says_why(one, one.register)
    ]


def says_why(one: CheckedAnswer, register: Finding) -> bool:
    """Whether the officer's words name the register that holds something: nobody who overlooked it does."""
    written = f"{one.reason} {one.answer}".casefold()
    return bool(re.search(r"\b(?:register|record)", written)) and any(
        re.search(rf"\b{re.escape(name.casefold())}\b", written) for name in registers_of(register)
    )


def registers_of(register: Finding) -> list[str]:
    """The registers that a finding is of, or in which it was searched."""
    return sorted({row.register for row in register.evidence or register.searched})


def status_differs(said: Sequence[CheckedAnswer]) -> list[Check]:
    """A person's sentence that says yes, counts or encloses, where the letter would begin it with “nil” or “not held”."""
    message = _(
        "{number}: the letter would say “{status}” before your sentence “{answer}”, which says otherwise. Correct the register, record a search, or change the "
        "sentence."
    )
    return [
        check
        for status in SAYING_NONE
        for check in checks_of_each(
            "status_differs",
            [one for one in _ours(said) if one.status is status],
            when=_gives_what_is_denied,
            message=message,
            status=status_words(status),
        )
    ]


def no_answer(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Our own sentence that only points elsewhere: above, or to a website without its address."""
    above = _(
        "{number}: “{answer}” only points to another answer, so the reader has to guess what the answer to this question is. Write the answer out here."
    )
    website = _(
        "{number}: “{answer}” names a website but no page. Give the address of the page, beginning with https://, or write the answer out here."
    )
    return [
        *checks_of_each("see_above", _ours(said), when=_only("only-points-above"), message=above),
        *checks_of_each("no_answer", _ours(said), when=_only("only-points-to-a-website"), message=website),
    ]


def _ours(said: Sequence[CheckedAnswer]) -> list[CheckedAnswer]:
    """The answers of our own draft; of somebody's letter none."""
    return [one for one in said if one.finding is not None and is_said(one)]


def _speaks_of_a_copy(answer: str, *, elsewhere: Sequence[str]) -> bool:
    """Whether a sentence hands over a copy; not one at an address, nor one that goes with a numbered answer."""
    return any(
        pattern("hands-over-a-copy").search(one)
        and not pattern("hands-over-nothing").search(one)
        and not _ADDRESS.search(one)
        and not any(re.search(rf"(?<![\w.]){re.escape(number)}(?!\w)", one) for number in elsewhere)
        for one in sentences(answer)
    )


def _contradicts(one: CheckedAnswer) -> bool:
    """A search has its own sentence; the register's is true of itself, whatever it says."""
    if one.finding is None or one.status is not Status.HELD_SUPPLIED or not _holds_nothing(one.answer):
        return False
    return not one.finding.evidence or not _holds_nothing(one.finding.answer)


def _holds_nothing(answer: str) -> bool:
    """Whether an answer opens with a denial of holding anything, and then tells nothing."""
    said = sentences(answer)
    return bool(said and pattern("holds-nothing").search(said[0])) and not any(map(affirms, said))


def _gives_what_is_denied(one: CheckedAnswer) -> bool:
    """Whether an officer's words open with what there is, or give it and deny nothing; the register's own agree."""
    found = one.finding
    if found is None or (one.answer == found.answer and (found.evidence or one.status is Status.NIL)):
        return False
    said = sentences(one.answer)
    denied = [_denies_any(each) for each in said]
    given = [_gives(each) for each in said]
    return any(given) and (not any(denied) or (given[0] and not denied[0]))


def _gives(sentence: str) -> bool:
    return affirms(sentence) or bool(pattern("hands-over-a-copy").search(sentence))


def _denies_any(sentence: str) -> bool:
    """Whether a sentence denies anything, whatever it counts beside that."""
    names = ("no", "denies", "hands-over-nothing")
    return says_not_held(sentence) or any(pattern(name).search(sentence) for name in names)


def _only(name: str) -> Callable[[CheckedAnswer], bool]:
    """Whether every sentence of an answer only points there."""

    def only(one: CheckedAnswer) -> bool:
        said = sentences(one.answer)
        return bool(said) and all(pattern(name).match(each) for each in said)

    return only
