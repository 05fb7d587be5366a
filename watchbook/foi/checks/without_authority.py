"""Does a sentence count looks without an authorisation, where the register counts those without any basis? (FOIA s.1(1))."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.figures.register_names import LOOKS
from watchbook.foi.checks.answers import Check, CheckedAnswer, checks_of_each, is_said
from watchbook.reading.answer_letter.wording import sentences

_UNAUTHORISED = re.compile(
    r"\b(?:no|without|lack(?:s|ed|ing)?|not have|n[’']t have)(?: (?:an?|any|the|prior))? (?:authori[sz]ations?|authority)\b"
    r"|\b(?:not|n[’']t|never) authori[sz]ed\b|\bunauthori[sz]ed\b",
    re.IGNORECASE,
)
_ANY_BASIS = re.compile(r"\bbasis\b|\b(?:triage|plan)\b", re.IGNORECASE)
_OF_LOOKS = re.compile(r"\blooks?\b|\bof (?:them|these|those)\b|\btimes\b|\boccasions?\b", re.IGNORECASE)


def counts_without_authority(said: Sequence[CheckedAnswer]) -> list[Check]:
    """An officer's words over a figure of the looks: most looks need no authorisation, so the register counts none by its lack."""
    message = _(
        "{number}: “{answer}” counts looks without an authorisation, but the register does not: it counts looks that no triage, plan or authorisation "
        "covered. Use the register’s words, or record a search by hand that counts them."
    )

    def is_so(one: CheckedAnswer) -> bool:
        found = one.finding
        if found is None or not is_said(one) or not any(row.register == str(LOOKS) for row in found.evidence):
            return False
        return any(
            _UNAUTHORISED.search(each) and _OF_LOOKS.search(each) and not _ANY_BASIS.search(each)
            for each in sentences(one.answer)
            if each not in found.answer
        )

    return checks_of_each("subject_differs", said, when=is_so, message=message)
