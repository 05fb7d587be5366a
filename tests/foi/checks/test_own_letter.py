"""What our own letter may not say, and a question that asks for two things: each rule with what it must let pass."""

from datetime import UTC, datetime

import pytest

from tests.each import each
from watchbook.figures.findings import Enclosure, Evidence, Finding, Status, status_words, to_be_searched
from watchbook.foi.checks.all import checks_of
from watchbook.foi.checks.answers import CheckedAnswer, said_by_us
from watchbook.foi.checks.manner import asks_two_things, policy_referral
from watchbook.foi.checks.own_letter import (
    contradicts_the_register,
    no_answer,
    nothing_enclosed,
    refusal_in_words,
    status_differs,
)
from watchbook.law.provisions import provision
from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.facets.halves import halves

ROW = Evidence(register="documents", reference="D-1", what="", recorded_at=datetime(2026, 1, 1, tzinfo=UTC))
COPY = Enclosure(title="policy.pdf", what="Policy", address="/policy")


def worded(wording, *, status=Status.HELD_SUPPLIED, found="There were 6.", enclosures=(), number="1"):
    """An officer's sentence over what the register says."""
    finding = Finding(status=status, answer=found, evidence=(ROW,), enclosures=enclosures)
    return said_by_us(number, question="How many?", finding=finding, wording=wording)


def searched(answer, *, status=Status.HELD_SUPPLIED):
    """The sentence of a search by hand, which rests on no row of a register."""
    return said_by_us("1", question="How many?", finding=Finding(status=status, answer=answer))


def theirs(answer):
    """Somebody else's answer, of which no finding is known."""
    return CheckedAnswer("1", "How many?", answer, outcome=AnswerOutcome.DISCLOSED)


def rules(found):
    """The rule of each check, with its questions and whether it blocks."""
    return [(check.rule, check.questions, check.blocks) for check in found]


# What is enclosed


@each(
    "answer",
    [
        "The training materials are enclosed.",
        "A copy of the form is supplied.",
        "Please find the form attached.",
        "See the attached list.",
        "We enclose the form.",
        "The list is attached to this letter.",
        "Attached is the form.",
        "Enclosed with this letter are two forms.",
        "Six were trained. See Annex A.",
        "The list is enclosed with our answer to 2.",
    ],
)
def test_a_copy_that_no_file_goes_with_blocks(answer):
    for one in (worded(answer), searched(answer)):
        (check,) = nothing_enclosed([one])
        assert (check.rule, check.questions, check.blocks) == ("nothing_enclosed", ("1",), True)
        assert "say where the document is published" in check.message


@pytest.mark.parametrize(
    "answer",
    [
        "A copy is supplied at https://example.org/form.",
        "No copy is enclosed.",
        "Each note was attached to the case file.",
        "A label is attached to each post.",
        "Enclosed spaces are not looked at.",
        "See the appendix of the published plan.",
        "The list is enclosed with our answer to 2.a.",
    ],
)
def test_an_address_a_thing_attached_elsewhere_and_another_answers_file_are_fine(answer):
    other = worded("A copy is enclosed.", enclosures=(COPY,), number="2.a")
    assert nothing_enclosed([worded(answer), other]) == []


def test_the_registers_own_sentence_and_somebody_elses_are_not_asked_for_a_file():
    assert nothing_enclosed([worded("", found="A copy is supplied."), theirs("A copy is supplied.")]) == []


# Refusals


@each(
    "answer",
    [
        "This is exempt under section 31.",
        "The names are exempt from disclosure.",
        "Section 30 exempts this.",
        "We neither confirm nor deny that there were any.",
        "We cannot confirm or deny it.",
        "Six were made; the names are withheld under s.40(2).",
        "We refuse to disclose this.",
        "We are unable to release the names.",
    ],
)
def test_a_refusal_in_passing_blocks_and_names_the_notice(answer):
    for one in (worded(answer), searched(answer, status=Status.NOT_HELD)):
        (check,) = refusal_in_words([one])
        assert (check.rule, check.questions, check.blocks) == ("refusal_in_words", ("1",), True)
        assert provision("foia.s17").title in check.message


