"""Whatever is pasted into the request page of the real server, it answers within five seconds and goes on answering."""

import html

import pytest

from tests.foi.test_hostile_requests import NEW, REFUSED, TAKEN
from tests.people import PASSWORD
from tests.proof_only import EVERY_ROW
from tests.visitor import Visitor

EACH = 1 if EVERY_ROW else 4  # by Django's client each is pasted in tests/foi


@pytest.fixture
def officer(service, hashed):
    """The information officer at a computer."""
    service.may_sign_in("bryn", hashed=hashed)
    return Visitor(service.address).sign_in(service.people.addresses["bryn"], PASSWORD)


def test_every_page_answers_and_loses_nothing(service, officer):
    (form,) = officer.forms(NEW)
    for name, (text, says) in list(REFUSED.items())[::EACH]:
        answer = officer.send(form, {"text": text})
        assert (answer.status, says in answer.text) == (200, True), name
        box = answer.text[answer.text.index("<textarea") : answer.text.index("</textarea>")]
        left = html.unescape(box[box.index(">") + 1 :])
        assert left.replace("\r\n", "\n") == text.replace("\r\n", "\n"), name
    taken = list(TAKEN.items())[::EACH]
    for name, text in taken:
        answer = officer.send(form, {"text": text})
        assert answer.status == 302, name
        for page in ("", "draft/", "draft.html"):
            assert officer.get(f"{answer.location}{page}").status == 200, name
    assert officer.get("/foi/requests/").status == 200
    assert service.asked("SELECT count(*) FROM foi_request") == len(taken)
    assert service.asked("SELECT count(*) FROM audit_log_event WHERE name = 'request.received'") == len(taken)


def test_25_mb_get_a_page_that_says_so(service, officer):
    (form,) = officer.forms(NEW)
    answer = officer.send(form, {"text": "x" * (25 * 1024 * 1024)})
    assert answer.status == 413
    assert "too large" in answer.text
    assert service.asked("SELECT count(*) FROM foi_request") == 0
    assert officer.get(NEW).status == 200
