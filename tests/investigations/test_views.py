"""Pages of investigations: opened question by question, read with the read recorded, changed by those who may."""

import pytest
from django.urls import reverse

from tests import given
from tests.pages import signed_in, words
from watchbook.audit_log.models import Event
from watchbook.investigations.models import Investigation, Note, Subject
from watchbook.organisation.session_store import Session, SessionStore

SAID = {"called": "Jane Roe", "handles": "@jane\n@roe", "kind": "person", "people": "", "known": "Sells"}


@pytest.fixture
def ines(people):
    return signed_in(people.ines)


def page(client, name, *args):
    answer = client.get(reverse(f"investigations:{name}", args=args))
    assert answer.status_code == 200
    return answer.text


def post(client, name, *args, **typed):
    return client.post(reverse(f"investigations:{name}", args=args), typed)


def test_an_investigation_is_opened_question_by_question_and_no_session_says_what_was_typed(people, ines):
    assert post(ines, "opening_title", title="").status_code == 200
    assert post(ines, "opening_title", title="Zephyrine").url.endswith("/open/purpose/")
    assert ines.get(reverse("investigations:opening_send")).url.endswith("/open/purpose/")
    post(ines, "opening_purpose", purpose="Find Quillfeather")
    post(ines, "opening_power", power="An Act, s.1")
    day = {"opened_on_day": "2", "opened_on_month": "3", "opened_on_year": "2026"}
    post(ines, "opening_when", service=str(people.ines.service_id), offence="", **day)
    sessions = repr([SessionStore().decode(session.session_data) for session in Session.objects.all()])
    assert "Zephyrine" not in sessions
    assert "Quillfeather" not in sessions
    assert "Find Quillfeather" in page(ines, "opening_send")
    assert "2 March 2026" in page(ines, "opening_send")
    assert "Zephyrine" in page(ines, "opening_title")
    assert post(ines, "opening_title", title="Trainers").url.endswith("/open/check/")
    done = post(ines, "opening_send")
    assert done.url.endswith("/INV-0001/")
    assert "Trainers" in page(ines, "investigations")
    assert "Find Quillfeather" in page(ines, "investigation", "INV-0001")
    assert "Trainers" not in page(ines, "opening_title")
    assert ines.get(reverse("investigations:opening_send")).url.endswith("/open/")


def test_a_subject_is_added_read_amended_and_found(people, ines):
    given.an_investigation(people)
    assert "No subjects yet" in page(ines, "subjects", "INV-0001")
    assert (
        "Enter the name of the subject or a few words"
        in post(ines, "subject_add", "INV-0001", kind="person").text
    )
    assert post(ines, "subject_add", "INV-0001", **SAID).url.endswith("/subjects/1/")
    assert "@roe" in page(ines, "subject", "INV-0001", 1)
    assert Event.objects.filter(name="subject.read").count() == 1
    assert "Jane Roe" in page(ines, "subjects", "INV-0001")
    assert post(ines, "subject", "INV-0001", 1, text="Blue van").status_code == 302
    assert "Blue van" in page(ines, "subject", "INV-0001", 1)
    assert "@jane" in page(ines, "subject_amend", "INV-0001", 1)
    assert post(ines, "subject_amend", "INV-0001", 1, **SAID | {"called": "J. Roe"}).status_code == 302
    assert Subject.objects.count() == Note.objects.count() == 1
    page(ines, "search")
    assert "INV-0001" in post(ines, "search", word="j. roe").text
    assert "has exactly this name" in post(ines, "search", word="Ro").text
    assert ines.get(reverse("investigations:subject", args=["INV-0001", 9])).status_code == 404


def test_it_is_amended_closed_and_opened_again(people, ines):
    given.an_investigation(people)
    assert "Counterfeit" in page(ines, "amend", "INV-0001")
    typed = {"title": "T", "purpose": "P", "power": "Q", "offence": "No Such!"}
    assert (
        "Select an offence from the list, or “No offence, or not known yet”"
        in post(ines, "amend", "INV-0001", **typed).text
    )
    assert post(ines, "amend", "INV-0001", **typed | {"offence": "fraud_act_2006_s2"}).status_code == 302
    assert "Fraud by false representation" in page(ines, "investigation", "INV-0001")
    page(ines, "close", "INV-0001")
    assert post(ines, "close", "INV-0001", reason="Done").status_code == 302
    assert (
        "You cannot change this investigation: it is closed already"
        in post(ines, "close", "INV-0001", reason="Done").text
    )
    assert "Open the investigation again" in page(ines, "investigation", "INV-0001")
    page(ines, "reopen", "INV-0001")
    assert post(ines, "reopen", "INV-0001", reason="More").status_code == 302
    assert Investigation.objects.get().state == "open"


def test_the_list_and_the_notes(people, ines):
    given.an_investigation(people)
    assert "Helen" in page(ines, "need_to_know", "INV-0001")
    assert post(ines, "need_to_know", "INV-0001", person=str(people.helen.id)).status_code == 302
    assert "End access" in page(ines, "need_to_know", "INV-0001")
    assert post(ines, "need_to_know_remove", "INV-0001", people.helen.id).status_code == 302
    assert "No notes yet" in page(ines, "notes", "INV-0001")
    assert post(ines, "notes", "INV-0001", text="Market on Saturdays").status_code == 302
    assert "Market on Saturdays" in page(ines, "notes", "INV-0001")
    assert ines.get(reverse("investigations:investigation", args=["INV-0009"])).status_code == 403


def test_an_elected_member_is_refused_for_their_duty_and_sent_to_no_lead_officer(people):
    row = given.an_investigation(people)
    shown = words(signed_in(people.joan).get(f"/investigations/{row.reference}/"))
    assert "You cannot see investigations: your duties do not allow this." in shown
    assert "lead officer" not in shown
