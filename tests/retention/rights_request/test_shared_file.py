"""A record to be erased that has the same file as another: the officer reads so before the letter, the person in it, and a further answer follows."""

from django.urls import reverse

from tests import given as council
from tests.log import leaves_nothing
from tests.pages import a_day, signed_in, words
from tests.retention.deletion import given as deletions
from tests.retention.rights_request import given
from tests.retention.rights_request.test_letters import text_of
from tests.retention.rights_request.test_views import page
from watchbook.acting.refusals import WrongState
from watchbook.files.upload import Content
from watchbook.organisation.queries import today
from watchbook.retention.rights_request import erasure
from watchbook.retention.rights_request.after_answer import after_answers

TEXT = b"%PDF-1.7 The council did not look at the account."
FILE = Content(data=TEXT, name="l.pdf", media_type="application/pdf")
STAYS = "We are keeping the file of record 1, because another record has the same file."
FURTHER = "send a further answer: we kept the file of a record that the letter said we would erase"


def decide_page(people, row, purpose):
    sent = {"numbers": ["1"], "right": "erasure", "purpose": str(purpose.number)}
    return words(
        signed_in(people.fatima).post(reverse("retention:rights_request_decide", args=[row.reference]), sent)
    )


def letter_page(people, row, kind, typed=""):
    sent = {"words": typed, **a_day("on", today())}
    return words(signed_in(people.bryn).post(page("_step", row.reference, kind), sent))


def test_a_letter_says_that_a_file_stays_and_a_further_answer_follows(people):
    letter = council.a_letter(people, subject="About Jane Roe", file=FILE)
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    purpose = given.a_purpose(people, row)
    assert "the same file" not in decide_page(people, row, purpose)
    twin = council.a_letter(people, subject="Committee copy", file=FILE)
    warned = f"{letter.reference} has the same file as {twin.reference}, which the search for this request did not find. Open that record and decide on it too."
    assert warned in decide_page(people, row, purpose)
    given.decided(people, row, 1, "no_need", purpose=purpose)
    shown = letter_page(people, row, "answered")
    assert warned in shown
    assert STAYS in shown
    assert STAYS in text_of(given.a_step(people, row, "answered", words=""))
    row.refresh_from_db()
    given.identified(people, row)
    deletions.carried_out(deletions.approved(people, erasure.propose(row, by=people.fatima, at=given.AT)))
    assert [(one.reference, why) for one, why in after_answers()] == [(row.reference, FURTHER)]
    assert FURTHER in words(signed_in(people.bryn).get("/"))
    match = "Say why we have kept records that we said we would erase"
    leaves_nothing(WrongState, lambda: given.a_step(people, row, "answered_further", words=""), match)
    shown = letter_page(people, row, "answered_further", "The committee needs its copy.")
    assert "Say in your own words why we keep the file" in shown
    assert STAYS in text_of(
        given.a_step(people, row, "answered_further", words="The committee needs its copy.")
    )
    assert after_answers() == []


def test_two_records_that_are_erased_together_take_their_file_with_them(people):
    for name in ("One", "Two"):
        council.a_letter(people, subject=f"{name} about Jane Roe", file=FILE)
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    purpose = given.a_purpose(people, row)
    shown = decide_page(people, row, purpose)
    assert "The file stays unless you also erase" in shown
    for number in (1, 2):
        given.decided(people, row, number, "no_need", purpose=purpose)
    shown = letter_page(people, row, "answered")
    assert "We will erase these records." in shown
    assert "the same file" not in shown
