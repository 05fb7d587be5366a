"""Wording of an answer: does it disclose, deny, refuse, or only name a policy (FOIA s.1(1), s.17)?"""

import re
from collections.abc import Sequence
from itertools import takewhile

from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.answer_letter.promises import (
    acknowledges,
    answers_later,
    explains_the_law,
    speaks_of_a_review,
    supposes,
    without_reasons,
)
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


def is_rider(text: str) -> bool:
    """Whether text neither confirms nor denies that anything else is held, beside the answer itself."""
    return bool(pattern("rider").search(text) and pattern("rider-on-what-else").search(text))


def refuses(sentence: str) -> bool:
    """Whether a sentence refuses."""
    return bool(pattern("refuses").search(sentence)) and not says_not_held(sentence, strictly=True)


def says_not_held(sentence: str, *, strictly: bool = False) -> bool:
    """Whether a sentence says that nothing is held; strictly, only where it cites the provision for that."""
    if pattern("cites-not-held").search(sentence) and not pattern("notice-of-refusal").search(sentence):
        return True
    return not strictly and bool(pattern("not-held").search(sentence) or _HELD_ELSEWHERE.search(sentence))


def has_no_such_document(sentence: str, *, question: str) -> bool:
    """Whether a document was asked for and a sentence says there is none."""
    return bool(pattern("wants-a-document").search(question) and pattern("has-no-document").search(sentence))


# What an answer does shows in its first pages; the rest of a very long one is its tables.
LOOKED_AT = 6000
_SENTENCE = re.compile(r"(?<=[.!?;])[\s\"”’')]+(?=\S)|\n+")
_FOLD = re.compile(r"(?<=[\w,’'])[ \t]{0,9}\n[ \t]{0,9}(?=[a-z])")  # a sentence that a mail program folded
_WHERE = bounded(r"\W*where (?:an?|any)\b", re.IGNORECASE)  # `Where a number is under 5 it is not given`
_OF_THE_LETTER = bounded(
    r"\b(?:requests?|letter|e-?mail|ref(?:erence)?|dated|received|freedom of information|the act|foi|tel|telephone"
    r"|phone|attachment|page|links?|street|road)\b|@|https?:|www\.|file:|cid:|\[\d",
    re.IGNORECASE,
)
_ONLY_HELD = bounded(r"\b(?:is|are|was|were|be|does|do) (?:\w+ )?h[eo]ld\b|\bthat we hold\b", re.IGNORECASE)
_MARKER = bounded(r"\W*\d{1,2}[.):]\s+")
_ZERO = bounded(r"[£€$]?\s*0+(?:\.0+)?%?$")


def unfolded(text: str) -> str:
    """A text without the line breaks by which a mail program folded its sentences."""
    return _FOLD.sub(" ", text)


def sentences(text: str) -> list[str]:
    """The sentences of a passage; a line counts as one."""
    return [one for one in _SENTENCE.split(text.strip()) if re.search(r"[\w<*-]", one)]


def figures(text: str) -> list[str]:
    """The amounts a text names, dates, periods and sections left out."""
    return [
        found.group().strip()
        for found in pattern("figure").finditer(
            pattern("counts-nothing").sub(" ", pattern("times").sub(" ", text))
        )
    ]


def outcome(text: str, *, question: str) -> AnswerOutcome:
    """What a passage does with its question."""
    text = without_reasons(unfolded(text[:LOOKED_AT]))
    said = sentences(text)
    said = [one for one in said if not explains_the_law(one)] or said
    if not said:
        return AnswerOutcome.UNCLEAR
    found = _put_off(text, said=said) or _kept_from(text, said=said)
    return found or _told(text, said=said, question=question)


def _put_off(text: str, *, said: Sequence[str]) -> AnswerOutcome | None:
    """HOLDING where an answer is promised, or a request acknowledged, and nothing is decided in the passage."""
    later = [one for one in said if answers_later(one)]
    if not later and not (pattern("has-come-in").search(text) and not any(map(decides, said))):
        return None
    rest = [one for one in said if one not in later and not supposes(one)]
    if any(map(decides, rest)) or (said[0] not in later and gives(said[0])):
        return None
    return AnswerOutcome.HOLDING


def _kept_from(text: str, *, said: Sequence[str]) -> AnswerOutcome | None:
    """The reason for which a passage gives nothing or not all: it neither confirms nor denies, costs too much, or is exempt."""
    given = _gives_some(said)
    apart = [one for one in said if not is_rider(one) and not _WHERE.match(one)]
    if any(neither_confirms(one) for one in apart):
        return AnswerOutcome.PARTLY if given else AnswerOutcome.NCND
    if costs_too_much(text):
        handed = pattern("yes").match(said[0]) or any(
            pattern("hands-over-a-copy").search(one) for one in said
        )
        return AnswerOutcome.PARTLY if handed else AnswerOutcome.COST
    told = takewhile(lambda one: not _mentions_a_refusal(one), apart)
    named = any(refuses(one) and pattern("takes-some-out").search(one) for one in apart)
    if named and any(not supposes(one) and not _OF_THE_LETTER.search(one) for one in told):
        return AnswerOutcome.PARTLY
    if given and any(refuses(one) or pattern("takes-some-out").search(one) for one in apart):
        return AnswerOutcome.PARTLY
    return None


