"""No side question makes an outcome laxer: every answer to each is tried on every worked and everyday case, and on any facts."""

import os
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.each import each
from tests.proof_only import EVERY_ROW
from tests.triage.cases import ADDED, CASES, FACTORS, PLAIN, TODAY
from tests.triage.everyday import EVERYDAY, READINGS
from tests.triage.more_cases import MORE
from watchbook.triage.facts import DECIDING, allowed, parse
from watchbook.triage.graph import current, is_less_strict
from watchbook.triage.rules import decide

EXAMPLES = int(os.environ.get("TESTS_TRIAGE_EXAMPLES", "100" if EVERY_ROW else "30"))
GRAPH = current()
# What a look is for and what it does to whom, besides what is asked of people each time; the rest are side questions.
STATED = {
    "relationship",
    "immediate",
    "open_interview",
    "offence",
    "core_function",
    "nation",
    "prior_looks",
    "no_one_named",
}
SIDE = [name for name in GRAPH.facts if name not in {*DECIDING, *STATED}]
CIRCUMSTANCES = list(GRAPH.circumstances)
FREE = {"none", "preliminary", "overt", "observation", "immediate"}
# A look that an officer may make without anybody; with a plan; with somebody's authorisation or answer, or not at all.
STEPS = {**dict.fromkeys(GRAPH.outcomes, 2), **dict.fromkeys(FREE, 0), "overt_plan": 1}
WORKED = (
    {name: PLAIN | case.facts for name, case in CASES.items()}
    | {name: PLAIN | facts for name, (facts, _, _, on) in MORE.items() if on == TODAY}
    | {name: facts for name, (facts, _) in READINGS.items()}
)

SOME = list(WORKED)[
    :: 1 if EVERY_ROW else 4
]  # every answer to every question takes a hundred decisions of each case


def decided(facts):
    return _decided(frozenset(facts.items()))


@lru_cache(maxsize=10_000)  # several of these tests ask the same of a case
def _decided(facts):
    return decide(parse(dict(facts), on=TODAY), on=TODAY)


def step(decision):
    """How much somebody else has a say in it."""
    return max(STEPS[one] for one in decision.outcomes)


def test_there_are_fifteen_everyday_cases_in_two_or_three_readings():
    assert len(EVERYDAY) == 15
    assert {len(readings) for readings in EVERYDAY.values()} <= {2, 3}


@each("name", READINGS)
def test_an_everyday_case_comes_out_as_each_honest_reading_has_it(name):
    facts, outcomes = READINGS[name]
    assert decided(facts).outcomes == outcomes


@each("name", SOME)
def test_no_answer_to_a_side_question_lets_anybody_look_who_may_not(name):
    facts = WORKED[name]
    before = step(decided(facts))
    for side in (*SIDE, *CIRCUMSTANCES):
        answers = allowed(GRAPH.facts[side]) if side in GRAPH.facts else ("yes", "no", "unknown")
        for answer in answers:
            after = step(decided(facts | {side: answer}))
            assert after >= before or turns_on(side, facts), (side, answer)


def turns_on(side, facts):
    """Whether the case itself turns on this answer, so that another answer is another case."""
    if side in {"unlawful_means", "lent_login", "inside_home"}:
        return True
    if side == "f6":
        return facts["open_interview"] == "yes"  # an interview alone is no surveillance
    if side == "covert":
        return facts["told"] == "yes" or facts["made_open"] in {"notice", "own_page"}
    if side in {"specific_investigation", "f1"}:
        return facts["no_one_named"] == "yes"
    return (
        facts["f4"] != "yes" and facts["prior_looks"] == 0
    )  # nothing is kept: what is built up makes it more than a first look


@each("name", WORKED)
def test_one_to_five_reasons_decide_and_each_names_the_answers_that_it_follows_from(name):
    deciding = [one for one in decided(WORKED[name]).reasons if one.decides]
    assert 1 <= len(deciding) <= 5
    assert all(set(one.facts) <= GRAPH.facts.keys() | GRAPH.circumstances.keys() for one in deciding)
    assert all(one.facts for one in deciding)


@each("name", CASES)
def test_a_worked_case_holds_with_the_questions_of_earlier_editions(name):
    earlier = {fact: said for fact, said in (PLAIN | CASES[name].facts).items() if fact not in ADDED}
    assert decided(earlier).outcomes == CASES[name].outcomes
    without_count = {fact: said for fact, said in earlier.items() if fact != "prior_looks"}
    assert decided(without_count).outcomes == CASES[name].outcomes


@each("name", SOME)
def test_a_fact_left_out_never_makes_it_laxer(name):
    facts = WORKED[name]
    strictness = GRAPH.strictness(decided(facts).outcomes)
    for left_out in facts:
        if left_out == "nation" or left_out in GRAPH.circumstances:
            continue
        found = decided({fact: said for fact, said in facts.items() if fact != left_out})
        assert GRAPH.strictness(found.outcomes) >= strictness, left_out


