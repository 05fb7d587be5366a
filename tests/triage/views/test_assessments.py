"""The tab, the outcome page with every reason, what waits, and the pages that depart."""

import pytest
from django.urls import reverse

from tests import given as council
from tests.looks.filled import boxes
from tests.pages import signed_in, words
from tests.triage import given
from tests.triage.cases import CASES
from watchbook.triage import next_steps
from watchbook.triage.graph import current
from watchbook.triage.queries import standing_of


def address(name, standing):
    return reverse(f"triage:{name}", args=[standing.assessment.reference])


def test_the_outcome_page_says_what_to_do_why_by_which_provision_and_edition(people):
    standing = given.assessed_case(people, "T02", notes={"f7": "Daily posts"})
    page = words(signed_in(people.ines).get(address("assessment", standing)))
    for said in (
        "Directed surveillance",
        "Apply for directed surveillance",
        "Considered You would not use unlawful means",
        "paragraph 3.15",
        "to be confirmed",
        "Factor 7 is present",
        "Note: Daily posts",
        "Law as at 2 March 2026",
        standing.assessment.edition,
    ):
        assert said in page


def test_it_says_who_to_ask_where_no_part_has_a_page(people, monkeypatch):
    monkeypatch.setattr(
        next_steps, "PAGES", dict.fromkeys(current().outcomes, next_steps.PAGES["not_allowed"])
    )
    standing = given.assessed_case(people, "T02")
    assert "ask the solicitor" in words(signed_in(people.ines).get(address("assessment", standing)))


def test_the_page_of_an_outcome_leads_to_the_page_of_what_comes_next(people):
    whole, client = council.an_investigation(people), signed_in(people.ines)
    looked_at = {name: given.of_case(name) for name in ("T02", "T19", "T64", "T14", "T16", "T60")}
    looked_at["plan"] = given.facts(told="yes", covert="no", prior_looks=2)
    standing = {name: given.assessed(people, said, whole=whole) for name, said in looked_at.items()}
    standing["T05"] = given.of_nobody(people, whole=whole)
    kinds = {"T02": "directed_surveillance", "T19": "chis", "T64": "non_ripa"}
    look = "/looks/of/INV-0001/{}/open/"
    leads = {name: [step.href for step in next_steps.next_steps(one)] for name, one in standing.items()}
    assert leads == {
        **{
            key: [f"/authorisations/from/{standing[key].assessment.reference}/{kind}/"]
            for key, kind in kinds.items()
        },
        **{key: [look.format(number)] for key, number in (("T14", 4), ("T16", 5), ("T60", 6))},
        "plan": ["/overt-plans/of/INV-0001/7/propose/"],
        "T05": ["/looks/general/"],
    }
    for (address,) in {tuple(one) for one in leads.values()}:
        assert client.get(address).status_code == 200
    for name in ("T02", "plan"):  # which a line manager may not do
        (step,) = next_steps.next_steps(standing[name], applies=next_steps.applies(people.marian))
        assert (step.href, step.ask[:20]) == ("", "Only an investigator")


def test_there_is_a_step_for_each_outcome(people):
    whole = council.an_investigation(people)
    seen = set()
    for name, case in CASES.items():
        if set(case.outcomes) - seen and case.facts.get("no_one_named") != "yes":
            standing = given.assessed_case(people, name, whole=whole)
            assert all(step.says for step in next_steps.next_steps(standing))
            seen |= set(case.outcomes)
    assert len(seen) >= 8


def test_what_waits_is_shown_to_whom_it_waits_for(people):
    asked, legal = given.assessed_case(people, "T27"), given.assessed_case(people, "T42")
    page = words(signed_in(people.helen).get(reverse("triage:waiting")))
    assert asked.assessment.reference in page
    assert legal.assessment.reference not in page
    assert legal.assessment.reference in words(signed_in(people.leila).get(reverse("triage:waiting")))
    assert "No officer may look until the RIPA co-ordinator has answered" in words(
        signed_in(people.ines).get(address("assessment", asked))
    )


def test_flags_are_said_in_words(people):
    standing = given.assessed(people, given.facts(child="yes", f1="yes", f2="yes", f8="yes", f7="yes"))
    page = words(signed_in(people.ines).get(address("assessment", standing)))
    assert "Other people are likely to be seen or recorded" in page
    assert "Officers look at a child" in page


