"""Law as quoted: invented citations are found, and what people quote rightly raises no alarm."""

import json

from tests.reading.quoted_law.test_quoted import INVENTED, alarms
from tools.proofs.showing import CASE, Line, Skipped
from watchbook.reading.quoted_law.laws import CitationStanding
from watchbook.reading.quoted_law.reading import quoted

AT_LEAST = 60


def false_alarms() -> str:
    """Citations of `train` and `tune` that are told to say otherwise, or of which a law that we hold has none."""
    found = told = unknown = 0
    for name in ("train", "tune"):
        paths = sorted((CASE.parent / name).glob("*.json"))
        if not paths:
            raise Skipped("the labelled requests are not on this machine; set WATCHBOOK_CASES")
        for path in paths:
            case = json.loads(path.read_text(encoding="utf-8"))
            for one in [*quoted(case["request_text"]), *quoted(case.get("response_text") or "")]:
                found += 1
                unknown += one.standing is CitationStanding.NOT_KNOWN and one.kind in ("law", "decision")
                told += one.standing is CitationStanding.SAYS_OTHERWISE
                told += one.standing is CitationStanding.NOT_KNOWN and one.kind in ("section", "time")
    figures = f"{told} false alarms in {found:,} citations; {unknown} laws and decisions that we do not hold"
    assert not told, figures
    return figures


def invented() -> str:
    """Invented citations of our own that are told to say otherwise, or not to be known."""
    found = sum(bool(alarms(line)) for line in INVENTED)
    figures = f"{found} of {len(INVENTED)}"
    assert found >= AT_LEAST, figures
    return figures


LINES = (
    Line("Law as quoted: no false alarm in the requests and answers of `train` and `tune`", false_alarms),
    Line("Law as quoted: at least 60 invented citations are found", invented),
)
