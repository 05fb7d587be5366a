"""A rule or threshold that is tried out: read, refused where it is none, and gone again afterwards."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.triage import cases
from watchbook.law import parameters
from watchbook.law.parameters import NotInForce, UnknownParameter, number, parameter, parameter_entry
from watchbook.triage import graph
from watchbook.triage.facts import parse
from watchbook.triage.graph import current, is_less_strict, is_stricter
from watchbook.triage.rules import decide, least_strict
from watchbook.triage.supposed import (
    NotSupposed,
    Supposition,
    as_text,
    decided_again,
    graph_of,
    names,
    supposing,
    value_of,
)

MONTHS = "ripa.crime_threshold.least_months"
RED = "authority.drift.red_look"
FOLDER = Path(graph.__file__).parent / "graph"
GIVEN = {"facts": cases.PLAIN | cases.WATCHED, "notes": {}}


def test_a_parameter_is_supposed_on_every_day_that_has_one_and_not_afterwards():
    with parameters.supposing({MONTHS: 12}):
        assert number(MONTHS, on=cases.TODAY) == 12
        assert not parameter_entry(MONTHS, on=cases.TODAY).verified
        assert number(RED, on=cases.TODAY) == 3
        with pytest.raises(NotInForce):
            parameter(MONTHS, on=date(2012, 10, 31))
    assert number(MONTHS, on=cases.TODAY) == 6


def test_what_is_no_parameter_or_no_value_of_it_is_not_supposed():
    with pytest.raises(UnknownParameter), parameters.supposing({"ripa.nothing": 1}):
        pass
    with pytest.raises(TypeError, match="takes a value like 6"), parameters.supposing({MONTHS: True}):
        pass


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        (RED, "4", 4),
        ("ripa.crime_threshold.exceptions", "i, ii", ("i", "ii")),
        ("ripa.crime_threshold.is_needed", "no", False),
    ],
)
def test_a_value_is_read_as_its_parameter_takes_it(name, text, value):
    assert value_of(name, text) == value
    assert value_of(name, as_text(value)) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("foia.time_for_compliance.working_days", "20"),
        (RED, "soon"),
        (RED, "9" * 5000),
        (RED, "³"),
        ("ripa.crime_threshold.is_needed", "6"),
    ],
)
def test_what_cannot_be_tried_is_refused_by_name(name, text):
    with pytest.raises(NotSupposed, match=name):
        value_of(name, text)


def test_only_what_triage_asks_the_law_can_be_tried():
    assert MONTHS in names()
    assert RED in names()
    assert not [name for name in names() if name.startswith("foia")]


def test_a_higher_threshold_takes_the_act_away():
    facts = GIVEN["facts"] | {"offence": "licensing_act_2003_s146", "nation": "england"}
    before = decide(parse({"facts": facts}, on=cases.TODAY), on=cases.TODAY)
    assert before.outcomes == ("directed_surveillance",)
    supposed = Supposition(values={"ripa.crime_threshold.exceptions": ()})
    after = decided_again({"facts": facts}, on=cases.TODAY, supposed=supposed)
    assert after.outcomes == ("non_ripa",)


def test_another_day_brings_its_own_law():
    supposed = Supposition(on=date(2012, 10, 31))
    assert decided_again(GIVEN, on=cases.TODAY, supposed=supposed).on == date(2012, 10, 31)


def test_another_graph_decides_while_it_is_tried(tmp_path):
    folder = tmp_path / "graph"
    shutil.copytree(FOLDER, folder)
    nodes = (folder / "nodes.toml").read_text(encoding="utf-8")
    changed = nodes.replace(f'version = "{current().version}"', 'version = "2027-01-01"').replace(
        'no.outcomes = ["directed_surveillance"]', 'no.outcomes = ["non_ripa"]'
    )
    (folder / "nodes.toml").write_text(changed, encoding="utf-8")
    supposed = Supposition(graph=graph_of(folder))
    assert decided_again(GIVEN, on=cases.TODAY, supposed=supposed).outcomes == ("non_ripa",)
    assert supposed.told == "graph=2027-01-01"
    assert decided_again(GIVEN, on=cases.TODAY, supposed=Supposition()).outcomes == ("directed_surveillance",)


def test_a_folder_without_a_graph_is_refused(tmp_path):
    with pytest.raises(NotSupposed, match="holds no graph"):
        graph_of(tmp_path)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b'no.to = "N2"', b'no.to = "N99"'),
        (b'no.to = "N2"', b'no.to = "N1"'),
        (b'yes.outcomes = ["not_allowed"]', b'yes.outcomes = ["fine"]'),
        (b'start = "N1"', b'start = "N0"'),
        (b'start = "N1"', b'start = "\xff"'),
        (b"[[nodes]]", b"[[knots]]"),
    ],
)
def test_a_graph_whose_answers_lead_nowhere_is_refused(tmp_path, was, now):
    shutil.copytree(FOLDER, folder := tmp_path / "graph")
    nodes = (folder / "nodes.toml").read_bytes()
    assert was in nodes
    (folder / "nodes.toml").write_bytes(nodes.replace(was, now))
    with pytest.raises(NotSupposed, match="holds no graph"):
        graph_of(folder)


def test_what_is_tried_is_told_in_a_line():
    assert Supposition(values={RED: 4}, on=date(2016, 6, 1)).told == f"{RED}=4 on=2016-06-01"
    with supposing(Supposition(values={RED: 4})):
        assert number(RED, on=cases.TODAY) == 4


def test_stricter_is_higher_or_as_high_and_asking_for_more():
    both = ("directed_surveillance", "chis")
    assert is_stricter(("chis",), than=("directed_surveillance",))
    assert is_stricter(both, than=("chis",))
    assert not is_stricter(("chis",), than=both)
    assert not is_stricter(("observation",), than=("overt",))


def test_less_strict_is_stricter_turned_round():
    both = ("directed_surveillance", "chis")
    assert is_less_strict(("overt",), than=("directed_surveillance",))
    assert is_less_strict(("chis",), than=both)
    assert not is_less_strict(both, than=("chis",))
    assert not is_less_strict(("observation",), than=("overt",))
    assert not is_less_strict(("overt",), than=("overt",))


def test_the_least_strict_that_the_facts_leave_open():
    told = cases.PLAIN | {"relationship": "unknown", "f2": "yes", "f4": "yes"}
    assert least_strict(parse({"facts": told}, on=cases.TODAY), on=cases.TODAY) == ("directed_surveillance",)
    lent = parse({"facts": cases.PLAIN | {"lent_login": "yes"}}, on=cases.TODAY)
    assert least_strict(lent, on=cases.TODAY) == ("ask",)


def test_the_edition_is_one_for_the_same_data_and_names_the_graph():
    assert graph.edition() == f"{graph.current().version}.{graph.digest()[:12]}"
    assert len(graph.digest()) == 64
