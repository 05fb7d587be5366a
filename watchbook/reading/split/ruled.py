"""The rules' cut at each place at which a question may begin."""

from bisect import bisect_right
from collections.abc import Sequence

from watchbook.reading.split.candidates import Candidate
from watchbook.reading.split.features import Ruled
from watchbook.reading.split.parts import Split

# A quotation mark or bracket may stand between where two readers begin the same question.
NEAR = 3


def of(candidates: Sequence[Candidate], *, cut: Split) -> list[Ruled]:
    """For each candidate whether the rules begin a question there, and in what the place lies."""
    spans = sorted(
        [(one.start, "question") for one in cut.questions] + [(one.start, str(one.kind)) for one in cut.other]
    )
    starts = [start for start, _ in spans]
    asked = sorted(one.start for one in cut.questions)
    found = []
    for one in candidates:
        at = bisect_right(starts, one.start) - 1
        near = bisect_right(asked, one.start + NEAR) - 1
        begins = near >= 0 and asked[near] >= one.start - NEAR
        found.append(Ruled(begins, spans[at][1] if at >= 0 else "space"))
    return found
