"""Is each question answered, and as itself? A policy named, one answer for many, a reference onwards, two requests in one (FOIA s.1(1))."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.figures.findings import Status
from watchbook.foi.checks.answers import (
    Check,
    CheckedAnswer,
    checks_of_each,
    is_said,
    numbers_of_each_passage,
    shortened,
)
from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.phrases import spelled
from watchbook.reading.answer_letter.wording import figures, names_a_policy, sentences
from watchbook.reading.facets.halves import halves
from watchbook.reading.topics.vocabulary import terms
from watchbook.web.wording import joined

ALIKE = 0.5  # of their words, from which on questions are taken to ask the same
# What may be said to many questions at once, or referred to from another topic: each is answered by it.
KEPT = (
    AnswerOutcome.REFUSED,
    AnswerOutcome.NCND,
    AnswerOutcome.COST,
    AnswerOutcome.TRANSFERRED,
    AnswerOutcome.HOLDING,
)
ENDS = (AnswerOutcome.NIL, AnswerOutcome.NOT_HELD, *KEPT)
_NUMBERED = re.compile(rf"\b(?:(?i:{spelled('policy')})|[A-Z]{{2,}})\W{{0,3}}\d+[\d.]*")


def missing(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Questions to which nothing is said; a question with parts only if no part is answered."""
    numbers = tuple(one.number for one in said if one.missing)
    within = tuple(f"{number}." for number in numbers)
    left_out = [one for one in said if one.missing and not one.number.startswith(within)]
    if not left_out:
        return []
    message = ngettext(
        "The letter does not answer question {numbers}: “{question}”. Answer the question under its number: give the information, refuse it with an exemption, "
        "or say that it is not held.",
        "The letter does not answer questions {numbers}. The first of these is “{question}”. Answer each question under its number: give the information, refuse "
        "it with an exemption, or say that it is not held.",
        len(numbers),
    ).format(numbers=joined(numbers), question=shortened(left_out[0].question))
    return [Check(rule="missing", questions=numbers, message=message, blocks=True)]


def policy_referral(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Answers that name a policy instead of saying what was asked; a policy beside a fact is fine."""
    return [
        Check(
            rule="policy_referral",
            questions=numbers,
            message=_(
                "{numbers}: “{answer}” names a policy instead of giving the fact that was asked for. A policy says what officers should do, not what they do. Give "
                "the fact, and quote the clause of the policy."
            ).format(numbers=joined(numbers), answer=shortened(one.answer)),
            blocks=True,
        )
        for one, numbers in numbers_of_each_passage(said)
        if _only_names_a_policy(one)
    ]


def _only_names_a_policy(one: CheckedAnswer) -> bool:
    """Somebody's answer by its outcome; ours by its words, unless a copy goes with it."""
    if one.status is None:
        return one.outcome is AnswerOutcome.POLICY_REFERRAL
    if one.finding is not None and one.finding.enclosures:
        return False
    written = sentences(one.answer)
    return bool(written) and all(names_a_policy(each) and not _gives_a_figure(each) for each in written)


def _gives_a_figure(sentence: str) -> bool:
    """Whether a sentence counts something; the number of a policy is its name, and `one of` them counts nothing."""
    return any(each.casefold() != "one" for each in figures(_NUMBERED.sub(" ", sentence)))


def joint(said: Sequence[CheckedAnswer]) -> list[Check]:
    """One answer for several questions that ask different things: which of them does it answer?"""
    by_number = {one.number: one for one in said}
    checks = list[Check]()
    for one, numbers in numbers_of_each_passage(said):
        together = numbers if len(numbers) > 1 else one.joint
        if len(together) < 2 or _may_be_joint(one, together) or _ask_alike(together, by_number=by_number):
            continue
        message = _(
            "{numbers}: these questions share one answer, “{answer}”. They ask different things, so the answer may leave something out. Answer each question under "
            "its own number."
        ).format(numbers=joined(together), answer=shortened(one.answer))
        checks.append(Check(rule="joint", questions=tuple(together), message=message, blocks=False))
    return checks


def _may_be_joint(one: CheckedAnswer, together: Sequence[str]) -> bool:
    """A refusal or `not held` may cover many; a no answers its own question's parts as well."""
    of_one_stem = all(number == together[0] or number.startswith(f"{together[0]}.") for number in together)
    return one.outcome in KEPT or (one.outcome in ENDS and of_one_stem)


def _ask_alike(together: Sequence[str], *, by_number: dict[str, CheckedAnswer]) -> bool:
    asked = [terms(by_number[number].question) for number in together if number in by_number]
    shared = frozenset.intersection(*asked) if asked else frozenset[str]()
    return len(shared) >= ALIKE * len(frozenset[str]().union(*asked))


def see_above(said: Sequence[CheckedAnswer]) -> list[Check]:
    """References that lead on to another reference, to nothing, or to what answers another question."""
    by_number = {one.number: one for one in said}
    checks = list[Check]()
    for one, numbers in numbers_of_each_passage(said):
        target = by_number.get(one.refers_to) if one.refers_to else None
        why = _why_not(one, target=target) if target else ""
        if not why or target is None:
            continue
        message = _(
            "{numbers}: “{answer}” points to the answer to question {target}, but {why}, so the reader has to guess what the answer is. Write the answer out here."
        ).format(numbers=joined(numbers), answer=shortened(one.answer), target=target.number, why=why)
        questions = tuple(dict.fromkeys((*numbers, target.number)))
        checks.append(Check("see_above", questions, message, blocks=True))
    return checks


def _why_not(one: CheckedAnswer, *, target: CheckedAnswer) -> str:
    if target.refers_to:
        return _("that answer points to another answer")
    if target.missing or not is_said(target):
        return _("that question has no answer")
    if target.outcome not in ENDS and _is_of_another_topic(one, target=target):
        return _("that question is about something else")
    return ""


def _is_of_another_topic(one: CheckedAnswer, *, target: CheckedAnswer) -> bool:
    if one.topic and target.topic:
        return one.topic != target.topic
    if one.number.split(".")[0] == target.number.split(".")[0]:
        return False
    asked = terms(one.question)
    return len(asked & terms(target.question)) < ALIKE * len(asked)


def asks_two_things(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Questions that join two requests, answered by one topic: a warning, as the answer may cover both."""
    message = _(
        "{number}: the question asks more than one thing. Check that the answer covers every part of the question, or split the question by hand."
    )

    def is_so(one: CheckedAnswer) -> bool:
        """Of our own draft, and of one topic; what a stem says is said by its parts."""
        is_ours = one.status is not None and one.status is not Status.EXPLANATION and bool(one.topic)
        return is_ours and is_said(one) and len(halves(one.question)) > 1

    return checks_of_each("asks_two_things", said, when=is_so, message=message, blocks=False)
