"""Somebody's answer held against the request: which passage answers which question, and with what outcome."""

import tomllib
from pathlib import Path

import pytest

from tests.each import each
from tests.foi.cases import cases, six_word_runs, six_word_runs_of_the_cases
from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.reading import read_answer
from watchbook.reading.answer_letter.wording import outcome
from watchbook.reading.split.questions import split

HERE = Path(__file__).parent
SETS = ("first", "second", "third", "fourth", "fifth")
RIGHT_AT_LEAST = 0.9
ONE_SENTENCE = {
    AnswerOutcome.DISCLOSED: "We own 14 of them.",
    AnswerOutcome.NIL: "None.",
    AnswerOutcome.NOT_HELD: "We do not hold this information.",
    AnswerOutcome.REFUSED: "This is exempt under section 31(1)(a).",
    AnswerOutcome.NCND: "We can neither confirm nor deny that we hold this, under section 31(3).",
    AnswerOutcome.COST: "To count them would exceed the appropriate limit.",
    AnswerOutcome.TRANSFERRED: "Every camera is run by Police Scotland.",
    AnswerOutcome.HOLDING: "Your request is being considered and we aim to reply by 4 May.",
    AnswerOutcome.PARTLY: "There are 14. Their places are withheld under section 31(1).",
    AnswerOutcome.POLICY_REFERRAL: "This is set out in the camera policy.",
}


def pairs():
    """Every request with its answer of our own making."""
    for name in SETS:
        data = tomllib.loads((HERE / f"given_answers_{name}.toml").read_text(encoding="utf-8"))
        yield from (pytest.param(pair, id=f"{name}: {pair['name']}") for pair in data["pair"])


def single_answers():
    """Every single answer of our own making with its question and its label."""
    data = tomllib.loads((HERE / "given_answers_sentences.toml").read_text(encoding="utf-8"))
    return [*data["sentences"], *data["later"]]


def read(request, answer):
    """What is said to each question, by number."""
    return {one.number: one for one in read_answer(split(request).questions, text=answer)}


def is_right(said, label):
    """Whether what was read is what a label of a real case says."""
    if label.get("missing"):
        return said.missing
    return not said.missing and said.outcome in (label["outcome"], *label.get("acceptable", ()))


# Our own


@each("pair", list(pairs()))
def test_each_question_has_the_outcome_of_its_label(pair):
    found = read(pair["request"], pair["answer"])
    assert {number for number, one in found.items() if one.missing} == set(pair["missing"])
    for number, label in pair["outcomes"].items():
        assert found[number].outcome in label.split("|"), number
    for number, together in pair.get("joint", {}).items():
        assert list(found[number].joint) == together
    for number, target in pair.get("refers", {}).items():
        assert found[number].refers_to == (target or None)


def test_an_answer_to_a_text_that_asks_nothing_is_read():
    assert read("Thank you for your letter.", "Dear Ms Pell\n\nWe thank you too.\n\nWe wish you well.") == {}


@each(("question", "answer", "label"), single_answers())
def test_a_single_answer_does_with_its_question_what_its_label_says(question, answer, label):
    assert outcome(answer, question=question) in label.split("|")


def test_a_passage_is_named_by_its_code_points():
    answer = "Dear 𝒳,\n1. Twelve of them.\n2. As above\nIf you are unhappy with this, ask for a review."
    found = read("1. How many dogs?\n2. How many cats?", answer)
    assert [answer[one.start : one.end] for one in found.values()] == ["Twelve of them.", "As above"]
    assert (found["2"].refers_to, found["2"].outcome) == ("1", AnswerOutcome.DISCLOSED)


def test_references_in_a_ring_say_nothing():
    found = read("1. How many dogs?\n2. How many cats?", "1. See 2.\n2. See 1.")
    assert [one.refers_to for one in found.values()] == ["2", "1"]
    assert {one.outcome for one in found.values()} == {AnswerOutcome.UNCLEAR}