ANSWER = st.sampled_from(["yes", "no", "unknown"])
PEOPLE = st.fixed_dictionaries(
    {name: ANSWER for name, fact in GRAPH.facts.items() if fact.kind == "yes_no"}
    | {
        "made_open": st.sampled_from(["notice", "own_page", "no", "unknown"]),
        "offence": st.sampled_from([PLAIN["offence"], "environmental_protection_act_1990_s87", "disorder", "none", "unknown"]),
        "prior_looks": st.sampled_from([0, 1, 2, 3, "unknown"]),
        "nation": st.sampled_from(["england", "scotland"]),
    }
    | dict.fromkeys(("care", "false_persona", "recruitment"), ANSWER)
)  # fmt: skip
CLOSED = {"told": "no", "made_open": "no", "no_one_named": "no", "immediate": "no", "open_interview": "no"}


@settings(max_examples=EXAMPLES, deadline=None)
@given(facts=PEOPLE)
def test_what_is_private_and_kept_of_a_person_without_anything_open_always_needs_somebody(facts):
    assert step(decided(facts | CLOSED | {"f2": "yes", "f4": "yes"})) == 2
    assert step(decided(facts | CLOSED | {"past_access_control": "yes"})) == 2
    assert step(decided(facts | CLOSED | {"f2": "yes", "prior_looks": 1})) == 2


@settings(max_examples=EXAMPLES, deadline=None)
@given(facts=PEOPLE)
def test_nothing_is_overt_that_nothing_made_open(facts):
    assert "overt" not in decided(facts | {"told": "no", "made_open": "no"}).outcomes


@settings(max_examples=EXAMPLES, deadline=None)
@given(facts=PEOPLE)
def test_not_hiding_never_makes_it_laxer_where_nothing_is_open(facts):
    closed = facts | {"told": "no", "made_open": "no"}
    outcomes = {decided(closed | {"covert": answer}).outcomes for answer in ("yes", "no", "unknown")}
    assert len(outcomes) == 1


@settings(max_examples=EXAMPLES, deadline=None)
@given(facts=PEOPLE)
def test_not_to_know_is_at_least_as_strict_as_every_answer(facts):
    """Of every fact and circumstance. An answer that itself leads to “ask”, since something else is not known, says nothing."""
    for name in facts.keys() - {"nation"}:
        not_known = decided(facts | {name: "unknown"})
        for answer in answers_to(name):
            known = decided(facts | {name: answer})
            assert known.not_known or not is_less_strict(not_known.outcomes, than=known.outcomes), (
                name,
                answer,
            )


def answers_to(name):
    """Every answer to a fact but “unknown”; of offences one above the threshold, one below, and others that the graph tells apart."""
    if name == "prior_looks":
        return [0, 1, 2, 3]
    if name == "offence":
        return [
            PLAIN["offence"],
            "environmental_protection_act_1990_s87",
            "children_act_1933_s7",
            "disorder",
            "none",
        ]
    return allowed(GRAPH.facts[name])[:-1] if name in GRAPH.facts else ("yes", "no")


@each("name", SOME)
def test_not_to_know_an_answer_to_a_case_is_at_least_as_strict_as_every_answer(name):
    facts = WORKED[name]
    for fact in facts.keys() - {"nation"}:
        not_known = decided(facts | {fact: "unknown"}).outcomes
        for answer in answers_to(fact):
            known = decided(facts | {fact: answer}).outcomes
            assert not is_less_strict(not_known, than=known), (fact, answer)


STRICTER = [
    "unlawful_means", "lent_login", "inside_home", "past_access_control", "covert", "third_party", "shared_profile",
    "civil_behind_offence", *FACTORS,
]  # fmt: skip


@settings(max_examples=EXAMPLES, deadline=None)
@given(facts=PEOPLE)
def test_more_intrusion_never_makes_it_laxer(facts):
    for name in STRICTER:
        if name == "covert" and turns_on(name, facts):
            continue  # told, then hidden: another case, in which nothing private needs nobody
        less, unknown, more = (decided(facts | {name: answer}) for answer in ("no", "unknown", "yes"))
        if not less.not_known:
            assert GRAPH.strictness(more.outcomes) >= GRAPH.strictness(less.outcomes), name
        assert GRAPH.strictness(unknown.outcomes) >= GRAPH.strictness(less.outcomes) or less.not_known, name
        assert GRAPH.strictness(unknown.outcomes) >= GRAPH.strictness(more.outcomes) or more.not_known, name


def test_what_is_put_together_of_a_private_life_is_more_than_an_interview():
    interview = PLAIN | {"open_interview": "yes", "f1": "yes", "f2": "yes", "f4": "yes"}
    assert decided(interview).outcomes == ("none",)
    assert decided(interview | {"f6": "yes"}).outcomes == ("directed_surveillance",)