def _told(text: str, *, said: Sequence[str], question: str) -> AnswerOutcome:
    if pattern("suppressed").match(said[0]):
        return AnswerOutcome.DISCLOSED
    if (_is_table(said) and not _all_zero(text)) or _opens_by_giving(said):
        return AnswerOutcome.DISCLOSED
    for kind, found in (
        (AnswerOutcome.REFUSED, any(map(refuses, said))),
        (AnswerOutcome.NIL, _is_plain_no(said) or _all_zero(text)),
        (
            AnswerOutcome.NOT_HELD,
            any(says_not_held(one) or has_no_such_document(one, question=question) for one in said[:2]),
        ),
        (AnswerOutcome.TRANSFERRED, any(pattern("belongs-to-another").search(one) for one in said)),
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


def _opens_by_giving(said: Sequence[str]) -> bool:
    """Whether a passage opens with what was asked for; that three are held, and refused, gives nothing."""
    if not _gives_first(said[0]):
        return False
    return not (_ONLY_HELD.search(said[0]) and any(map(refuses, said)))


def tells(sentence: str) -> bool:
    """Whether a sentence is about something other than the request, the letter and what closes it."""
    return not (acknowledges(sentence) or _OF_THE_LETTER.search(sentence) or speaks_of_a_review(sentence))


def neither_confirms(sentence: str) -> bool:
    """Whether a sentence neither confirms nor denies that what was asked for is held."""
    return bool(pattern("neither-confirms").search(sentence)) and not is_rider(sentence)


def says_something(text: str) -> bool:
    """Whether a passage opens with a yes, a no, a figure, a copy or a decision."""
    said = sentences(unfolded(text[:LOOKED_AT]))
    return bool(said) and (
        gives(said[0]) or bool(pattern("no").match(said[0])) or any(map(decides, said[:2]))
    )


def gives(sentence: str) -> bool:
    """Whether a sentence gives a figure, a copy or a yes; the dates and numbers of the letter itself give nothing."""
    if _mentions_a_refusal(sentence) or supposes(sentence) or answers_later(sentence):
        return False
    if pattern("hands-over-a-copy").search(sentence):
        return not pattern("hands-over-nothing").search(sentence)
    if _OF_THE_LETTER.search(sentence) or _ONLY_HELD.search(sentence) or says_not_held(sentence):
        return False
    return affirms(_MARKER.sub("", sentence, count=1))


def decides(sentence: str) -> bool:
    """Whether a sentence refuses, says that nothing is held, or hands over what was asked for."""
    if supposes(sentence) or answers_later(sentence):
        return False
    kept = _mentions_a_refusal(sentence) or says_not_held(sentence)
    return kept or bool(pattern("hands-over-a-copy").search(sentence))


def _gives_some(said: Sequence[str]) -> bool:
    """Whether a sentence before the first refusal gives something, or one says that only some is given."""
    if _is_table(said) or any(_gives_and_keeps(one) for one in said):
        return True
    return any(map(gives, takewhile(lambda one: not _mentions_a_refusal(one), said)))


def _gives_and_keeps(sentence: str) -> bool:
    """Whether one sentence gives something and takes some of it out."""
    return bool(
        pattern("takes-some-out").search(sentence)
        and pattern("points-at-a-copy").search(sentence)
        and not pattern("hands-over-nothing").search(sentence)
    )


def _mentions_a_refusal(sentence: str) -> bool:
    return refuses(sentence) or costs_too_much(sentence) or neither_confirms(sentence)


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


def _is_table(said: Sequence[str]) -> bool:
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


def _is_plain_no(said: Sequence[str]) -> bool:
    """`No.`, `Nil`, `0`: whatever reasons come after it, unless they count something."""
    if not pattern("no").match(said[0]) or says_not_held(said[0]) or refuses(said[0]):
        return False
    return bool(pattern("no-alone").match(f"{said[0]} ")) or not any(_counts(one) for one in said)


def _only_names_a_policy(said: Sequence[str]) -> bool:
    conditional, policy = pattern("conditional"), pattern("names-a-policy")
    telling = [one for one in said if policy.search(one) or not conditional.match(one)]
    return bool(telling) and all(map(names_a_policy, telling))


def _is_unclear(said: Sequence[str]) -> bool:
    return bool(pattern("clarifies").search(said[0])) or all(map(pattern("conditional").match, said))
