"""The pre-flight of each exemption, the act of refusing, and the notice."""

from datetime import date

import pytest

from tests import given
from tests.each import each
from tests.foi.answering import place, received, searched, sent
from tests.foi.published import a_publication
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.foi import disposal
from watchbook.foi.draft import worded_answer
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.models import QuestionRefusal, Scope
from watchbook.foi.refusal import refusal
from watchbook.foi.refusal.notice import notice
from watchbook.foi.refusal.preflight import Refusing, in_the_way, unmet
from watchbook.foi.refusal.refusal_questions import ASKS, AnswerShape, asked_of
from watchbook.law.exemptions import exemption, exemptions
from watchbook.reading.times.period import Period

ON = date(2026, 3, 2)
EVERY = [one for regime in ("foia", "foisa", "eir", "eisr") for one in exemptions(regime, on=ON)]
SHAPED = {AnswerShape.DAY: "2026-03-20", AnswerShape.HOURS: "20", AnswerShape.LIKELIHOOD: "would"}


def told_of(ground, scope="withheld"):
    """An answer to everything that is asked, as good as it has to be."""
    said = "Whoever knows {} wipes pages before an officer looks."
    told = {name: SHAPED.get(ASKS[name].kind, said.format(name)) for name in asked_of(ground, scope=scope)}
    good = {"address": "https://tilling.invalid/policy", "opinion_on": "2026-03-01"}
    return told | {name: text for name, text in good.items() if name in told}


def a_refusing(ground, scope="withheld", told=None, **changes):
    facts = {"exemption": ground, "scope": scope, "received_on": ON, "on": date(2026, 3, 10)}
    return Refusing(told=told_of(ground, scope) if told is None else told, **facts | changes)


def ids(refusing):
    return {one.id for one in unmet(refusing)}


@each("ground", EVERY, ids=lambda one: f"{one.regime}-{one.id}")
def test_what_each_exemption_asks_is_enough_for_it_and_all_of_it_is_in_its_notice(ground):
    scopes = (
        ["withheld"]
        + ([] if ground.is_of_the_request else ["partly"])
        + (["neither"] if ground.neither else [])
    )
    for scope in scopes:
        told = told_of(ground, scope)
        assert ids(a_refusing(ground, scope)) == set(), scope
        row = QuestionRefusal(exemption=ground.id, scope=scope, told=told)
        said = "\n".join(notice(row, ground, on=ON))
        inside = {"no_part", "justified", "opinion_on", "publication_day", "likelihood"}
        for name in told.keys() - inside:
            assert told[name] in said, (scope, name)
        assert (ground.neither_cited if scope == "neither" else ground.cited).lower() in said.lower()


@each("ground", EVERY, ids=lambda one: f"{one.regime}-{one.id}")
def test_each_thing_that_an_exemption_asks_is_missed_where_it_is_missing(ground):
    told = told_of(ground)
    for name in told:
        missing = {key: text for key, text in told.items() if key != name}
        if ASKS[name].is_needed:
            assert name in ids(a_refusing(ground, told=missing)), name


def test_what_is_withheld_whole_says_why_no_part_can_be_given_or_is_justified():
    ground = exemption("foia", "s42", on=ON)
    told = {name: text for name, text in told_of(ground).items() if name not in ("no_part", "justified")}
    assert [one.id for one in in_the_way(a_refusing(ground, told=told))] == ["no_part"]
    assert in_the_way(a_refusing(ground, told=told | {"justified": "It is one sentence."})) == ()


def test_what_words_cannot_justify_stays_in_the_way():
    ground = exemption("foia", "s31_1_a", on=ON)
    told = told_of(ground) | {"harm": "", "justified": "It is so."}
    assert [one.id for one in in_the_way(a_refusing(ground, told=told))] == ["harm"]


@pytest.mark.parametrize(
    ("regime", "ground", "changes", "wrong"),
    [
        ("foia", "s22", {"publication_day": "2026-03-10"}, "published_by_now"),
        ("foia", "s22", {"publication_day": "soon"}, "publication_day"),
        ("foisa", "s27_1", {"publication_day": "2026-05-26"}, "too_far_off"),
        ("foia", "s36", {"opinion_on": "2026-03-11"}, "opinion_later"),
        ("foia", "s21", {"address": "our website"}, "no_address"),
        ("foia", "s12_1", {"locating": "0", "retrieving": "-22"}, "within_the_limit"),
        ("foisa", "s12_1", {"locating": "0", "retrieving": "0", "extracting": "0"}, "within_the_limit"),
    ],
)
def test_the_conditions_of_their_own(regime, ground, changes, wrong):
    found = exemption(regime, ground, on=ON)
    assert ids(a_refusing(found, told=told_of(found) | changes)) == {wrong}


CHAIN = {
    "interest": "Our trading standards officers’ enquiries into sellers of counterfeit tobacco.",
    "harm": "A seller who knows which hours are watched trades outside them, and no test purchase succeeds.",
    "link": "The list names the hours of each street; its traders read it in the disclosure log and open after them.",
    "likely_because": "In May 2025 two shops changed their hours within a week of a letter that named ours.",
}
FORMULAS = (
    "Harm.",
    "Prevention of crime.",
    "It would prejudice the prevention or detection of crime.",
    "Disclosure would be likely to prejudice the detection of crime, as offenders could use it to evade detection.",
    "There is a real and significant risk of harm to the public interest if this information were released.",
    "The council’s ability to investigate and enforce the law would be seriously undermined.",
)


