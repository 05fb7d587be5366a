"""What keeps a letter from being sent, and what an officer is warned of: each rule with what it must let pass."""

from datetime import UTC, date, datetime

import pytest

from tests.each import each
from watchbook.figures.findings import Enclosure, Evidence, Finding, Status, no_query
from watchbook.figures.register_names import STATEMENTS
from watchbook.foi.checks.agreement import conditional, contradiction
from watchbook.foi.checks.all import Check, checks, checks_of, late
from watchbook.foi.checks.answers import (
    OUTCOMES,
    SHOWN,
    CheckedAnswer,
    PublishedAnswer,
    above,
    said_by_us,
    shortened,
)
from watchbook.foi.checks.figures import figure_differs, nil_without_statement, small_number
from watchbook.foi.checks.manner import joint, missing, policy_referral, see_above
from watchbook.reading.answer_letter.given_answer import AnswerOutcome

ANSWERED = Finding(status=Status.HELD_SUPPLIED, answer="Yes.")
TODAY = date(2026, 3, 2)
NIL, DISCLOSED, REFERRED = AnswerOutcome.NIL, AnswerOutcome.DISCLOSED, AnswerOutcome.POLICY_REFERRAL


def said(number, question, answer, outcome=DISCLOSED, **facts):
    """Somebody's answer to one question."""
    return CheckedAnswer(number, question, answer, outcome=outcome, **facts)


def ours(number, answer, *, value=None, status=Status.HELD_SUPPLIED, wording="", topic=None, evidence=()):
    """An answer of our own draft."""
    finding = Finding(status=status, answer=answer, value=value, evidence=evidence)
    return said_by_us(number, question="How many?", finding=finding, topic=topic, wording=wording)


def questions(found):
    """The questions that each check names."""
    return [check.questions for check in found]


# The draft itself


def test_a_request_without_a_question_is_blocked_and_its_time_runs():
    (check,) = checks([])
    assert (check.rule, check.questions, check.blocks) == ("no_question", (), True)
    assert "the time limit for answering is running" in check.message
    assert checks_of([]) == (check,)


def test_questions_to_be_searched_block_the_letter_and_are_named():
    (check,) = checks([("1", ANSWERED), ("1.a", no_query()), ("2", no_query())])
    assert (check.rule, check.questions, check.blocks) == ("to_be_searched", ("1.a", "2"), True)
    assert check.message.startswith("You must still search for the answers to 2 questions")


def test_one_question_is_spoken_of_as_one():
    (check,) = checks([("1", no_query())])
    assert check.message.startswith("You must still search for the answer to 1 question")


@each("status", [status for status in Status if status is not Status.TO_BE_SEARCHED])
def test_any_answer_lifts_the_block(status):
    assert checks([("1", Finding(status=status, answer="So it is."))]) == ()
    assert OUTCOMES[status] in AnswerOutcome


def test_a_letter_past_its_day_is_late_and_still_leaves():
    (check,) = late(due_on=date(2026, 2, 27), today=TODAY)
    assert check.message.endswith("Once nothing blocks the letter, its page has a box for the reason.")
    assert (check.rule, check.questions, check.blocks) == ("late", (), False)
    assert "27 February 2026" in check.message


@pytest.mark.parametrize(
    ("due_on", "today"), [(TODAY, TODAY), (date(2026, 3, 3), TODAY), (None, TODAY), (TODAY, None)]
)
def test_a_letter_on_its_last_day_is_in_time(due_on, today):
    assert late(due_on=due_on, today=today) == []


def test_a_good_answer_raises_nothing():
    whole = [said("1", "How many officers are trained?", "14"), said("2", "Who trains them?", "The county.")]
    assert checks_of(whole, due_on=TODAY, today=TODAY) == ()


# Each question answered


def test_a_question_to_which_nothing_is_said_blocks_and_is_quoted():
    (check,) = missing([said("1", "Who?", "Ann"), said("2", "When was it?", "", missing=True)])
    assert (check.rule, check.questions, check.blocks) == ("missing", ("2",), True)
    assert "When was it?" in check.message