def test_a_stem_is_missing_only_if_none_of_its_parts_is_answered():
    request = "1. On dogs, please state:\na) how many?\nb) whose?\n2. On cats, please state:\na) how many?\nb) whose?"
    found = read(request, "1.\nb) Ours.")
    assert [number for number, one in found.items() if one.missing] == ["1.a", "2", "2.a", "2.b"]


def test_what_stands_below_several_questions_repeated_answers_them_all():
    found = read(
        "1. How many dogs does the council own?\n2. Who feeds the dogs of the council?\n3. What does the food cost?",
        "You asked:\n1. How many dogs does the council own?\n2. Who feeds the dogs of the council?\n"
        "3. What does the food cost?\nWe do not hold any of this.",
    )
    assert found["1"].joint == ("1", "2", "3")
    assert {str(one.outcome) for one in found.values()} == {"not_held"}


def test_one_question_left_empty_among_others_that_are_answered_is_missing():
    found = read("1. How many dogs?\n2. How many cats?\n3. Who feeds them?", "1. Two\n2.\n3. The warden")
    assert [number for number, one in found.items() if one.missing] == ["2"]


def test_a_question_of_one_word_is_answered_beside_it():
    found = read(
        "How many licences were:\n- Granted\n- Suspended\n- Revoked", "Granted: 12\nSuspended: 3\nRevoked: 0"
    )
    assert [one.answer for one in found.values()] == ["12", "3", "0"]


def test_a_question_without_a_number_that_is_not_repeated_is_unclear_and_not_missing():
    dogs, feeds = "How many dogs does the council own?", "Who feeds the dogs of the council?"
    found = read(
        f"{dogs}\n\n{feeds}\n\nWhat is the yearly cost of the food?",
        f"{dogs}\nWe own 14 dogs.\n{feeds}\nThe warden does.",
    )
    assert [one.missing for one in found.values()] == [False, False, False]
    assert found["p3"].outcome is AnswerOutcome.UNCLEAR


def test_one_answer_under_a_stem_answers_its_parts_together():
    request = "1. On dogs, please state:\na) how many?\nb) whose?\n2. How many cats?"
    found = read(request, "1. Two, the warden's.\n2. None")
    assert (found["1.a"].joint, found["1.b"].joint, found["1"].missing) == (
        ("1.a", "1.b"),
        ("1.a", "1.b"),
        False,
    )


@pytest.mark.parametrize("answer", ["", "In progress.", "Yours sincerely"])
def test_what_answers_nothing_leaves_every_question_missing(answer):
    assert all(one.missing for one in read("1. How many dogs?\n2. How many cats?", answer).values())


@each("outcome", [one for one in AnswerOutcome if one is not AnswerOutcome.UNCLEAR])
def test_every_class_is_read_from_a_letter_of_one_sentence(outcome):
    found = read("1. How many cameras do you own?", f"1. {ONE_SENTENCE[outcome]}")
    assert found["1"].outcome is outcome


def test_the_rest_is_said_not_to_be_held():
    found = read(
        "1. How many dogs?\n2. How many cats?\n3. Who feeds them?",
        "Question 1: 12.\n\nThe information requested in the rest of your request is not held.",
    )
    assert [str(one.outcome) for one in found.values()] == ["disclosed", "not_held", "not_held"]


def test_a_notice_at_the_end_refuses_the_questions_that_it_names():
    found = read(
        "1. How many dogs?\n2. What are they fed?\n3. Who feeds them?",
        "1. Twelve.\n\nNotice of refusal\n\nWhat is sought at questions 2 and 3 is exempt under section 31(1)(a).",
    )
    assert [str(one.outcome) for one in found.values()] == ["disclosed", "refused", "refused"]


def test_a_sentence_that_begins_with_its_questions_in_words_answers_them_beside_a_refusal_of_the_rest():
    said = read(
        "1. How many drones does the force fly?\n2. Who trains the pilots?\n3. Which drones fly for the airport?",
        "Thank you for writing.\n\nYour first and third questions are for Northmoor Airport, which is a separate authority. "
        "It will reply to you itself.\n\nFor the rest, we can neither confirm nor deny that we hold this under section 31(3).",
    )
    assert [said[n].outcome for n in "123"] == ["transferred", "ncnd", "transferred"]
    assert said["1"].joint == ("1", "3")


