"""The time that an answer tells of, against the time asked about (FOIA 2000 s.1(1))."""

import re
from collections.abc import Sequence
from datetime import date

from watchbook.reading.answer_letter.wording import denies, sentences
from watchbook.reading.bounded import bounded
from watchbook.reading.facets.kinds import MONTH
from watchbook.reading.times.days import A_DAY, FinancialYears
from watchbook.reading.times.period import Period
from watchbook.reading.times.spans import TimeSpan, spans

# Of what the answer tells besides: since when a register is kept, of what day a document or a statement is.
_BESIDES = bounded(
    r"\b(?:register|records?|log|totals?) (?:\w+ ){0,3}(?:begins?|began|starts?|started|kept|goes back|go back)\b|\b(?:kept|held|hold|retain"
    r"|retained|recorded) (?:\w+ ){0,4}(?:before|since|from before)\b"
    r"|\bnothing (?:is|was) kept\b|\bsigned\b|\bstated\b|\bapproved on\b|\badopted\b|\bpublished\b|\bin force (?:since|from|until)\b|\b(?:policy|guidance|letter"
    r"|version|report|law|Act|schedule|licence|contract)\b"
    r"|\byou ask(?:ed)? about\b|\bwhen your request came\b|\brequest (?:of|dated|came|was received)\b|\bas (?:at|of|on)\b"
    r"|\blogs that were kept before\b|\bgoes up to that day\b",
    re.IGNORECASE,
)
_SOME = bounded(
    rf"\b{MONTH},? (?:and |or )?(?:in )?{MONTH}\b|\b(?:of (?:them|these|those|which)|most|the (?:last|first|latest|most recent)|including|both|all) ",
    re.IGNORECASE,
)


def is_of_another_time(
    answer: str, *, asked: Period, received_on: date, years: FinancialYears, is_counted: bool
) -> bool:
    """Whether an answer names times, and none of them is, nor together make, the time asked about."""
    found = list[tuple[str, Period]]()
    began = False
    for sentence in sentences(answer):
        if _BESIDES.search(sentence):
            began = True
            continue
        read = spans(sentence, received_on=received_on, years=years)
        found += [
            (sentence, Period(one.first_on, _until(one, received_on=received_on))) for one in read.spans
        ]
    times = [one for _sentence, one in found]
    if not times or _covers(times, asked=asked):
        return False
    within = [one for one in times if asked.first_on <= one.first_on and one.last_on <= asked.last_on]
    if not within:
        return not _denies_otherwise(answer)
    reaching = [one for one in times if one not in within and not _is_outside(one, asked=asked)]
    if reaching:
        return True
    longer = {(one.first_on, one.last_on) for one in within if one.first_on != one.last_on}
    told = [sentence for sentence, one in found if one in within]
    is_a_part = is_counted and len(longer) == 1 and not any(map(_SOME.search, told))
    return is_a_part and not began


def _until(one: TimeSpan, *, received_on: date) -> date:
    """The last day of a time that an answer names, up to the day of receipt: nothing later was asked about."""
    return received_on if one.first_on <= received_on < one.last_on else one.last_on


def _covers(times: Sequence[Period], *, asked: Period) -> bool:
    """Whether the times are, or together fill, the time asked about; others may stand beside them."""
    if asked in times:
        return True
    reached = asked.first_on
    inside = [one for one in times if asked.first_on <= one.first_on and one.last_on <= asked.last_on]
    for one in sorted(inside, key=lambda one: one.first_on):
        if one.first_on > reached:
            return False
        reached = max(reached, one.last_on + A_DAY)
    return reached > asked.last_on


def _is_outside(one: Period, *, asked: Period) -> bool:
    return one.last_on < asked.first_on or asked.last_on < one.first_on


def _denies_otherwise(answer: str) -> bool:
    """`No. The last one was in 2019` is an answer about the time asked about; `None in 2019` is not."""
    first = next(iter(sentences(answer)), "")
    return denies(first) and not re.search(r"[0-9]{4}", first)
