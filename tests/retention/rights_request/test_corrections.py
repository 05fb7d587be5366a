"""What was recorded of a request is corrected, and letters that were sent outside Watchbook are recorded: walked with the pages."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests import given as council
from tests.log import leaves_nothing, undone_when_the_log_fails
from tests.pages import a_day, a_file, signed_in, words
from tests.retention.letters_read import sent_as_read
from tests.retention.rights_request import given
from watchbook.acting.refusals import WrongState
from watchbook.keys.envelope import opened
from watchbook.organisation.queries import today
from watchbook.retention.rights_request import queries, rights_request
from watchbook.retention.rights_request.clock import clock_of
from watchbook.retention.rights_request.preflight import preflight
from watchbook.retention.rights_request.rights_request import AskedRights

A_DAY = timedelta(days=1)


def page(name, *args):
    return reverse(f"retention:rights_request{name}", args=args)


def as_it_should_be(**changes):
    return {
        "name": "Jane Roe", "contact": "1 High Street", "names": "@jane_roe", "rights": ["access"],
        "words": "Send me everything.", "why": "It was read wrongly", **a_day("received_on", given.RECEIVED),
    } | changes  # fmt: skip


def test_names_rights_and_the_date_are_corrected_and_the_search_follows(people):
    council.a_letter(people, subject="About Jane Roe")
    officer = signed_in(people.bryn)
    row = given.searched(people, given.a_rights_request(people, rights=("access", "objection")))
    assert "Correct the request" in words(officer.get(page("", row.reference)))
    address = page("_correct", row.reference)
    assert "Jane Roe" in officer.get(address).text
    assert "Enter what was wrong" in words(officer.post(address, as_it_should_be(why="")))
    earlier = given.RECEIVED - 2 * A_DAY
    changes = {
        "names": "@jane_roe\r\njaney99",
        "rights": ["access", "rectification"],
        **a_day("received_on", earlier),
    }
    shown = words(officer.post(address, as_it_should_be(**changes), follow=True))
    assert "The request was corrected." in shown
    assert "The request about personal data was corrected." in shown
    row.refresh_from_db()
    assert (row.rights, row.received_on) == (["access", "rectification"], earlier)
    assert opened(row)["names"] == ["@jane_roe", "janey99"]
    assert queries.names_left(row) == ["janey99"]
    assert "janey99" in " ".join(preflight(row, today=given.TODAY).in_the_way)
    number = row.founditems.get(right="access").number
    given.searched(people, row)
    assert {one.right: one.decision for one in row.founditems.all()} == {
        "access": "",
        "objection": "not_asked",
        "rectification": "",
    }
    assert set(row.founditems.values_list("number", flat=True)) == {number}
    given.decided(people, row, number, "copy", purpose=given.a_purpose(people, row), why="")
    assert "correction" in " ".join(preflight(row, today=given.TODAY).in_the_way)
    assert "objection" not in " ".join(preflight(row, today=given.TODAY).in_the_way)


def test_what_is_added_without_a_new_name_wants_a_new_search_too(people):
    row = given.searched(people, given.a_rights_request(people, rights=("access",)))
    asked = AskedRights(**given.ASKED | {"rights": ("access", "objection")})
    rights_request.correct(row, asked, "They object too", by=people.bryn, at=given.AT)
    row.refresh_from_db()
    (why,) = preflight(row, today=given.TODAY).in_the_way
    assert "Search again" in why
    given.searched(people, row)
    assert not preflight(row, today=given.TODAY).in_the_way


def test_what_a_keeper_was_asked_is_not_asked_any_more_and_asked_again(people):
    item = given.a_protected_error_report(people, right="erasure")
    row, asked = item.request, given.ASKED | {"name": given.IN_ERROR, "names": ()}
    for rights, decision in ((("access",), "not_asked"), (("access", "erasure"), "")):
        rights_request.correct(
            row, AskedRights(**asked | {"rights": rights}), "Misread", by=people.bryn, at=given.AT
        )
        item.refresh_from_db()
        assert item.decision == decision
    given.answered_question(people, item, "public_task", by=people.simon)


def test_a_correction_wants_a_reason_a_date_before_its_steps_and_an_open_request(people, monkeypatch):
    row, asked = given.a_rights_request(people), AskedRights(**given.ASKED)
    later = AskedRights(**given.ASKED | {"received_on": given.TODAY})

    def corrected(said=asked, why="Misread"):
        return rights_request.correct(row, said, why, by=people.bryn, at=given.AT)

    undone_when_the_log_fails(monkeypatch, rights_request, corrected)
    leaves_nothing(WrongState, lambda: corrected(why=" "), "reason is missing")
    given.a_step(people, row, "acknowledged", at=given.AT - A_DAY, on=given.TODAY - A_DAY)
    leaves_nothing(WrongState, lambda: corrected(later), "a step dated 9 March 2026 is already recorded")
    given.a_step(people, row, "withdrawn")
    leaves_nothing(WrongState, corrected, "ended without an answer")


def test_a_letter_on_paper_is_recorded_with_its_date_and_a_copy_and_counts_from_that_day(people):
    officer = signed_in(people.bryn)
    row = given.a_rights_request(
        people, received_on=today() - 5 * A_DAY, rights=("access",), at=timezone.now()
    )
    written = page("_step", row.reference, "clarification_asked")
    sent = page("_step_sent", row.reference, "clarification_asked")
    assert sent in officer.get(written).text
    early = {"words": "Which year?", **a_day("on", today() - 3 * A_DAY)}
    assert "record that letter" in words(officer.post(written, early | {"preview": "1"}))
    assert "Select a copy of the letter" in words(officer.post(sent, early))
    too_large = a_file("letter.pdf", b"%PDF-1.7 " + b"x" * 3 * 1024 * 1024)
    assert "larger than 3 MB" in words(officer.post(sent, early | {"file": too_large}))
    shown = words(officer.post(sent, early | {"file": a_file("letter.pdf")}, follow=True))
    assert "The letter was recorded." in shown
    assert "This letter was sent outside Watchbook." in shown
    row.refresh_from_db()
    assert (row.state, clock_of(row).deadline) == ("unclear", None)
    step = row.steps.get()
    assert step.on == today() - 3 * A_DAY
    copy = officer.get(page("_sent_letter", row.reference, step.id))
    assert copy.content == a_file().read()
    assert officer.get(page("_letter", row.reference, step.id, "pdf")).status_code == 404
    assert officer.get(page("_step_sent", row.reference, "clarified")).status_code == 404


def test_an_answer_on_paper_needs_its_decisions_and_is_told_like_any_other(people):
    officer = signed_in(people.bryn)
    council.a_letter(people, subject="About Jane Roe")
    row = given.a_rights_request(people, received_on=today(), rights=("erasure",), at=timezone.now())
    sent = page("_step_sent", row.reference, "answered")
    said = {"words": "", "file": a_file("answer.pdf"), **a_day("on", today())}
    assert "Search first" in words(officer.post(sent, said))
    row = given.searched(people, row)
    given.decided(people, row, 1, "public_task", purpose=given.a_purpose(people, row))
    assert "The letter was recorded." in words(
        officer.post(sent, said | {"file": a_file("answer.pdf")}, follow=True)
    )
    further = page("_step", row.reference, "answered_further")
    preview = words(
        officer.post(
            further, {"words": "One more thing.", "enclosed": "", **a_day("on", today()), "preview": "1"}
        )
    )
    assert "One more thing." in preview
    assert "Record 1" not in preview, "the letter on paper told of it"
    acknowledged = given.a_rights_request(people, at=timezone.now())
    letter = page("_step", acknowledged.reference, "acknowledged")
    sent_as_read(officer, letter, {"words": "", **a_day("on", today())})
    step = acknowledged.steps.get()
    assert officer.get(page("_sent_letter", acknowledged.reference, step.id)).status_code == 404
