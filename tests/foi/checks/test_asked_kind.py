"""Is the answer of the kind asked for, and of the thing to be counted? Somebody's letters, our wordings, our findings."""

import pytest

from tests.each import each
from tests.foi.checks.test_asked import ON, YEAR, facets_of, rules_of_letter, rules_of_wording
from watchbook.figures.findings import Evidence, Finding, Status
from watchbook.foi.checks.all import asked_and_said
from watchbook.foi.checks.answers import said_by_us

BILL = "What was the bill for software bought to watch social media in 2025?"
CONTRACT = "State the total value of contracts for social listening in 2025."
PAYS = "Do you pay any outside company to look at social media?"
HOURS = "How much officer time, in hours, was spent on social media research in 2025?"
SHARE = "What proportion of looks in 2025 led to a prosecution?"
MEAN = "What was the average number of looks per officer in 2025?"
DAY = "When was your policy on social media adopted?"
SPLIT = "Please break the figure for 2025 down by department."
WHICH = "Which services looked at social media in 2025?"

RIGHT = (
    (BILL, "£4,200."),
    (BILL, "4,200 pounds."),
    (BILL, "No software was bought."),
    (CONTRACT, "Contracts worth £12,000 were running in 2025."),
    (PAYS, "Yes: Loomwright Ltd."),
    (PAYS, "No."),
    (HOURS, "About 120 hours."),
    (SHARE, "4 per cent."),
    (SHARE, "2 of the 62 looks did."),
    (SHARE, "None of them did."),
    (MEAN, "On average 4."),
    (DAY, "On 9 June 2024."),
    (DAY, "In March 2021."),
    (DAY, "It has not been adopted yet."),
    ("State the date of each inspection in 2025.", "4 March 2025."),
    (SPLIT, "Housing 12, Planning 4."),
    (SPLIT, "There were none in any department."),
    ("Who supplies your monitoring tool, and for how much?", "Loomwright Ltd supplies it, at £1,200 a year."),
    ("How many applications were refused in 2025, and why?", "Two were refused. Neither was proportionate."),
    ("Which officers were trained, and when?", "Six officers of Licensing were, on 4 March 2025."),
    ("How many staff were trained in 2025 and by whom?", "Fernhollow Training trained eleven staff."),
    ("How many captures were kept in 2025 and for how long are they kept?", "Nine captures were kept. Each is kept for 28 days."),
    ("How many profiles did staff use in 2025 and on which websites?", "4 profiles: 3 on Facebook and 1 on Instagram."),
    (WHICH, "Trading Standards, Housing Options and Planning Enforcement."),
    (WHICH, "All 12 looks were made by Trading Standards."),
    (BILL, "The invoice is enclosed."),
)  # fmt: skip
WRONG = (
    (BILL, "Two tools were bought.", "kind_missing"),
    (BILL, "3 authorisations took effect.", "kind_missing"),
    (CONTRACT, "There were four contracts.", "kind_missing"),
    ("How much have you paid for it?", "Four licences were held.", "kind_missing"),
    (SHARE, "Prosecutions followed.", "kind_missing"),
    (SHARE, "not ended yet: 5.", "kind_missing"),
    (MEAN, "62 looks were made.", "kind_missing"),
    (DAY, "The policy, version 3, is in use.", "kind_missing"),
    ("State the date of each inspection in 2025.", "2 inspections. This answer is for 1 January 2025 to 31 December 2025.", "kind_missing"),
    ("State the date of each inspection in 2025 and the purpose.", "On 4 March 2025.", "half_unanswered"),
    (SPLIT, "62 looks were made.", "breakdown_missing"),
    (WHICH, "62 looks were made.", "breakdown_missing"),
    ("Who supplies your monitoring tool, and for how much?", "Loomwright Ltd supplies it.", "half_unanswered"),
    ("How many applications were refused in 2025, and why?", "Two were refused.", "half_unanswered"),
    ("Which officers were trained, and when?", "Six officers of Licensing were.", "half_unanswered"),
    ("How many staff were trained in 2025 and by whom?", "Eleven staff were trained.", "half_unanswered"),
    ("How many captures were kept in 2025 and for how long are they kept?", "Nine captures were kept.", "half_unanswered"),
    ("How many profiles did staff use in 2025 and on which websites?", "4 profiles.", "breakdown_missing"),
    ("State the number of CHIS authorisations in 2025 and their duration.", "One was granted.", "half_unanswered"),
)  # fmt: skip


@each(("question", "answer"), RIGHT)
def test_an_answer_of_the_kind_asked_for_is_not_blocked(question, answer):
    assert rules_of_letter(question, answer) == []