def test_a_refusal_for_cost_stays_whole_though_questions_are_named_in_its_reasons():
    said = read(
        "1. How many drones crashed?\n2. What did each repair cost?",
        "The cost of complying with your request would exceed the appropriate limit of £450 under section 12.\n\n"
        "In order to answer question 1 we would read 4,000 logs.",
    )
    assert [said[n].outcome for n in "12"] == ["cost", "cost"]


def test_items_that_all_bear_the_number_one_are_counted_on():
    said = read(
        "1. Does the service own drones?\n2. How many?\n3. Are they lent out?\n4. Who flies them?",
        "1. Yes, since May.\n1. 9 in all.\n1. No, never.\n1. Two fire officers.",
    )
    assert [said[n].answer for n in "1234"] == [
        "Yes, since May.",
        "9 in all.",
        "No, never.",
        "Two fire officers.",
    ]


def test_a_question_repeated_under_the_number_of_another_is_answered_there():
    said = read(
        "1. What was the budget for kennels?\n2. How many vets were employed in 2024?\n3. How many dogs came in?",
        "1. How many vets were employed in 2024? - 61\n\n3. 212",
    )
    assert (said["2"].answer, said["1"].missing, said["3"].answer) == ("61", True, "212")


def test_an_acknowledgement_that_repeats_the_request_answers_none_of_it():
    request = "1. How many dogs does the council own?\n2. Who feeds the dogs of the council?"
    found = read(request, f"You wrote:\n{request}\n\nWe hope to reply within 20 working days.")
    assert {str(one.outcome) for one in found.values()} == {"holding"}


def test_a_request_without_questions_has_no_answers():
    assert read("Good morning.", "1. Twelve.") == {}


def test_a_list_inside_an_answer_claims_no_other_question():
    found = read(
        "1. Who?\n2. Which steps?\n3. When?", "1. Ann\n2. In this order:\n1. ask\n2. look\n3. Monday"
    )
    assert found["2"].answer == "In this order:\n1. ask\n2. look"
    assert found["3"].answer == "Monday"


def test_a_long_hostile_answer_is_read_to_its_end():
    request = "\n".join(f"{n}. How many of sort {n}?" for n in range(1, 40))
    answer = "1) (a) 2. Q3: See 4 above? and " * 2000
    assert len(read(request, answer)) == len(split(request).questions)


# The real ones


def test_the_labelled_answers_of_the_real_cases_are_read_right():
    right = total = 0
    for case in cases().values():
        found = read(case["request_text"], case["response_text"] or "") if case["answers"] else {}
        for label in case["answers"]:
            total += 1
            right += label["number"] in found and is_right(found[label["number"]], label)
    assert right >= RIGHT_AT_LEAST * total


@pytest.mark.parametrize("name", ["009", "023", "037", "060", "062"])
def test_nothing_is_taken_for_missing_in_a_complete_answer(name):
    case = cases()[name]
    assert not any(one.missing for one in read(case["request_text"], case["response_text"]).values())


def test_foi_9477_leaves_out_two_and_names_a_policy_for_sixteen():
    case = cases()["000"]
    found = read(case["request_text"], case["response_text"])
    assert [number for number, one in found.items() if one.missing] == ["6.a", "7"]
    referred = {number: one for number, one in found.items() if one.outcome is AnswerOutcome.POLICY_REFERRAL}
    assert len(referred) == 16
    assert len({one.start for one in referred.values()}) == 7
    for letters, stem in (("abcde", "4"), ("abcdef", "8")):
        together = tuple(f"{stem}.{letter}" for letter in letters)
        assert all(found[part].joint == together for part in together)
    assert {found[f"4.{letter}"].refers_to for letter in "abcde"} == {"2.a"}


def test_our_own_texts_share_no_six_words_with_the_real_ones():
    real = six_word_runs_of_the_cases()
    for path in HERE.glob("given_answers_*.toml"):
        assert not six_word_runs(path.read_text(encoding="utf-8")) & real, path.name