def test_nothing_is_missing_where_all_is_answered():
    assert missing([said("1", "Who?", "Ann")]) == []


def test_a_policy_named_instead_of_a_fact_blocks_once_for_each_passage():
    answer = "Our policy will be followed."
    together = [said(n, "Who?", answer, REFERRED, start=5, end=33) for n in ("1.a", "1.b")]
    (check,) = policy_referral(together)
    assert (check.questions, check.blocks) == (("1.a", "1.b"), True)
    assert answer in check.message


@pytest.mark.parametrize(
    "answer",
    [
        "The head of service, as the policy says.",
        "14 days, in line with our retention policy.",
        "No policy exists.",
        "Held for a year.",
    ],
)
def test_a_policy_beside_a_fact_is_no_policy_referral(answer):
    assert policy_referral([ours("1", answer), said("2", "Who?", answer)]) == []


def test_our_own_wording_that_only_names_a_policy_blocks_unless_it_is_enclosed():
    finding = Finding(status=Status.HELD_SUPPLIED, answer="This is set out in our policy.")
    copy = Enclosure(title="policy.pdf", what="Policy", address="/policy")
    enclosed = Finding(status=Status.HELD_SUPPLIED, answer=finding.answer, enclosures=(copy,))
    drafted = [
        said_by_us("1", question="Who?", finding=finding),
        said_by_us("2", question="A copy?", finding=enclosed),
    ]
    assert questions(policy_referral(drafted)) == [("1",)]


def test_one_answer_for_questions_that_ask_different_things_is_warned_of():
    asked = {"1": "How many drones are owned?", "2": "Who may fly them?"}
    together = [said(n, q, "Two.", start=0, end=4, joint=("1", "2")) for n, q in asked.items()]
    (check,) = joint(together)
    assert (check.questions, check.blocks) == (("1", "2"), False)


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [
        (AnswerOutcome.REFUSED, {"1": "How many drones are owned?", "2": "Who may fly them?"}),
        (NIL, {"1": "Are drones owned?", "1.a": "Who may fly them?"}),
        (DISCLOSED, {"1": "How many drones in 2018?", "2": "How many drones in 2019?"}),
        (DISCLOSED, {"1": "How many?", "2": "How much?"}),
    ],
)
def test_a_refusal_a_no_to_its_own_parts_and_like_questions_may_be_answered_together(outcome, asked):
    together = [said(n, q, "So it is.", outcome, start=0, end=9) for n, q in asked.items()]
    assert joint(together) == []


# Agreement

SUPPOSES = said(
    "2.a",
    "Does your monitoring of social media include groups?",
    "If this takes place our policy applies.",
    REFERRED,
)
DENIES = said("9", "How regularly is social media monitoring used?", "This does not take place.", NIL)


def test_if_this_takes_place_beside_a_denial_blocks_and_names_both():
    (check,) = conditional([SUPPOSES, DENIES])
    assert (check.rule, check.questions, check.blocks) == ("conditional", ("2.a", "9"), True)
    assert "contradict" in check.message


@pytest.mark.parametrize(
    "other",
    [
        said("9", "Has an audit of social media monitoring taken place?", "It has not taken place.", NIL),
        said("9", "How regularly is social media monitoring used?", "It has not been used since 2019.", NIL),
        said("9", "How regularly is social media monitoring used?", "Monthly."),
        said("9", "Is CCTV used in the town hall?", "It is not used.", NIL),
    ],
)
def test_a_denial_of_something_else_or_for_a_time_leaves_a_condition_alone(other):
    assert conditional([SUPPOSES, other]) == []


def test_a_condition_alone_contradicts_nothing():
    assert conditional([SUPPOSES]) == []


SOFTWARE = "Do you use software to monitor social media?"