@pytest.mark.parametrize(
    "answer",
    [
        "Section 28 of that Act was used six times.",
        "Officers are exempt from the test after two years.",
        "Two applications were refused in 2019.",
        "No exemption under section 30 was used.",
        "The head of service can refuse an application.",
    ],
)
def test_a_section_a_refused_application_and_an_exemption_from_duties_refuse_nothing(answer):
    assert refusal_in_words([worded(answer), theirs("This is exempt under section 31.")]) == []


@pytest.mark.parametrize("status", [Status.HELD_EXEMPT, Status.NEITHER])
def test_a_refusal_may_refuse(status):
    assert refusal_in_words([worded("This is exempt under section 31.", status=status)]) == []


# What the register denies

DENIALS = [
    "We do not hold this information.",
    "No information is held.",
    "Not held.",
    "We have no record of this.",
    "We hold nothing.",
    "We do not have a written policy.",
    "The council does not hold a policy. Ask the county.",
]


@pytest.mark.parametrize("answer", DENIALS)
def test_a_denial_of_holding_over_what_was_found_blocks(answer):
    for one in (worded(answer), searched(answer)):
        assert rules(contradicts_the_register([one])) == [("contradicts_the_register", ("1",), True)]


@pytest.mark.parametrize("answer", DENIALS)
def test_a_denial_of_holding_over_a_finding_that_says_the_same_is_fine(answer):
    alike = [
        worded(answer, status=Status.NOT_HELD),
        worded(answer, found="Not held."),
        searched(answer, status=Status.NOT_HELD),
        theirs(answer),
    ]
    assert contradicts_the_register(alike) == []


@pytest.mark.parametrize(
    "answer",
    [
        "Yes, 14 officers. We do not hold their names.",
        "We do not hold names; 14 officers were trained.",
        "Six looks were made.",
        "The council does not hold meetings about it.",
        "We hold no meetings about it.",
        "We do not have a team for this alone.",
    ],
)
def test_a_fact_beside_a_denial_contradicts_nothing(answer):
    assert contradicts_the_register([worded(answer)]) == []


# A status before the officer's own words

NONE_OF_IT = (Status.NIL, Status.NOT_HELD, Status.NOT_APPLICABLE)


@each("status", NONE_OF_IT)
@each(
    "answer",
    [
        "Yes. The Commissioner inspected the council on 10 September 2024.",
        "There were 2 audits. We do not hold the first report.",
        "Thank you for asking. We have 3 tools.",
        "A copy is enclosed.",
    ],
)
def test_own_words_that_give_what_the_status_denies_block(answer, status):
    (check,) = status_differs([worded(answer, status=status, found="None.")])
    assert (check.rule, check.questions, check.blocks) == ("status_differs", ("1",), True)
    assert f"would say “{status_words(status)}” before your sentence" in check.message


def test_a_search_whose_sentence_gives_what_its_outcome_denies_blocks():
    one = searched("Yes, 3 were found.", status=Status.NOT_HELD)
    assert rules(status_differs([one])) == [("status_differs", ("1",), True)]


@each(
    "answer",
    [
        *DENIALS,
        "Nil.",
        "0",
        "This question does not apply to us.",
        "No looks took place in the 8 services.",
        "The council did not carry out any of the 3 kinds.",
        "Each service was asked. None had one, and 8 signed.",
    ],
)
def test_own_words_that_deny_like_their_status_are_fine(answer):
    assert status_differs([worded(answer, status=status) for status in NONE_OF_IT]) == []


def test_no_status_differs_from_the_registers_sentence_or_from_yes():
    yes = "Yes, 3 were found."
    fine = [
        worded("", status=Status.NOT_HELD, found=yes),
        searched(yes, status=Status.NIL),
        worded(yes),
        theirs(yes),
    ]
    assert status_differs(fine) == []


# Sentences that only point elsewhere


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("See above.", "see_above"),
        ("As above", "see_above"),
        ("Please see our answer above.", "see_above"),
        ("Please see our website", "no_answer"),
        ("This is published on our website.", "no_answer"),
    ],
)
def test_a_sentence_that_only_points_elsewhere_blocks(answer, rule):
    for one in (worded(answer), searched(answer)):
        assert rules(no_answer([one])) == [(rule, ("1",), True)]


