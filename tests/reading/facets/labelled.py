"""Labels of requests beside what is read of them: how many times and splits are found."""

import json
from datetime import date

from watchbook.reading.facets.facets import read_facets
from watchbook.reading.split.questions import split
from watchbook.reading.times.days import FinancialYears

CLOSE = 3  # characters between a start as labelled and as found


def found_in(folder):
    """How many labelled times and splits are found, of how many, and how many are read where none is labelled."""
    met = labelled = beside = 0
    for path in sorted(folder.glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        for wanted, read in _pairs(case):
            labelled += len(wanted)
            met += len(wanted & read)
            beside += len(read - wanted)
    return met, labelled, beside


def _pairs(case):
    """For each labelled question, which of the two are labelled and which are read."""
    text = case["request_text"]
    questions = split(text).questions
    facets = read_facets(text, questions=questions, received_on=date(2026, 1, 5), years=FinancialYears(4))
    for one in case["questions"]:
        near = [each for each in questions if abs(each.start - one["start"]) <= CLOSE]
        yield _told(one.get("asks", [])), _told(facets[near[0].number].asks) if near else set()


def _told(asks):
    return {
        "split" if one.startswith("by:") else one for one in asks if one == "period" or one.startswith("by:")
    }