@pytest.mark.parametrize(
    ("denied", "other"),
    [
        (said("6", SOFTWARE, "No", NIL), said("6.a", "If yes, name the company.", "Acme Ltd")),
        (said("6", SOFTWARE, "No", NIL), said("7", "If so, which?", "Acme Ltd")),
        (said("6", SOFTWARE, "No", NIL), said("8", "Name the supplier of the software.", "Acme Ltd")),
        (
            said("1", "Is social media monitoring used?", "This does not take place.", NIL),
            said("2", "How regularly is social media monitoring used?", "It was used 12 times."),
        ),
    ],
)
def test_what_one_answer_denies_no_other_may_presuppose(denied, other):
    (check,) = contradiction([denied, other])
    assert (check.rule, check.questions, check.blocks) == (
        "contradiction",
        (denied.number, other.number),
        True,
    )


@each(
    ("denied", "other"),
    [
        (said("6", SOFTWARE, "No", NIL), said("6.a", "If no, which methods are used?", "Searches by hand")),
        (said("6", SOFTWARE, "No", NIL), said("6.a", "If yes, name the company.", "Not applicable", NIL)),
        (said("6", SOFTWARE, "Yes, Acme"), said("6.a", "If yes, name the company.", "Acme Ltd")),
        (
            said("6", "Is there a policy on drones?", "No", NIL),
            said("7", "Is there a policy on cameras?", "Yes"),
        ),
        (
            said("6", SOFTWARE, "Not since 2019", NIL),
            said("8", "Name the supplier of the software.", "Acme Ltd"),
        ),
        (said("6", SOFTWARE, "No", NIL), said("9", "Who answers for this?", "The clerk")),
        (
            said("6", SOFTWARE, "No", NIL),
            said("8", "Name the supplier of the software.", "As above", refers_to="6"),
        ),
        (said("6", "How many audits were done?", "None", NIL), said("6.a", "Who audits?", "The county")),
    ],
)
def test_answers_that_can_both_be_true_are_no_contradiction(denied, other):
    assert contradiction([denied, other]) == []


def test_if_so_at_the_head_of_a_list_follows_nothing():
    assert contradiction([said("1", "If so, which?", "Acme"), said("2", SOFTWARE, "No", NIL)]) == []


# References


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (said("1", "Who?", "See 3", refers_to="3"), "points to another answer"),
        (said("1", "Who?", "", missing=True), "that question has no answer"),
        (said("1", "Is a policy held?", "Yes, it is."), "that question is about something else"),
    ],
)
def test_a_reference_to_a_reference_to_nothing_or_to_another_topic_blocks(target, why):
    (check,) = see_above([target, said("2", "How many drones are owned?", "See 1", refers_to="1")])
    assert (check.rule, check.questions, check.blocks) == ("see_above", ("2", "1"), True)
    assert why in check.message


@pytest.mark.parametrize(
    ("target", "number"),
    [
        (said("1", "Are drones used?", "No", NIL), "2"),
        (said("1", "How many drones are owned?", "Two"), "2"),
        (said("1", "Is a policy held?", "Yes", topic="drones"), "2"),
        (said("1.a", "Is a policy held?", "Yes"), "1.b"),
    ],
)
def test_a_reference_to_a_denial_or_to_the_same_topic_is_fine(target, number):
    pointing = said(number, "How many drones are owned?", "As above", refers_to=target.number, topic="drones")
    assert see_above([target, pointing]) == []


def test_a_reference_to_what_was_not_asked_is_left_to_the_reader():
    assert see_above([said("2", "Who?", "See 9", refers_to="9")]) == []


# Figures


@pytest.mark.parametrize(
    "wording", ["There were 6.", "None.", "There were six in all.", "No such look was made."]
)
def test_a_wording_with_another_figure_than_the_register_blocks(wording):
    (check,) = figure_differs([ours("1", "There were 5.", value=5, wording=wording)])
    assert (check.rule, check.questions, check.blocks) == ("figure_differs", ("1",), True)
    assert "There were 5." in check.message


@each(
    ("wording", "value"),
    [
        ("", 5),
        ("Five looks were made.", 5),
        ("We made 5 looks in 2019, in the last 2 years.", 5),
        ("1,200 were made", 1200),
        ("None was made.", 0),
        ("The list is enclosed.", 5),
        ("There were 9.", [1, 2]),
        ("There were 9.", None),
        ("There were 9.", True),
    ],
)
def test_a_wording_with_the_registers_figure_or_without_one_is_fine(wording, value):
    assert figure_differs([ours("1", "There were 5.", value=value, wording=wording)]) == []