@each("ground", [one for one in EVERY if "harm" in one.asks], ids=lambda one: f"{one.regime}-{one.id}")
def test_a_prejudice_is_shown_by_its_parts_and_never_by_a_formula(ground):
    told = told_of(ground) | CHAIN | {"justified": "It is so."}
    assert in_the_way(a_refusing(ground, told=told)) == ()
    for name in CHAIN:
        for formula in FORMULAS:
            assert [one.id for one in in_the_way(a_refusing(ground, told=told | {name: formula}))] == [name]
    assert ids(a_refusing(ground, told=told | {"harm": CHAIN["interest"]})) == {"harm"}
    said = "\n".join(notice(QuestionRefusal(scope="withheld", told=told), ground, on=ON))
    assert f"The interest that we protect: {CHAIN['interest']}" in said
    assert f"Why we expect the harm: {CHAIN['likely_because']}" in said


@each(
    ("regime", "ground", "words", "stops"),
    [
        ("eir", "r12_5_b", {"harm": "Sellers might open at hours which no officer of ours watches."}, {"harm_hedged"}),
        ("eir", "r12_5_b", {"link": "Traders of the street could read the list and then open later."}, {"link_hedged"}),
        ("foia", "s31_1_a", {"harm": "A tenant may wipe every page before an officer looks."}, {"harm_hedged"}),
        ("foia", "s31_1_a", {"harm": "A tenant may wipe every page before an officer looks.", "likelihood": "likely"}, set()),
        ("foia", "s31_1_a", {"link": "Tenants read it in the log and wipe their pages."}, set()),
        ("foia", "s31_1_a", {"link": ""}, {"link"}),
        ("eir", "r12_5_e", {"link": ""}, {"link"}),
    ],
)  # fmt: skip
def test_a_harm_that_would_happen_is_not_shown_by_what_might(regime, ground, words, stops):
    found = exemption(regime, ground, on=ON)
    told = told_of(found) | CHAIN | {"justified": ""} | words
    assert {one.id for one in in_the_way(a_refusing(found, told=told))} == stops


def test_one_word_weighs_no_public_interest():
    ground = exemption("foia", "s31_1_a", on=ON)
    told = told_of(ground) | {"for_giving": "Openness.", "balance": "The public interest outweighs it."}
    assert ids(a_refusing(ground, told=told)) == {"for_giving", "balance"}


def test_the_environmental_regulations_ask_that_it_would_happen():
    told = {"likelihood": "likely"}
    for regime, ground, found in (("eir", "r12_5_b", {"likelihood"}), ("eisr", "r10_5_b", set())):
        one = exemption(regime, ground, on=ON)
        assert ids(a_refusing(one, told=told_of(one) | told)) == found


def test_scotland_publishes_within_12_weeks_of_the_request():
    ground = exemption("foisa", "s27_1", on=ON)
    assert ids(a_refusing(ground, told=told_of(ground) | {"publication_day": "2026-05-25"})) == set()


def test_section_31_is_only_for_what_section_30_does_not_cover():
    crime = exemption("foia", "s31_1_a", on=ON)
    assert ids(a_refusing(crime, others=("s30_1",))) == {"together"}
    assert ids(a_refusing(crime, others=("s40_2",))) == set()


def test_cost_gives_no_part_and_an_exemption_without_it_cannot_be_silent():
    cost, elsewhere = exemption("foia", "s12_1", on=ON), exemption("foia", "s21", on=ON)
    assert "scope" in ids(a_refusing(cost, "partly"))
    assert "neither" in ids(a_refusing(elsewhere, "neither"))


def test_what_was_published_before_is_withheld_only_with_a_justification():
    ground = exemption("foia", "s31_1_a", on=ON)
    told = told_of(ground)
    del told["justified"]
    (condition,) = in_the_way(a_refusing(ground, told=told, published=("DL-0001",)))
    assert "DL-0001" in condition.says
    assert in_the_way(a_refusing(ground, published=("DL-0001",))) == ()


def test_what_was_published_is_known_by_topic_and_period(people):
    published = a_publication(people)
    row = received(people)
    (answer, *_rest) = published.answers
    period = answer["period"] and Period(
        *(date.fromisoformat(answer["period"][end]) for end in ("from", "to"))
    )
    facts = {
        "place": (0, 5),
        "ground": exemption("foia", "s31_1_a", on=ON),
        "scope": "withheld",
        "told": {},
        "on": ON,
    }
    assert refusal.refusing(row, **facts, about=(answer["topic"], period)).published == (published.reference,)
    assert refusal.refusing(row, **facts, about=("dpia", None)).published == ()


