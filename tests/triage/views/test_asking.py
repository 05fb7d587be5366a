"""The questions before a look: one to a page, left and taken up, changed, checked, assessed."""

import re

import pytest
from django.urls import reverse

from tests import given as council
from tests.pages import signed_in, typed, words
from tests.triage import given
from tests.triage.cases import CASES, FACTORS
from watchbook.investigations import investigation
from watchbook.triage.models import Assessment


def at(name, whole, *more):
    part = "looks" if name == "assess" else "triage"
    return reverse(f"{part}:{name}", args=[whole.reference, *more])


def begun(client, whole, *, subject="1"):
    """The first page, sent; where it leads."""
    return client.post(at("assess", whole), {"subject": subject})["Location"]


def fields(page):
    """The names of what a page asks."""
    main = page.text.partition("<main")[2]
    return set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', main)) - {
        "csrfmiddlewaretoken",
        "press",
    }


def walked(client, address, answers):
    """Answer page after page until everything is; the pages on which something was asked."""
    pages = []
    while "/questions/" in address:
        asked = {name: answers[name] for name in fields(client.get(address)) if name in answers}
        pages.append(address.split("/")[-2])
        address = client.post(address, asked)["Location"]
    return pages, address


@pytest.fixture
def whole(people):
    return council.a_subject(people).investigation


@pytest.fixture
def client(people):
    return signed_in(people.ines)


def assess(client, whole, answers, **begin):
    """All pages, to the kept assessment."""
    _, address = walked(client, begun(client, whole, **begin), answers)
    assert address == at("what_else", whole)
    assert client.post(address, {"so": begin.get("so", [])})["Location"] == at("check", whole)
    return client.post(at("check", whole), follow=True)


def test_the_pages_ask_only_what_is_needed(client, whole):
    facts = given.facts()["facts"]
    assert walked(client, begun(client, whole), facts | {"unlawful_means": "yes"})[0] == ["means"]
    pages, _ = walked(client, begun(client, whole, subject="nobody"), facts | CASES["T05"].facts)
    assert pages[-1] == "openness"


def test_the_answers_become_an_assessment_with_its_outcome(client, whole, people):
    page = assess(client, whole, given.of_case("T02")["facts"])
    assert "Directed surveillance" in words(page)
    row = Assessment.objects.get()
    assert (row.assessed_by, row.subject.number) == (people.ines, 1)
    assert "Continue assessment" not in words(client.get(at("assessments", whole)))


def test_a_page_sent_without_an_answer_asks_again_with_the_fault(client, whole):
    page = client.post(begun(client, whole), {"unlawful_means": "no"})
    assert "Select an answer to each question, or select “I do not know”" in words(page)


def test_it_is_left_and_taken_up_and_begun_anew_for_another_subject(client, whole, people):
    council.a_subject(people, whole, called="A shop", kind="place")
    address = begun(client, whole)
    walked_to = client.post(address, dict.fromkeys(fields(client.get(address)), "no"))["Location"]
    assert "aim" in walked_to
    assert "Continue assessment" in words(client.get(at("assessments", whole)))
    assert client.get(at("check", whole))["Location"] == walked_to
    assert "means" in begun(client, whole, subject="2")
    assert "2" in typed(client.get(at("assess", whole)))


def test_an_answer_is_changed_from_the_check(client, whole):
    facts = given.of_case("T02")["facts"]
    _, address = walked(client, begun(client, whole), facts)
    client.post(address, {"so": ["child"]})
    page = client.get(at("check", whole))
    assert "Officers look at a child" in words(page)
    assert "Jane Roe" in words(page)
    openness = client.get(at("question", whole, "openness"))
    assert fields(openness) == {"told", "made_open", "covert", "open_interview"}
    assert at("question", whole, "aim") in openness.text
    open_look = {"told": "yes", "made_open": "no", "covert": "no", "open_interview": "no"}
    client.post(at("question", whole, "openness"), open_look)
    assert "Overt look" in words(client.post(at("check", whole), follow=True))


def test_a_note_stands_beside_its_factor(client, whole):
    facts = given.of_case("T02")["facts"] | {"note_f7": "Daily posts"}
    page = assess(client, whole, facts)
    assert "Daily posts" in words(page)


def test_a_page_out_of_turn_leads_to_the_one_that_is_open(client, whole):
    for name in ("what_else", "check"):
        assert client.get(at(name, whole))["Location"] == at("assess", whole)
    assert client.get(at("question", whole, "aim"))["Location"] == at("assess", whole)
    begun(client, whole)
    assert client.get(at("question", whole, "extent"))["Location"] == at("question", whole, "means")
    assert client.get(at("question", whole, "no-such-page")).status_code == 404


def test_what_the_act_refuses_is_said_on_the_check(client, whole, people):
    facts = given.of_case("T02")["facts"]
    _, address = walked(client, begun(client, whole), facts)
    client.post(address, {"so": []})
    investigation.close(whole, reason="Done", by=people.ines, at=given.AT)
    assert "closed" in words(client.post(at("check", whole)))


def test_without_a_subject_where_somebody_is_watched_it_is_refused(client, whole):
    facts = given.facts(**dict.fromkeys(FACTORS, "yes"))["facts"]
    page = assess(client, whole, facts, subject="nobody")
    assert "no subject is named" in words(page)


def test_a_less_strict_answer_says_what_has_changed_and_a_letter_is_no_answer(client, whole):
    assess(client, whole, given.of_case("T02")["facts"])
    _, address = walked(client, begun(client, whole), given.of_case("T16")["facts"])
    client.post(address, {"so": []})
    page = client.get(at("check", whole))
    assert "T-0001 said “Directed surveillance”, which is stricter" in words(page)
    assert "Say what has changed since assessment T-" in words(
        client.post(at("check", whole), {"changed": ""})
    )
    assert "Say in a few words what has changed since that assessment" in words(
        client.post(at("check", whole), {"changed": "x"})
    )
    done = client.post(at("check", whole), {"changed": "He was told by letter."}, follow=True)
    assert "less strict than assessment T-0001" in words(done)
    assert "He was told by letter." in words(done)
