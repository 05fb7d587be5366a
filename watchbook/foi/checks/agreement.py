"""Do the answers of one letter agree with each other? What one denies, no other may presuppose (docs/explanation/answering.md#checks)."""

import re
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from django.utils.translation import gettext as _

from watchbook.foi.checks.answers import Check, CheckedAnswer, above, numbers_of_each_passage, shortened
from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.answer_letter.wording import affirms, denies, is_conditional, sentences
from watchbook.reading.topics.vocabulary import terms, vocabulary

SHARED = 0.6  # of its words, from which on a denied question is taken to be asked again elsewhere

_IF_NOT = re.compile(r"\W*if (?:no|not|none|it does not|you do not)\b", re.IGNORECASE)
_IF_SO = re.compile(r"\W*if (?:so|yes|it does|you do|they do|any)\b", re.IGNORECASE)
_NAMES = re.compile(
    r"\b(?:suppl\w+|providers?|compan(?:y|ies)|vendors?|manufacturers?|names? of)\b", re.IGNORECASE
)


class _AnswerWithWords(NamedTuple):
    """One answer with what its question, and that above it, speak of."""

    said: CheckedAnswer
    own: frozenset[str]
    all: frozenset[str]
    matters: frozenset[str]


def conditional(said: Sequence[CheckedAnswer]) -> list[Check]:
    """`If this takes place, …` beside an answer that it does not take place: the two contradict each other."""
    asked = _asked(said)
    supposing = [one for one in asked if is_conditional(one.said.answer)]
    practice = pattern("denies-a-practice")
    denying = [one for one in asked if _denies(one.said) and practice.search(one.said.answer)]
    message = _(
        "{number}: “{answer}” says only what would be done if something happened, but the answer to question {other} says that it does not happen: “{denial}”. The "
        "two answers contradict each other. Say in both answers whether it happens."
    )
    return [
        _check("conditional", one.said, other.said, message=message, answer=one, denial=other)
        for one, other in product(supposing, denying)
        if one.said is not other.said and _speak_of_one_thing(denied=other, supposed=one)
    ]


def contradiction(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Two answers that cannot both be true: none is used, and its supplier is named."""
    asked = _asked(said)
    message = _(
        "The answer to question {number} says “{denial}”, but the answer to question {other} says “{answer}”. Only one of these answers can be true. Find out "
        "which one, and correct the other answer."
    )
    denying = [one for one in asked if _denies(one.said)]
    telling = [one for one in asked if one.said.outcome in (AnswerOutcome.DISCLOSED, AnswerOutcome.PARTLY)]
    return [
        _check("contradiction", one.said, other.said, message=message, denial=one, answer=other)
        for one, other in product(denying, telling)
        if one.said is not other.said and _presupposes(other, denied=one, said=said)
    ]


def _check(
    rule: str, one: CheckedAnswer, other: CheckedAnswer, *, message: str, **quoted: _AnswerWithWords
) -> Check:
    said = {name: shortened(each.said.answer) for name, each in quoted.items()}
    message = message.format(number=one.number, other=other.number, **said)
    return Check(rule, (one.number, other.number), message, blocks=True)


def _asked(said: Sequence[CheckedAnswer]) -> list[_AnswerWithWords]:
    known = vocabulary()
    asked = list[_AnswerWithWords]()
    for one, _numbers in numbers_of_each_passage(said):
        stem = above(one, said=said)
        own = terms(one.question)
        whole = own | (terms(stem.question) if stem else frozenset())
        if not one.refers_to:
            asked.append(_AnswerWithWords(one, own, whole, own & known.matters))
    return asked


def _denies(one: CheckedAnswer) -> bool:
    """Whether an answer says without a limit of time that there is none."""
    first = next(iter(sentences(one.answer)), "")
    if one.outcome is not AnswerOutcome.NIL or not denies(first):
        return False
    return not pattern("limits-a-denial").search(first)


def _presupposes(other: _AnswerWithWords, *, denied: _AnswerWithWords, said: Sequence[CheckedAnswer]) -> bool:
    """Whether an answer could only be given if what is denied were so."""
    if _IF_NOT.match(other.said.question):
        return False
    if _follows_on(other.said, denied=denied.said, said=said):
        return True
    if _NAMES.search(other.said.question) and denied.matters and denied.matters <= other.matters:
        return True
    return _asks_again(other, denied=denied) and any(map(affirms, sentences(other.said.answer)))


def _follows_on(other: CheckedAnswer, *, denied: CheckedAnswer, said: Sequence[CheckedAnswer]) -> bool:
    """Whether one is a part of the denied question, or the next that begins `If so`."""
    if _IF_SO.match(other.question) and "." not in other.number:
        at = [one.number for one in said].index(other.number)
        return at > 0 and said[at - 1].number == denied.number
    is_part = other.number.startswith(f"{denied.number}.")
    return is_part and bool(pattern("asks-yes-or-no").search(denied.question))


def _asks_again(other: _AnswerWithWords, *, denied: _AnswerWithWords) -> bool:
    if not denied.matters <= other.matters:
        return False
    shared = denied.own & other.own
    return len(shared) >= 2 and len(shared) >= SHARED * len(denied.own)


def _speak_of_one_thing(*, denied: _AnswerWithWords, supposed: _AnswerWithWords) -> bool:
    """Whether what is denied is what is supposed: they share words, and no other matter comes in."""
    known = vocabulary()
    return denied.matters <= (supposed.all & known.matters) and len(denied.own & supposed.all) >= 2
