"""Facts as they come in: what is taken, and what is refused with the name of its field."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from tests.triage.cases import PLAIN, TODAY
from watchbook.triage.consequences import circumstances
from watchbook.triage.facts import BadFacts, Facts, allowed, from_record, is_hidden, is_opened, parse, read
from watchbook.triage.graph import current


@each(
    ("facts", "field"),
    [
        ({}, "nation"),
        ({"nation": "france"}, "nation"),
        ({"nation": None}, "nation"),
        ({"nation": ["england"]}, "nation"),
        ({**PLAIN, "f9": "yes"}, "f9"),
        ({**PLAIN, "f1": True}, "f1"),
        ({**PLAIN, "f1": "maybe"}, "f1"),
        ({**PLAIN, "f1": {"answer": "perhaps"}}, "f1"),
        ({**PLAIN, "f1": {"answer": "yes", "score": 3}}, "f1"),
        ({**PLAIN, "f1": {"answer": "yes", "note": 3}}, "f1"),
        ({**PLAIN, "offence": "witchcraft"}, "offence"),
        ({**PLAIN, "offence": 92}, "offence"),
        ({**PLAIN, "prior_looks": -1}, "prior_looks"),
        ({**PLAIN, "prior_looks": True}, "prior_looks"),
        ({**PLAIN, "prior_looks": 1.5}, "prior_looks"),
        ({**PLAIN, "prior_looks": int("9" * 4300)}, "prior_looks"),
        ({**PLAIN, "prior_looks": float("nan")}, "prior_looks"),
        ({**PLAIN, "prior_looks": "two"}, "prior_looks"),
        ({**PLAIN, "campaigner": 1}, "campaigner"),
        ({"facts": PLAIN, "score": 1}, "score"),
        ({"facts": PLAIN, "notes": "all"}, "notes"),
        ({"facts": PLAIN, "notes": {"f77": "x"}}, "f77"),
        ({"facts": {**PLAIN, "covert": "x" * 200}}, "covert"),
    ],
)
def test_a_bad_fact_is_refused_with_its_name(facts, field):
    with pytest.raises(BadFacts, match=f"“{field}”") as refused:
        parse(facts, on=TODAY)
    assert all(refused.value.words)
    assert len(str(refused.value)) < 600


def test_facts_that_are_no_object_are_refused():
    with pytest.raises(BadFacts, match="not one JSON object"):
        parse({"facts": []}, on=TODAY)


@each(
    "text",
    [
        "",
        "{",
        "[1]",
        "null",
        '"x"',
        "[" * 100_000,
        '{"f1": 1' + "0" * 9000 + "}",
        r'{"\ud800": "yes"}',
        r'{"f1": "\ud800"}',
    ],
)
def test_what_is_no_json_object_is_refused(text):
    with pytest.raises(BadFacts):
        read(text)


def test_a_fact_given_twice_is_refused():
    with pytest.raises(BadFacts, match="“f1” is given twice"):
        read('{"f1": "yes", "f1": "no"}')


@pytest.mark.parametrize(
    ("nation", "first"), [("england", date(2000, 9, 25)), ("scotland", date(2001, 1, 1))]
)
def test_a_day_before_the_law_is_refused(nation, first):
    assert parse({**PLAIN, "nation": nation}, on=first).nation == nation
    with pytest.raises(BadFacts, match="“--on”"):
        parse({**PLAIN, "nation": nation}, on=date.fromordinal(first.toordinal() - 1))


def test_facts_come_bare_or_under_facts_with_notes_beside_them_or_beside_the_answer():
    bare = parse(PLAIN, on=TODAY)
    assert bare == parse({"facts": PLAIN}, on=TODAY)
    noted = parse(
        {"facts": {**PLAIN, "f1": {"answer": "yes", "note": "a trader"}}, "notes": {"f2": "", "f3": "x"}},
        on=TODAY,
    )
    assert dict(noted.notes) == {"f1": "a trader", "f3": "x"}
    assert noted.answer("f1") == "yes"
    said = parse({**PLAIN, "campaigner": {"answer": "yes", "note": "on the council’s plans"}}, on=TODAY)
    assert [one.note for one in circumstances(said, on=TODAY, graph=current())] == ["on the council’s plans"]


def test_what_was_not_asked_is_not_known_and_looks_not_counted_are_none():
    facts = parse({"nation": "wales"}, on=TODAY)
    assert facts.answer("covert") == "unknown"
    assert not facts.is_answered("covert")
    assert not facts.is_answered("offence")
    assert facts.prior_looks == 0
    assert parse({"nation": "wales", "prior_looks": "unknown"}, on=TODAY).prior_looks is None
    assert Facts(nation="wales", offence="none").is_answered("offence")


def test_every_kind_of_fact_says_its_answers():
    kinds = {one.kind: allowed(one) for one in current().facts.values()}
    assert kinds["yes_no"] == ("yes", "no", "unknown")
    assert kinds["count"] == ()
    assert "northern_ireland" in kinds["nation"]
    assert {"none", "disorder", "unknown", "trade_marks_act_1994_s92"} <= set(kinds["offence"])


ANYTHING = [
    None,
    True,
    3,
    "yes",
    "wales",
    "",
    "x" * 99,
    [],
    ["yes"],
    {},
    {"answer": "no"},
    {"f1": "yes"},
    10**30,
]


@given(
    st.dictionaries(
        st.sampled_from([*current().facts, "facts", "notes", "x"]), st.sampled_from(ANYTHING), max_size=5
    )
)
def test_anything_is_either_taken_or_refused_in_three_sentences(given_facts):
    with suppress(BadFacts):
        assert parse(given_facts, on=TODAY).nation == "wales"


def test_the_record_is_never_set_against():
    said = {"f7": "no", "f8": "no", "prior_looks": 0}
    assert from_record(said, prior_looks=2, others=2) == {"f7": "yes", "f8": "yes", "prior_looks": 2}


def test_an_officer_may_say_more_than_the_record():
    said = {"f1": "yes", "f7": "yes", "f8": "unknown"}
    assert from_record(said, prior_looks=0, others=0) == said | {"prior_looks": 0}
    assert from_record({}, prior_looks=0, others=0) == {"prior_looks": 0}


@pytest.mark.parametrize(
    "said", [{"told": "yes"}, {"made_open": "notice"}, {"made_open": "own_page", "told": "no"}]
)
def test_something_makes_a_look_open(said):
    assert is_opened(said)
    assert not is_opened({"told": "no", "made_open": "no", "covert": "no"})
    assert not is_opened({})


@pytest.mark.parametrize("fact", ["covert", "past_access_control", "false_persona"])
def test_something_hides_it(fact):
    assert is_hidden({fact: "yes"})
    assert not is_hidden({fact: "no"})


@pytest.mark.parametrize("fact", ["covert", "past_access_control", "false_persona"])
def test_what_may_be_hidden_is_not_open(fact):
    assert not is_opened({"told": "yes", fact: "unknown"})
