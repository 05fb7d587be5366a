"""Wording of an answer: does it disclose, deny, refuse, or only name a policy (FOIA s.1(1), s.17)?"""

import re

from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.bounded import bounded

# `Schools hold this data, not the Council`; `Please contact Highways England who hold this`.
_HELD_ELSEWHERE = bounded(
    r"\b(?:hold|holds|held|keep|keeps) (?:this|that|the|such|these|those)\b[^.;]{0,40}?,? (?:and )?not (?:by )?"
    r"(?:us|we|(?:the|this|our) (?:council|authority|force|trust|department))\b"
    r"|\bcontact [^.;]{2,60}?,? (?:who|which|that|as they|because they) (?:\w+ )?(?:holds?|keeps?|records?) "
    r"(?:this|that|the|it|such|these|those|them)\b",
    re.IGNORECASE,
)


def costs_too_much(text: str) -> bool:
    """Whether a passage refuses for its cost, in which it counts files and hours that nobody asked for."""
    return bool(pattern("costs-too-much").search(text))


def refuses(sentence: str) -> bool:
    """Whether a sentence refuses."""
    return bool(pattern("refuses").search(sentence)) and not says_not_held(sentence, strictly=True)


def says_not_held(sentence: str, *, strictly: bool = False) -> bool:
    """Whether a sentence says that nothing is held; strictly, only where it cites the provision for that."""
    if pattern("cites-not-held").search(sentence):
        return True
    return not strictly and bool(pattern("not-held").search(sentence) or _HELD_ELSEWHERE.search(sentence))


def has_no_such_document(sentence: str, *, question: str) -> bool:
    """Whether a document was asked for and a sentence says there is none."""
    return bool(pattern("wants-a-document").search(question) and pattern("has-no-document").search(sentence))


# What an answer does shows in its first pages; the rest of a very long one is its tables.
LOOKED_AT = 6000
_SENTENCE = re.compile(r"(?<=[.!?;])[\s\"”’')]+(?=\S)|\n+")
_ZERO = bounded(r"[£€$]?\s*0+(?:\.0+)?%?$")


def sentences(text: str) -> list[str]:
    """The sentences of a passage; a line counts as one."""
    return [one for one in _SENTENCE.split(text.strip()) if re.search(r"[\w<*-]", one)]


def figures(text: str) -> list[str]:
    """The amounts a text names, dates, periods and sections left out."""
    return [found.group().strip() for found in pattern("figure").finditer(pattern("times").sub(" ", text))]


def outcome(text: str, *, question: str) -> AnswerOutcome:
    """What a passage does with its question."""
    text = text[:LOOKED_AT]
    said = sentences(text)
    if not said:
        return AnswerOutcome.UNCLEAR
    if pattern("suppressed").match(said[0]):
        return AnswerOutcome.DISCLOSED
    if costs_too_much(text) and not pattern("yes").match(said[0]):
        return AnswerOutcome.REFUSED
    if (_is_table(said) and not _all_zero(text)) or _gives_first(said[0]):
        return AnswerOutcome.DISCLOSED
    for kind, found in (
        (AnswerOutcome.NIL, _is_plain_no(said) or _all_zero(text)),
        (AnswerOutcome.REFUSED, any(refuses(one) for one in said)),
        (
            AnswerOutcome.NOT_HELD,
            any(says_not_held(one) or has_no_such_document(one, question=question) for one in said[:2]),
        ),
        (AnswerOutcome.POLICY_REFERRAL, _only_names_a_policy(said)),
        (
            AnswerOutcome.NIL,
            denies(said[0]) or (not pattern("conditional").match(said[0]) and all(map(denies, said))),
        ),
        (AnswerOutcome.UNCLEAR, _is_unclear(said)),
    ):
        if found:
            return kind
    return AnswerOutcome.DISCLOSED


def denies(sentence: str) -> bool:
    """Whether a sentence says that there is none, or that it does not happen."""
    if pattern("yes").match(sentence) or _counts(sentence):
        return False
    if pattern("no").match(sentence):
        return True
    denied = pattern("denies").search(pattern("not-negative").sub(" ", sentence))
    return bool(denied) and not _opens_with_a_fact(sentence)


def affirms(sentence: str) -> bool:
    """Whether a sentence says yes, or counts more than none."""
    return bool(pattern("yes").match(sentence)) or (_counts(sentence) and not pattern("no").match(sentence))


def is_conditional(text: str) -> bool:
    """Whether a passage only says what would be done if it happened."""
    return any(pattern("conditional").match(one) for one in sentences(text))


def names_a_policy(sentence: str) -> bool:
    """Whether a sentence names a policy and no fact beside it."""
    if pattern("says-a-fact").search(sentence) or pattern("denies-a-policy").search(sentence):
        return False
    return bool(pattern("names-a-policy").search(sentence))


def _counts(sentence: str) -> bool:
    """Whether a sentence counts more than none; `There is not one` counts nothing."""
    counted = [one for one in figures(sentence) if not _ZERO.match(one)]
    return bool(counted) and not (counted == ["one"] and pattern("denies").search(sentence))


def _all_zero(text: str) -> bool:
    """Whether a passage counts, and counts nothing anywhere."""
    counted = figures(text)
    return bool(counted) and all(_ZERO.match(one) for one in counted)


def _opens_with_a_fact(sentence: str) -> bool:
    """Whether what is denied comes after a clause that tells something: `The team does it, but does not …`."""
    before = re.split(r",? (?:but|although|though|however|except)\b", sentence, maxsplit=1)
    return len(before) > 1 and not pattern("denies").search(before[0])


def _is_table(said: list[str]) -> bool:
    """Whether a passage is mostly rows of figures."""
    rows = [one for one in said if len(figures(one)) > 0 and (len(one) < 90 or "|" in one)]
    return len(rows) > 1 and 2 * len(rows) > len(said) and not any(refuses(one) for one in said[:1])


def _gives_first(sentence: str) -> bool:
    """Whether a passage opens with what was asked: yes, a figure, a copy."""
    if pattern("points-at-a-copy").search(sentence) and pattern("given-in-part").search(sentence):
        return True
    if refuses(sentence) or says_not_held(sentence) or pattern("no-alone").match(sentence):
        return False
    if pattern("yes").match(sentence):
        return True
    if names_a_policy(sentence) and not _counts(sentence):
        return False
    return bool(_counts(sentence) or pattern("points-at-a-copy").search(sentence))


def _is_plain_no(said: list[str]) -> bool:
    """`No.`, `Nil`, `0`: whatever reasons come after it, unless they count something."""
    if not pattern("no").match(said[0]) or says_not_held(said[0]) or refuses(said[0]):
        return False
    return bool(pattern("no-alone").match(f"{said[0]} ")) or not any(_counts(one) for one in said)


def _only_names_a_policy(said: list[str]) -> bool:
    conditional, policy = pattern("conditional"), pattern("names-a-policy")
    telling = [one for one in said if policy.search(one) or not conditional.match(one)]
    return bool(telling) and all(map(names_a_policy, telling))


def _is_unclear(said: list[str]) -> bool:
    return bool(pattern("clarifies").search(said[0])) or all(map(pattern("conditional").match, said))