@each(("question", "answer", "rule"), WRONG)
def test_an_answer_of_another_kind_is_blocked(question, answer, rule):
    assert rule in rules_of_letter(question, answer)


@each(("question", "answer", "rule"), WRONG)
def test_so_is_an_officers_own_wording_of_another_kind(question, answer, rule):
    assert rule in rules_of_wording(question, answer)


def ours(question, answer, *, status=Status.HELD_SUPPLIED, value=None, topic=None):
    """The rules that block a finding of ours."""
    _questions, facets = facets_of(question)
    row = Evidence("looks", "totals", "x", None)
    finding = Finding(status, answer, value=value, period=YEAR, evidence=(row,))
    one = said_by_us("1", question=question, finding=finding, facets=facets["1"], topic=topic)
    return [check.rule for check in asked_and_said([one], on=ON) if check.blocks]


@pytest.mark.parametrize(
    ("question", "answer", "status"),
    [
        ("How many residents had their profiles viewed in 2025?", "No officer used a covert profile.", Status.NIL),
        ("How many people were looked at in 2025?", "5 officers recorded looks.", Status.HELD_SUPPLIED),
        ("How many screenshots of people's posts were kept in 2025?", "62 looks were made.", Status.HELD_SUPPLIED),
        ("How many hours of training were given in 2025?", "Training was given 3 times.", Status.HELD_SUPPLIED),
        ("How many site visits did officers make in 2025?", "62 authorisations took effect.", Status.HELD_SUPPLIED),
        ("How many drones were flown in 2025?", "No authorisation took effect.", Status.NIL),
    ],
)  # fmt: skip
def test_a_figure_of_ours_that_counts_another_thing_is_blocked(question, answer, status):
    assert "subject_differs" in ours(question, answer, status=status, value=0)


def test_a_figure_of_ours_is_known_by_what_its_topic_is_asked_for():
    question = "How many covert human intelligence sources were authorised in 2025?"
    assert ours(question, "1 authorisation took effect.", value=1, topic="chis_count") == []


def test_each_half_of_ours_gives_the_figure_that_it_is_asked_for():
    question = "How many looks were made in 2025, and how much did the software cost?"
    halves = [{"asked": "How many looks were made in 2025,", "value": 62}]
    cost = {"asked": "and how much did the software cost?", "value": ["T-0001"]}
    said = "62 looks were made. One tool was in use."
    assert ours(question, said, value={"halves": [*halves, cost]}) == ["half_unanswered"]
    assert ours(question, f"{said} £4,000.", value={"halves": [*halves, cost]}) == []
    assert ours(question, said, value={"halves": [*halves, cost | {"value": 0}]}) == []
    clause = {"asked": "How many looks were made in 2025,", "value": ["clause 3"]}
    assert ours(question, "See clause 3. £4,000.", value={"halves": [clause]}) == ["half_unanswered"]


def test_a_clause_of_the_policy_is_no_figure_by_service():
    question = "How many looks were made in 2025, by department?"
    said = "Clause 3 of the policy names 4 services."
    assert "breakdown_missing" in ours(question, said, status=Status.EXPLANATION, value=["clause 3"])
    assert ours("Which services may look?", said, status=Status.EXPLANATION, value=["clause 3"]) == []


EFFECT = "When did your policy on social media take effect?"
BOTH_DAYS = "When does the policy take effect and when does it end?"


@each(
    ("question", "answer", "is_blocked"),
    [
        (EFFECT, "RIPA policy, approved on 3 March 2025; a copy is supplied.", True),
        (EFFECT, "It was adopted on 3 March 2025 and published on 4 March 2025.", True),
        (EFFECT, "It was approved on 3 March 2025 and came into force on 1 May 2025.", False),
        (EFFECT, "On 1 May 2025.", False),
        (EFFECT, "It was approved in 2024. We do not hold the day on which it took effect.", False),
        ("From what date was the policy in use?", "Cabinet approved it on 3 March 2025.", True),
        ("On what dates did it take effect and expire?", "It took effect on 1 May 2025.", True),
        ("State its start and end dates.", "It started on 1 May 2025 and ended on 3 June 2025.", False),
        (BOTH_DAYS, "It took effect on 1 May 2025.", True),
        (BOTH_DAYS, "It took effect on 1 May 2025. It has no end date.", False),
        (BOTH_DAYS, "It takes effect on 1 May 2025 and ends on 30 April 2028.", False),
        ("When was the policy approved?", "It was approved on 3 March 2025.", False),
    ],
)
def test_the_day_of_an_approval_is_not_the_day_of_its_effect(question, answer, is_blocked):
    blocking = {"kind_missing", "half_unanswered"} & set(rules_of_letter(question, answer))
    assert bool(blocking) is is_blocked
