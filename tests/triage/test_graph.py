"""The graph as data: every node is reached, every answer leads somewhere, every edge says why and cites what exists."""

from datetime import date

import pytest

from tests.triage.cases import TODAY
from watchbook.law.codes import cited
from watchbook.law.durations import ACTS
from watchbook.triage import drawing
from watchbook.triage.graph import LAW_CONDITIONS, UNKNOWN, current

GRAPH = current()
DESIGN_FACTS = {
    "unlawful_means", "lent_login", "inside_home", "relationship", "no_one_named", "specific_investigation", "immediate",
    "told", "one_off", "covert", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "core_function", "offence", "nation",
    "prior_looks", "third_party", "past_access_control", "shared_profile", "open_interview", "civil_behind_offence", "made_open",
}  # fmt: skip
DESIGN_OUTCOMES = {
    "none", "preliminary", "overt", "observation", "immediate", "overt_plan", "non_ripa", "directed_surveillance", "chis",
    "not_allowed", "ask",
}  # fmt: skip
DAYS = [date(2001, 1, 1), date(2011, 6, 1), date(2013, 6, 1), date(2016, 6, 1), date(2019, 6, 1), TODAY]


def edges():
    return [(node, label, edge) for node in GRAPH.nodes.values() for label, edge in node.edges.items()]


def test_facts_and_outcomes_are_those_of_the_design():
    assert set(GRAPH.facts) == DESIGN_FACTS
    assert set(GRAPH.outcomes) == DESIGN_OUTCOMES


def test_every_node_is_reached():
    reached, open_ones = set(), [GRAPH.start]
    while open_ones:
        name = open_ones.pop()
        reached.add(name)
        open_ones += [
            edge.to for edge in GRAPH.nodes[name].edges.values() if edge.to and edge.to not in reached
        ]
    assert reached == set(GRAPH.nodes)


def test_every_outcome_is_reached():
    assert {one for _, _, edge in edges() for one in edge.outcomes} == set(GRAPH.outcomes)


def test_a_rule_that_applies_and_one_that_does_not_are_said_in_different_whole_sentences():
    for node in GRAPH.nodes.values():
        said = {
            met: {one.text for edge in node.edges.values() for one in edge.reasons if one.met is met}
            for met in (True, False)
        }
        assert not said[True] & said[False], node.id
        assert all(
            text.endswith(".") and (text[0].isupper() or text[0] == "{") for text in said[True] | said[False]
        )


def test_every_flag_of_an_edge_or_a_circumstance_says_something():
    raised = {flag for _, _, edge in edges() for flag in edge.flags}
    raised |= {one.flag for one in GRAPH.circumstances.values()}
    assert raised <= {flag for flag, says in drawing.flags(GRAPH).items() if says}


def test_every_answer_leads_to_a_node_or_an_outcome_and_never_round_in_a_circle():
    order = {}

    def depth(name, above=()):
        assert name not in above
        if name not in order:
            order[name] = 1 + max(
                (depth(edge.to, (*above, name)) for edge in GRAPH.nodes[name].edges.values() if edge.to),
                default=0,
            )
        return order[name]

    assert depth(GRAPH.start) == max(order.values())
    for node, label, edge in edges():
        assert edge.is_way or label == UNKNOWN, (node.id, label)
        assert not (edge.to and edge.outcomes)
        assert not edge.to or edge.to in GRAPH.nodes
        assert (edge.ask != "") == (edge.outcomes == ("ask",))


def test_what_is_not_known_is_always_an_answer():
    for node in GRAPH.nodes.values():
        assert UNKNOWN in node.edges or node.id == "N3a"
        labels = set(node.edges)
        assert {"yes", "no"} <= labels or node.condition == "threshold"
    assert len(GRAPH.nodes["N10b"].edges) == 9


@pytest.mark.parametrize("day", DAYS)
def test_every_edge_says_why_on_every_day_and_cites_what_exists(day):
    late = {"ripa.art7A", "ripa.art7A.3.a", "tobacco_and_vapes_2026"}
    for node, label, edge in edges():
        held = [one for one in edge.reasons if one.holds_on(day)]
        assert held or (node.id, label) == ("N3a", "no"), (node.id, label)
        for one in held:
            subject = one.cites.replace("{exception}", "ripa.art7A.3.b")
            for nation in ACTS:
                assert cited(subject, nation=nation, on=max(day, date(2001, 1, 1))).gloss_in("en")
            assert subject in late or one.text.endswith((".", "?"))


def test_the_order_of_strictness_is_the_one_agreed():
    strict = {name: one.strictness for name, one in GRAPH.outcomes.items()}
    order = [
        "none",
        "preliminary",
        "overt",
        "immediate",
        "overt_plan",
        "non_ripa",
        "directed_surveillance",
        "chis",
        "ask",
    ]
    assert sorted(order, key=strict.__getitem__) == order
    assert len({strict[name] for name in order}) == len(order)
    assert strict["overt"] == strict["observation"]
    assert strict["ask"] == strict["not_allowed"]
    assert GRAPH.strictness(("directed_surveillance", "chis")) == strict["chis"]


def test_every_fact_is_asked_on_one_page_or_given_beforehand():
    asked = [fact for page in GRAPH.questions for fact in page.facts]
    assert len(asked) == len(set(asked))
    assert set(GRAPH.facts) - set(asked) == {"nation"}


def test_every_condition_is_a_fact_or_made_of_such_or_a_question_to_the_law():
    used = {node.condition for node in GRAPH.nodes.values()}
    assert all(list(GRAPH.facts_of(one)) for one in used)
    assert set(GRAPH.facts_of("watched_besides")) == {
        "specific_investigation", "told", "made_open", "covert", "false_persona", "past_access_control",
        "f2", "f3", "f5", "f6", "f4", "f7", "prior_looks", "recruitment",
    }  # fmt: skip
    assert set(LAW_CONDITIONS) >= used - set(GRAPH.facts) - set(GRAPH.conditions)
    assert set(GRAPH.facts_of("false_profile_in_care")) == {"care", "false_persona"}


def test_what_else_is_so_cites_what_existed_on_the_day():
    for one in GRAPH.circumstances.values():
        for day in DAYS:
            for nation in ACTS:
                assert cited(one.cited_on(day), nation=nation, on=day).title
    recruitment = GRAPH.circumstances["recruitment"]
    assert recruitment.cited_on(date(2019, 6, 1)) == "data_protection.employment_code"
    assert recruitment.cited_on(TODAY) == "data_protection.vetting"
