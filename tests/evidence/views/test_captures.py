"""Pages of captures: asked for by one button or by choice, seen while under way and afterwards, stopped and taken again."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.evidence import given
from tests.looks import given as looks
from tests.pages import signed_in, typed, words
from tests.rights import the_system
from watchbook.audit_log.record import record
from watchbook.evidence import capture
from watchbook.evidence.models import Capture
from watchbook.evidence.queries.captures import addresses_of
from watchbook.keys import envelope
from watchbook.keys.keyring import the_keyring
from watchbook.looks import look as look_acts


def path(name, *args):
    return reverse(f"evidence:{name}", args=args)


@pytest.fixture
def ines(people):
    return signed_in(people.ines)


def queries(client, address):
    """How many statements a page takes once everything that is asked once was asked."""
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_one_click_on_the_look_s_page_captures_its_page(people, ines):
    look = given.a_look(people)
    page = ines.get(reverse("looks:look", args=[look.reference]))
    assert f'action="{path("ask", look.reference)}"' in page.text
    assert "Capture this page" in words(page)
    done = ines.post(path("ask", look.reference))
    row = Capture.objects.get()
    assert (done.url, row.in_full) == (path("capture", row.reference), True)
    assert addresses_of(look) == [f"{given.SITE}/trainers"]
    assert "waiting to start" in words(ines.get(done.url)).lower()


def test_which_page_and_how_much_are_chosen(people, ines):
    look = given.a_look(people)
    page = ines.get(path("ask", look.reference))
    assert "without signing in" in words(page)
    assert f"{given.SITE}/trainers" in words(page)
    assert given.SITE not in typed(page)
    done = ines.post(
        path("ask", look.reference),
        {"page": "another", "another": f"{given.SITE}/boots", "extent": "first_view"},
    )
    row = Capture.objects.get()
    assert done.url == path("capture", row.reference)
    assert (row.in_full, row.look.pages) == (False, 2)


@pytest.mark.parametrize(
    "sent", [{"page": "7", "extent": "whole"}, {"page": "another", "another": "", "extent": "whole"}, {"page": "0"},
             {"page": "another", "another": "http://127.0.0.1/", "extent": "whole"}, {"page": "0", "extent": "all"},
             {"page": "another", "another": "y" * 9000, "extent": "whole"}, {"page": "-1", "extent": "whole"}],
)  # fmt: skip
def test_what_cannot_be_taken_stays_on_the_form_with_the_reason(people, ines, sent):
    look = given.a_look(people)
    page = ines.post(path("ask", look.reference), sent)
    assert (page.status_code, Capture.objects.count()) == (200, 0)
    assert "There is a problem" in words(page)


def test_a_look_without_an_address_asks_for_one(people, ines):
    look = given.a_look(people, address="the shop on the corner")
    assert Capture.objects.count() == 0
    page = ines.post(path("ask", look.reference))
    assert "There is a problem" in words(page)
    assert "another" in typed(ines.get(path("ask", look.reference)))


def test_a_closed_look_offers_no_capture_and_takes_none(people, ines):
    look = look_acts.close(given.a_look(people), looks.NOTHING, by=people.ines, at=timezone.now())
    page = ines.get(reverse("looks:look", args=[look.reference]))
    assert "Capture this page" not in words(page)
    assert path("of_look", look.reference) in page.text
    assert "Open a new look" in words(ines.post(path("ask", look.reference)))


def test_while_it_runs_the_page_says_how_far_it_is_and_stops_it(people, ines):
    row = given.a_capture(people)
    waiting = ines.get(path("capture", row.reference))
    assert "Cancel this capture" in words(waiting)
    assert "has not made progress" not in words(waiting)
    assert "progress.js" in waiting.text
    capture.begin(row, by=the_system(), at=timezone.now())
    capture.note_progress(row.id, {"steps": 4, "stored": 21, "bytes": 2_400_000}, told_at=timezone.now())
    running = ines.get(path("capture", row.reference))
    assert "4 views. Kept: 21 answers. Received: 2.4 MB." in words(running)
    assert "<progress" in running.text
    assert "has not made progress" not in words(running)
    long_ago = timezone.now() - timedelta(minutes=3)
    capture.note_progress(row.id, {"steps": 5, "stored": 21, "bytes": 2_400_000}, told_at=long_ago)
    assert "The capture has not made progress" in words(ines.get(path("capture", row.reference)))
    assert "Stop the capture, and keep what we have so far" in words(running)
    assert "Stop, and keep" not in words(signed_in(people.marian).get(path("capture", row.reference)))
    assert ines.post(path("stop", row.reference)).url == path("capture", row.reference)
    stopped = ines.get(path("capture", row.reference))
    assert "An officer asked to stop" in words(stopped)
    assert path("stop", row.reference) not in stopped.text


def test_one_that_waits_long_says_whom_to_ask(people, ines):
    look = given.a_look(people, at=timezone.now() - timedelta(minutes=5))
    row = given.a_capture(people, look, at=timezone.now() - timedelta(minutes=4))
    assert "Tell the system administrator" in words(ines.get(path("capture", row.reference)))


def test_what_is_held_says_how_it_ended_and_what_it_holds(people, ines):
    row = given.a_held_capture(people, page="/partial")
    page = words(ines.get(path("capture", row.reference)))
    for said in (
        "Partial: part of the page is missing, or may be missing", "The page offers more behind a button or a link", "The site could not be reached",
        "4 made, 3 kept, 1 failed, 0 refused, 0 cut off", row.plain_sha256, row.manifest_sha256, "Trainers for sale",
    ):  # fmt: skip
        assert said in page
    assert "Time stamps none: no time-stamp authority is set" in page
    assert "the new capture is separate and belongs to the same look" in page
    assert "The site answered with error" not in page
    told = envelope.opened(row)
    with transaction.atomic():
        envelope.put(row, told | {"stamps_asked": 2, "answered": 404})
        row.save(update_fields=["envelope"])
        record(capture.HELD, subject=row, by=people.ines, at=row.asked_at, reference=row.reference)
    page = words(ines.get(path("capture", row.reference)))
    assert "Time stamps not received yet none" in page
    assert "The site answered with error 404" in page


def test_what_shows_no_page_says_what_it_holds_and_what_to_do_next(people, ines):
    row = given.a_held_capture(people)
    for status, said in (
        ("FAILED", "only the site’s answer"),
        ("REFUSED", "This capture has no page"),
        ("LOGIN_WALL", "ask your line manager"),
    ):
        with transaction.atomic():
            row.status = status
            row.save(update_fields=["status"])
            record(capture.HELD, subject=row, by=people.ines, at=row.asked_at, reference=row.reference)
        assert said in words(ines.get(path("capture", row.reference)))
        assert said in words(ines.get(path("produce", row.reference)))


def test_a_failed_one_says_why_and_is_taken_again_as_its_own(people, ines):
    row = given.a_held_capture(people, page="/refused")
    page = ines.get(path("capture", row.reference))
    assert "No browser. It is a test." in words(page)
    done = ines.post(path("repeat", row.reference))
    assert done.url == path("capture", "CAP-0002")
    assert "This capture repeats CAP-0001" in words(ines.get(done.url))
    assert "Captured again as CAP-0002" in words(ines.get(path("capture", row.reference)))
    assert ines.post(path("repeat", "CAP-0002")).status_code == 409


def test_one_given_up_says_so(people, ines):
    row = given.a_capture(people)
    ines.post(path("stop", row.reference))
    assert "No page was opened" in words(ines.get(path("capture", row.reference)))


def test_a_capture_is_for_those_who_may_read_its_look(people):
    row = given.a_capture(people)
    for name in ("bryn", "nell", "ada"):
        client = signed_in(getattr(people, name))
        for address in (
            path("capture", row.reference),
            path("of_look", row.look.reference),
            path("ask", row.look.reference),
        ):
            assert client.get(address).status_code == 403
    assert signed_in(people.marian).post(path("stop", row.reference)).status_code == 403
    assert signed_in(people.ines).get(path("capture", "CAP-9999")).status_code == 403


def test_a_title_that_is_markup_is_shown_as_text(people, ines):
    row = given.a_held_capture(people)
    envelope.put(row, envelope.opened(row) | {"title": "<script>alert(1)</script>", "shown": '"><img src=x>'})
    Capture.objects.filter(pk=row.pk).update(envelope=row.envelope)
    page = ines.get(path("capture", row.reference)).text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_a_title_that_turns_its_signs_is_shown_with_them_by_number(people, ines):
    row = given.a_held_capture(people)
    envelope.put(row, envelope.opened(row) | {"title": "invoice\u202efdp.exe"})
    Capture.objects.filter(pk=row.pk).update(envelope=row.envelope)
    for page in (path("capture", row.reference), path("of_look", row.look.reference)):
        shown = ines.get(page).text
        assert "invoice[U+202E]fdp.exe" in shown
        assert "\u202e" not in shown


def test_what_a_backup_brought_back_after_its_disposal_is_said_to_be_destroyed(people, ines):
    row = given.a_failed_capture(people)
    the_keyring().destroy({row.id})
    assert "Deleted: cannot be read" in words(ines.get(path("captures")))
    assert ines.get(path("capture", row.reference)).status_code == 410


def test_the_queue_shows_what_is_under_way_first_and_its_statements_do_not_grow(people, ines):
    look = given.a_look(people)
    held = given.a_held_capture(people, look)
    waiting = given.a_capture(people, look)
    page = words(ines.get(path("captures")))
    assert page.index(waiting.reference) < page.index(held.reference) or held.asked_at > waiting.asked_at
    few = {name: queries(ines, path(name, *arguments)) for name, *arguments in places(look, held)}
    for _ in range(3):
        capture.stop(given.a_capture(people, look), by=people.ines, at=timezone.now())
    many = {name: queries(ines, path(name, *arguments)) for name, *arguments in places(look, held)}
    assert many == few == STATEMENTS


def places(look, row):
    return (("captures",), ("of_look", look.reference), ("ask", look.reference), ("capture", row.reference))


STATEMENTS = {"captures": 5, "of_look": 9, "ask": 5, "capture": 16}
