"""Questions that a person should read are marked: those whose cut is doubtful, and those that the model changed."""

import pytest

from tests.reading.split.changes import CHANGES
from tests.reading.split.splitting import FIRST_SIGHT, assert_covers_everything, own_layouts
from watchbook.reading.split.questions import by_rules, split

CLEAR = (
    "Dear Council,\n\nPlease answer:\n\n1. How many fines were issued in 2022?\n2. How many of them were paid?\n"
    "3. What did the service cost?\n\nYours faithfully,\nA requester"
)
DOUBTFUL = (
    "We would like sight of the lease, who signed it; how it was priced and\nwhat the agent was paid. Minutes too.\n"
    "I also wonder about the roof - was that ever fixed, and by whom\nthe bill was met."
)


def test_clear_questions_bear_no_mark():
    assert [one.uncertain for one in split(CLEAR).questions] == [False, False, False]


def test_a_place_where_a_question_may_be_hidden_is_marked():
    assert any(one.uncertain for one in split(DOUBTFUL).questions)


def test_where_the_model_is_sure_of_nothing_else_the_cut_is_the_rules():
    for text in (CLEAR, "", "\n", "1.", "> 1. What?\n• "):
        before, after = by_rules(text), split(text)
        assert [(q.number, q.start, q.end) for q in after.questions] == [
            (q.number, q.start, q.end) for q in before.questions
        ]
        assert after.other == before.other


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_what_the_model_changes_bears_a_mark_and_loses_no_character(name):
    for text, _ in own_layouts(FIRST_SIGHT).values():
        changed = CHANGES[name](text)
        assert_covers_everything(changed)
        known = {one.start for one in by_rules(changed).questions}
        assert all(one.uncertain for one in split(changed).questions if one.start not in known)


def test_the_same_text_is_marked_alike_each_time():
    assert split(DOUBTFUL) == split(DOUBTFUL)


def test_a_request_that_no_rule_sees_is_found_and_marked():
    text = "Information requested\n\nPapers on your earlier reply about lamps in shared folders and the mails of the lamp team.\n\nThank you"
    assert by_rules(text).questions == ()
    (found,) = split(text).questions
    assert (found.number, found.text, found.uncertain) == ("p1", text.split("\n\n")[1], True)
    assert_covers_everything(text)
