"""Questions that a person should read are marked, and the marks change nothing else of the cut."""

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


def test_the_marks_change_no_place_and_no_number():
    for text in (CLEAR, DOUBTFUL, "", "\n", "1.", "> 1. What?\n• "):
        before, after = by_rules(text), split(text)
        assert [(q.number, q.start, q.end) for q in after.questions] == [
            (q.number, q.start, q.end) for q in before.questions
        ]
        assert after.other == before.other


def test_the_same_text_is_marked_alike_each_time():
    assert split(DOUBTFUL) == split(DOUBTFUL)