def test_something_stricter_is_chosen_on_its_page(people):
    standing, client = given.assessed_case(people, "T14"), signed_in(people.ines)
    page = client.get(address("depart_upwards", standing))
    assert 'value="none"' not in page.text
    assert 'value="directed_surveillance+chis"' in page.text
    told = {"to": "ask:legal", "reason": "He is a councillor"}
    done = words(client.post(address("depart_upwards", standing), told, follow=True))
    assert "Ask first" in done
    assert "He is a councillor" in done
    assert standing_of(standing.assessment.reference).ask == "legal"


def test_something_less_strict_is_decided_on_its_page(people):
    standing, client = given.assessed_case(people, "T02"), signed_in(people.oliver)
    assert 'value="chis"' not in client.get(address("depart_downwards", standing)).text
    told = {"to": "overt", "reason": "They were told", "version": "0"}
    done = words(client.post(address("depart_downwards", standing), told, follow=True))
    assert "made less strict by Oliver, authorising officer" in done
    refused = signed_in(people.helen).post(address("depart_downwards", standing), told)
    assert refused.status_code == 403
    assert "cannot decide on an outcome less strict than the assessment" in words(refused)


@pytest.mark.parametrize(
    ("name", "case", "who", "to"),
    [("depart_downwards", "T02", "oliver", "overt"), ("answer", "T27", "helen", "chis")],
)
def test_nobody_decides_on_an_assessment_that_they_have_not_read(people, name, case, who, to):
    standing = given.assessed_case(people, case, notes={"f7": "Daily posts"})
    client = signed_in(getattr(people, who))
    told = {"to": to, "reason": "They were told", "version": "0"}
    refused = client.post(address(name, standing), told)
    assert "you have not read the latest version of the text" in words(refused)
    assert "Note: Daily posts" in words(refused)
    assert client.post(address(name, standing), told).status_code == 302


@pytest.mark.parametrize("to", ["none", "overt"])
def test_what_became_stricter_after_the_page_was_opened_is_not_lowered_from_it(people, to):
    standing, client = given.assessed_case(people, "T14"), signed_in(people.oliver)
    told = boxes(client.get(address("depart_downwards", standing)))
    given.raised(standing, "chis", by=people.ines)
    told |= {"to": to, "reason": "Only preliminary, he was told"}
    refused = client.post(address("depart_downwards", standing), told)
    assert "somebody decided on it after you opened this page" in words(refused)
    assert standing_of(standing.assessment.reference).outcomes == ("chis",)
    told = boxes(refused) | {"to": to, "reason": "No source: he was told"}
    assert client.post(address("depart_downwards", standing), told).status_code == 302


def test_what_is_asked_is_answered_on_its_page_within_what_the_facts_leave_open(people):
    standing, client = given.assessed_case(people, "T27"), signed_in(people.helen)
    told = boxes(client.get(address("answer", standing)))
    page = client.post(address("answer", standing), told | {"to": "none", "reason": "Nobody minds"})
    assert "Only the solicitor can choose it" in words(page)
    told |= {"to": "chis", "reason": "A source"}
    done = client.post(address("answer", standing), told, follow=True)
    assert "The answer was saved" in words(done)


def test_without_a_subject_only_what_looks_at_nobody_is_offered(people):
    standing = given.of_nobody(people)
    page = signed_in(people.ines).get(address("depart_upwards", standing)).text
    assert 'value="directed_surveillance"' not in page
    assert 'value="immediate"' in page
    assert "no one in particular" in words(signed_in(people.ines).get(address("assessment", standing)))


def test_the_tab_says_what_must_be_answered_again_and_whether_it_is_late(people):
    standing = given.assessed_case(people, "T60")
    page = words(
        signed_in(people.ines).get(
            reverse("triage:assessments", args=[standing.assessment.investigation.reference])
        )
    )
    assert "answer the questions again by 3 March 2026 overdue" in page


@pytest.mark.parametrize(("who", "status"), [("ines", 403), ("edmund", 404)])
def test_there_is_no_page_of_what_is_not_there(people, who, status):
    client = signed_in(getattr(people, who))
    assert client.get(reverse("triage:assessment", args=["T-0099"])).status_code == status
    assert client.get(reverse("triage:assessments", args=["INV-0099"])).status_code == status