def refuse(row, by, *, ground="s12_1", place=None, told=None):
    found = exemption("foia", ground, on=ON)
    facts = {"place": place or refusal.whole(row), "scope": Scope.WITHHELD, "by": by, "at": given.AT}
    facts["seen"] = refusal.decided_so_far(row, place=facts["place"])
    return refusal.refuse(row, exemption_id=ground, told=told_of(found) if told is None else told, **facts)


def lift(row, by, *, seen=None):
    facts = {"place": refusal.whole(row), "exemption_id": "s12_1", "by": by, "at": given.AT}
    return refusal.lift(row, seen=seen or refusal.decided_so_far(row, place=facts["place"]), **facts)


def test_nobody_but_the_information_officer_refuses(people):
    row = received(people)
    with pytest.raises(NotPermitted, match="You cannot refuse a request or a part of it"):
        refuse(row, people.edmund)
    with pytest.raises(NotPermitted):
        lift(row, people.edmund)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"told": {}},
            "You cannot record this refusal: “Hours to find out whether you hold the information” has no answer.",
        ),
        ({"place": (0, 3)}, "the request no longer has this question"),
    ],
)
def test_a_refusal_that_cannot_be_says_why(people, changes, why):
    row = received(people)
    with pytest.raises(WrongState, match=why):
        refuse(row, people.bryn, **changes)
    assert not QuestionRefusal.objects.exists()


def test_an_exemption_of_another_law_and_words_without_end_are_refused(people):
    row = received(people)
    facts = {"place": refusal.whole(row), "scope": "withheld", "by": people.bryn, "at": given.AT}
    facts["seen"] = refusal.decided_so_far(row, place=refusal.whole(row))
    with pytest.raises(WrongState, match="has no such exemption"):
        refusal.refuse(row, exemption_id="s35", told={}, **facts)
    long = told_of(exemption("foia", "s12_1", on=ON)) | {"advice": "x" * 9_000}
    with pytest.raises(WrongState, match="one of the texts is too long: 9,000"):
        refuse(row, people.bryn, told=long)


def test_a_refusal_is_in_the_draft_as_it_stood_and_not_before(people):
    row = received(people)
    before = draft_of(row)
    made = refuse(row, people.bryn)
    assert {one.finding.status for one in draft_of(row).answers} == {"REFUSED"}
    (event,) = Event.objects.filter(name="refusal.recorded")
    assert event.fields["exemption"] == "s12_1"
    assert "advice" not in str(event.fields)
    lifted = lift(row, people.bryn)
    assert [one.finding for one in draft_of(row).answers] == [one.finding for one in before.answers]
    assert {one.finding.status for one in draft_of(row, as_at=made.recorded_at).answers} == {"REFUSED"}
    assert lifted.is_lifted


def test_a_refusal_overrules_nothing_that_its_officer_did_not_see(people):
    row = received(people)
    where = place(row)
    here = (where["start"], where["end"])
    seen = refusal.decided_so_far(row, place=here)
    searched(row, people)
    facts = {"exemption_id": "s42", "scope": "withheld", "told": told_of(exemption("foia", "s42", on=ON))}
    with pytest.raises(WrongState, match="You cannot decide on this refusal yet: since you opened this page"):
        refusal.refuse(row, place=here, **facts, seen=seen, by=people.bryn, at=given.AT)
    assert not QuestionRefusal.objects.exists()
    other = place(row, "2")
    other = (other["start"], other["end"])
    untouched = refusal.decided_so_far(row, place=other)
    refusal.refuse(row, place=other, **facts, seen=untouched, by=people.bryn, at=given.AT)


def test_a_refusal_is_lifted_as_its_officer_saw_it(people):
    row = received(people)
    refuse(row, people.bryn)
    seen = refusal.decided_so_far(row, place=refusal.whole(row))
    refuse(row, people.bryn, told=told_of(exemption("foia", "s12_1", on=ON)) | {"advice": "Ask for a year."})
    with pytest.raises(WrongState, match="somebody else recorded a decision"):
        lift(row, people.bryn, seen=seen)
    assert not lift(row, people.bryn).told


def test_who_is_named_in_a_refusal_is_found_and_goes_with_the_request(people):
    row = received(people)
    told = told_of(exemption("foia", "s12_1", on=ON)) | {"advice": "Ask Zephyrine."}
    refuse(row, people.bryn, told=told)
    assert disposal.find("zephyrine") == [row.id]
    sent(row, people)
    disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert not QuestionRefusal.objects.exists()


def test_an_own_sentence_that_leaves_out_the_exemption_blocks_the_letter(people):
    row = received(people)
    where = place(row)
    ground = exemption("foia", "s42", on=ON)
    refuse(row, people.bryn, ground="s42", place=(where["start"], where["end"]))
    facts = {"by": people.bryn, "at": given.AT}
    worded_answer.word(row, **where, answer="We cannot give you this advice.", **facts)
    (check,) = [one for one in draft_of(row).checks if one.rule == "notice_without_section"]
    assert check.blocks
    assert "1: your wording refuses information but does not name 42." in check.message
    worded_answer.word(row, **where, answer=f"We refuse it under {ground.cited}.", **facts)
    assert "notice_without_section" not in {one.rule for one in draft_of(row).checks}