def test_a_figure_unlike_the_one_published_before_blocks_and_says_where():
    before = PublishedAnswer("FOI-0007", "looks", "There were 4.", 4, date(2025, 6, 2))
    (check,) = figure_differs([ours("1", "There were 5.", value=5, topic="looks")], earlier=[before])
    assert "FOI-0007" in check.message
    assert "2 June 2025" in check.message


@pytest.mark.parametrize(
    ("value", "topic", "wording"),
    [
        (4, "looks", ""),
        (5, "tools", ""),
        (5, None, ""),
        ("four", "looks", ""),
        (5, "looks", "There were 5, where we published 4 before."),
    ],
)
def test_the_same_figure_another_topic_or_a_change_that_is_told_is_fine(value, topic, wording):
    before = PublishedAnswer("FOI-0007", "looks", "There were 4.", 4, date(2025, 6, 2))
    one = ours("1", "There were 5.", value=value, topic=topic, wording=wording)
    assert figure_differs([one, said("2", "Who?", "Ann", topic="looks")], earlier=[before]) == []


def test_a_nil_of_ours_without_a_signed_statement_blocks():
    def evidence(register):
        return Evidence(
            register=str(register), reference="S-1", what="", recorded_at=datetime(2026, 1, 1, tzinfo=UTC)
        )

    drafted = [
        ours("1", "None.", status=Status.NIL, value=0),
        ours("2", "None.", status=Status.NIL, value=0, evidence=(evidence("audits"),)),
        ours("3", "None.", status=Status.NIL, value=0, evidence=(evidence(STATEMENTS),)),
        ours("4", "Not held.", status=Status.NOT_HELD),
        said("5", "How many?", "None", NIL),
    ]
    found = nil_without_statement(drafted)
    assert questions(found) == [("1",), ("2",)]
    assert all(check.blocks for check in found)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Looks by ward", "North 12\nSouth 3"),
        ("How many for each offence?", "Fraud: four, waste: 20"),
        ("How many staff?", "By team: benefits 1, parking 9"),
    ],
)
def test_a_small_count_that_is_broken_down_is_warned_of(question, answer):
    (check,) = small_number([said("1", question, answer)], on=TODAY)
    assert (check.rule, check.questions, check.blocks) == ("small_number", ("1",), False)
    assert "s.40(2)" in check.message


def test_the_officer_reads_which_parts_the_letter_withholds_and_decides_in_words_of_their_own():
    told = "Looks on record:\nHousing: 12\nLicensing: 1"
    (check,) = small_number([ours("8.a", told)], on=TODAY)
    assert (check.questions, check.blocks) == (("8.a",), False)
    assert "the letter says “not shown” instead of some numbers" in check.message
    (check,) = small_number([ours("8.a", told, wording=f"{told}.")], on=TODAY)
    assert "Say “fewer than 5”" in check.message


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many?", "3"),
        ("Looks by ward", "North 12\nSouth 5"),
        ("Looks by ward", "North <5\nSouth fewer than 5"),
        ("Cost by ward", "North £3\nSouth £4"),
        ("Looks by ward", "North 0\nSouth 0"),
    ],
)
def test_a_total_a_hidden_count_a_sum_and_a_nil_are_not_small_numbers(question, answer):
    assert small_number([said("1", question, answer)], on=TODAY) == []


# What checks quote


def test_a_long_sentence_is_shortened_and_a_short_one_is_not():
    assert shortened("a  b\nc") == "a b c"
    assert len(shortened("word " * 90)) == SHOWN


def test_the_nearest_question_above_a_part_is_its_stem():
    one, deep = said("1.a", "Who?", "Ann"), said("1.a.i", "When?", "Now")
    assert above(deep, said=[said("1", "So?", ""), one, deep]) is one
    assert above(said("2", "So?", ""), said=[one, deep]) is None


def test_a_check_is_a_plain_fact():
    assert Check("late", (), "So.", blocks=False) == Check("late", (), "So.", blocks=False)
