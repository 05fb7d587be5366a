"""No figure tells of a later day than the one that it is asked for, however late it is asked (FOIA s.1(4))."""

import re
from datetime import datetime, time, timedelta

import pytest

from watchbook.acting.london_day import LONDON
from watchbook.figures.named import QUERIES, figure
from watchbook.figures.sentences import in_words
from watchbook.organisation.queries import today

DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d\b")
# What was planned by then ends later: an approval of a listening project, a contract.
PLANNED = {"monitoring_software", "in_house_method", "conducts_research", "purposes", "overt_or_covert"}
PLANNED |= {"third_parties", "how_it_is_conducted", "areas_of_work"}


@pytest.mark.parametrize("days_ago", [32, 120, 300])
def test_a_figure_says_the_same_today_as_at_the_end_of_its_day(loaded, days_ago):
    on = today() - timedelta(days=days_ago)
    end = datetime.combine(on + timedelta(days=1), time(), LONDON)
    later = {in_words(on + timedelta(days=more)) for more in range(1, 1000)}
    for name in QUERIES:
        found, then = figure(name, on=on), figure(name, on=on, as_at=end)
        assert (name, found.answer, found.value) == (name, then.answer, then.value)
        assert name in PLANNED or not later & set(DAY.findall(found.answer)), (name, found.answer)
