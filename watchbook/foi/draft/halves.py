"""The answer to each half of a question that joins two requests, told together (FOIA s.1(1))."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from watchbook.figures.findings import Finding, Status, to_be_searched
from watchbook.figures.sentences import one_after_another
from watchbook.foi.checks.answers import shortened
from watchbook.reading.answer_letter.wording import sentences

SUPPLIED = (Status.HELD_SUPPLIED, Status.HELD_LINK, Status.PARTLY, Status.EXPLANATION)


@dataclass(frozen=True)
class Half:
    """One request of a question, and what the registers say to it."""

    text: str
    finding: Finding


def told_together(halves: Sequence[Half]) -> Finding:
    """Both answers as one, each with its evidence; while one half is open, so is the whole."""
    findings = [one.finding for one in halves]
    searched = tuple(dict.fromkeys(one for finding in findings for one in finding.searched))
    if any(one.status is Status.TO_BE_SEARCHED for one in findings):
        why = _(
            "To be searched: the question asks more than one thing, and at least one part of it has no answer yet. {answers}"
        )
        answers = " ".join(f"“{shortened(one.text)}” {one.finding.answer}" for one in halves)
        return to_be_searched(why.format(answers=answers), searched=searched)
    periods = {finding.period for finding in findings}
    return replace(
        findings[0],
        status=_status(findings),
        answer=_each_once([finding.answer for finding in findings]),
        value={
            "halves": [
                {"asked": one.text, "status": str(one.finding.status), "value": one.finding.value}
                for one in halves
            ]
        },
        period=periods.pop() if len(periods) == 1 else None,
        evidence=tuple(dict.fromkeys(one for finding in findings for one in finding.evidence)),
        searched=searched,
        enclosures=tuple(dict.fromkeys(one for finding in findings for one in finding.enclosures)),
        shared=tuple(dict.fromkeys(one for finding in findings for one in finding.shared)),
    )


def _each_once(answers: Sequence[str]) -> str:
    """The answers in a row; a sentence that ends several of them, as their time, stands once, behind the last."""
    said = [sentences(one) for one in answers]
    if any("\n" in one for one in answers):
        return one_after_another(answers)
    after = [{one for later in said[nth + 1 :] for one in later} for nth in range(len(said))]
    return " ".join(one for own, later in zip(said, after, strict=True) for one in own if one not in later)


def _status(findings: Sequence[Finding]) -> Status:
    """Take what is supplied to one half as supplied; two of one kind stay of it."""
    statuses = list(dict.fromkeys(one.status for one in findings))
    if len(statuses) == 1:
        return statuses[0]
    return next((one for one in statuses if one in SUPPLIED), statuses[0])
