"""Law that our own sentence quotes and that is not as we know it (FOIA s.17 wants the exemption named)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.foi.checks.answers import Check, CheckedAnswer, is_said
from watchbook.foi.quoted_law import QuotedLaw, quoted_law


def law_quoted(said: Sequence[CheckedAnswer]) -> list[Check]:
    """A warning for each such citation; no block, since no solicitor has confirmed the list."""
    message = _(
        "{number}: your answer quotes “{quoted}”. {known} Check the quotation against the law itself, and correct it if it is wrong."
    )
    return [
        Check(
            "law_quoted",
            (one.number,),
            message.format(number=one.number, quoted=law.text, known=law.known),
            blocks=False,
        )
        for one in said
        if is_said(one) and _is_an_officers(one)
        for law in _otherwise(one.answer)
    ]


def _is_an_officers(one: CheckedAnswer) -> bool:
    """Whether an officer wrote it: over the register's sentence, or of a search, which rests on no row."""
    found = one.finding
    return found is not None and (one.answer != found.answer or not found.evidence)


def _otherwise(answer: str) -> list[QuotedLaw]:
    return [law for law in quoted_law(answer) if not law.is_as_known]