@pytest.mark.parametrize(
    "answer",
    [
        "See above: six looks were made.",
        "Six, as above.",
        "Please see our website https://example.org/looks.",
        "Our website is looked after by two officers.",
    ],
)
def test_an_answer_that_also_points_elsewhere_is_an_answer(answer):
    assert no_answer([worded(answer), theirs("See above.")]) == []


# A policy beside a figure


@pytest.mark.parametrize(
    "answer", ["The council followed its RIPA policy in all six cases.", "Our policy was followed 12 times."]
)
def test_a_policy_followed_so_many_times_is_a_fact(answer):
    assert policy_referral([worded(answer)]) == []


@pytest.mark.parametrize(
    "answer",
    ["The council followed its policy.", "Our policy 12 applies.", "One of our policies applies."],
)
def test_the_number_of_a_policy_is_no_fact_and_nobody_is_told_to_enclose_it(answer):
    (check,) = policy_referral([worded(answer)])
    assert "Give the fact, and quote the clause of the policy." in check.message
    assert "enclose" not in check.message


# Two things asked


@each(
    "question",
    [
        "How many staff were trained, and send the materials.",
        "Name the supplier of the tool and its annual cost.",
        "Give the cost of the tool and the supplier.",
        "State the number of staff trained and the cost.",
        "How many looks were made? Who approved them?",
        "How many looks were made? If so, please send a copy of each.",
        "How many tools are in use and how much do they cost?",
        "Which tool is in use and what did it cost?",
        "Is there a policy on drones; and please explain when it is read.",
    ],
)
def test_two_requests_in_one_question_are_found(question):
    assert len(halves(question)) == 2


@each(
    "question",
    [
        "Send me your policies and procedures.",
        "Were looks made overtly and covertly?",
        "Give the name and address of the supplier.",
        "Is there a policy? If so, please send a copy.",
        "Confirm whether there is a policy and send a copy.",
        "Is a tool in use? If so, which?",
        "Is a tool in use? Thank you for your help.",
        "Is a tool in use? Please reply by e-mail.",
        "Was a letter sent? Please attach it.",
        "How many looks were made? Please give them by year.",
        "How many looks were made, and please provide this broken down by service.",
        "A letter went out in 2017. Please tell me who signed it.",
        "How and why is the tool used?",
        "Where looks are made, how many were there?",
        "How many staff collect data and provide the police with it?",
        "How many looks were made by year and by service?",
        "Who approves a look and when?",
        "How many looks were made? (If none, please say so and tell me who decided that.)",
        "",
    ],
)
def test_one_request_with_two_nouns_or_a_copy_of_the_same_is_one_thing(question):
    assert halves(question) == (question,)


def test_a_question_of_two_things_is_warned_of_where_one_topic_answers_it():
    question = "How many staff were trained, and send the materials."
    found = Finding(status=Status.HELD_SUPPLIED, answer="14.", evidence=(ROW,))
    told = Finding(status=Status.EXPLANATION, answer="We answer each part below.")

    def asked(number, finding, *, topic="training"):
        return said_by_us(number, question=question, finding=finding, topic=topic)

    said = [
        asked("1", found),
        asked("2", found, topic=None),
        asked("3", told),
        asked("4", to_be_searched("To be searched.")),
        CheckedAnswer("5", question, "14."),
    ]
    (check,) = asks_two_things(said)
    assert (check.rule, check.questions, check.blocks) == ("asks_two_things", ("1",), False)
    assert check.message.startswith("1: the question asks more than one thing")


# All together


def test_every_rule_is_asked_of_the_letter():
    wordings = {
        "nothing_enclosed": "The list is enclosed.",
        "refusal_in_words": "This is exempt under section 31.",
        "contradicts_the_register": "We do not hold this information.",
        "see_above": "See above.",
        "no_answer": "Please see our website.",
    }
    for rule, wording in wordings.items():
        assert rule in [check.rule for check in checks_of([worded(wording)])]
    assert "status_differs" in [check.rule for check in checks_of([worded("Yes, 3.", status=Status.NIL)])]
