"""The pages on which a capture is seen, and its custody: what is on record before anything leaves."""

import html
import re

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from tests.evidence.captured import a_capture, a_marked_exhibit
from tests.looks import given as looks
from tests.pages import browser, signed_in, words
from watchbook.evidence import custody, replay_pass
from watchbook.evidence.models import CustodyEntry, Handling
from watchbook.evidence.states import CaptureState
from watchbook.files.store import the_store

HOST = {"host": "replay.localhost:8000"}


def path(name, *args):
    return reverse(f"evidence:{name}", args=args)


def frame_of(page):
    """The address in the frame of a page, without its origin."""
    (found,) = re.findall(r'<iframe [^>]*src="http://replay\.localhost:8000(/[^"]+)"', page.text)
    return found


@pytest.fixture
def ines(people):
    return signed_in(people.ines)


def test_a_view_is_framed_without_any_right_and_is_on_record(people, ines):
    row = a_capture(people)
    page = ines.get(path("see", row.reference))
    assert 'sandbox=""' in page.text
    assert "; frame-src http://replay.localhost:8000" in page["Content-Security-Policy"]
    entry = CustodyEntry.objects.get()
    assert (entry.capture, entry.handled_by, entry.handling, entry.part) == (
        row,
        people.ines,
        "viewed",
        "pictures",
    )
    assert "We recorded in the custody record that you saw this capture (handling number 1)." in words(page)
    shown = browser().get(frame_of(page), headers=HOST)
    assert shown["Content-Security-Policy"].endswith("frame-ancestors http://testserver")
    assert "The first view" in words(shown)


def test_each_view_is_a_handling_of_its_own(people, ines):
    row = a_capture(people, pictures=20)
    ines.get(path("see", row.reference))
    ines.get(path("see", row.reference), {"page": "2"})
    ines.get(path("see_part", row.reference, "page"), {"page": "7"})
    ines.get(path("see_part", row.reference, "text"))
    parts = list(CustodyEntry.objects.order_by("number").values_list("number", "part"))
    assert parts == [(1, "pictures"), (2, "pictures_2"), (3, "page"), (4, "text")]


def test_only_a_page_that_frames_it_may_frame_the_replay_origin(people, ines):
    row = a_capture(people)
    assert "frame-src" not in ines.get(path("custody", row.reference))["Content-Security-Policy"]
    assert (
        "frame-src"
        not in ines.get(reverse("looks:look", args=[row.look.reference]))["Content-Security-Policy"]
    )


def test_nothing_is_seen_of_a_capture_that_is_not_held_or_not_there(people, ines):
    row = a_capture(people, state=CaptureState.FAILED)
    answer = ines.get(path("see", row.reference))
    assert answer.status_code == 409
    assert "You cannot use this capture" in words(answer)
    assert (
        ines.get(path("see", "CAP-9999")).status_code
        == ines.get(path("custody", "CAP-9999")).status_code
        == 403
    )
    held = a_capture(people)
    for part in ("comparison", "bundle", "pictures_2"):
        assert ines.get(path("see_part", held.reference, part)).status_code == 404
    assert not CustodyEntry.objects.exists()


def test_whoever_does_not_need_to_know_sees_neither_it_nor_that_it_was_seen(people):
    row = a_capture(
        people,
        look=looks.opened(people, looks.a_subject(people)),
    )
    bryn = signed_in(people.bryn)
    for address in (path("see", row.reference), path("custody", row.reference)):
        answer = bryn.get(address)
        assert answer.status_code == 403
        assert row.reference not in answer.text
    assert not CustodyEntry.objects.exists()


def test_without_a_replay_origin_the_page_says_why_and_what_to_set(people, ines, settings):
    settings.REPLAY_ORIGIN = ""
    row = a_capture(people)
    page = ines.get(path("see", row.reference))
    assert "WATCHBOOK_REPLAY_ORIGIN" in words(page)
    assert "<iframe" not in page.text
    assert not CustodyEntry.objects.exists()


def test_content_that_cannot_be_read_is_told_in_the_frame(people, ines):
    row = a_capture(people)
    the_store().remove(row.file_sha256)
    page = ines.get(path("see", row.reference))
    assert page.status_code == 200
    assert "is missing or changed" in words(browser().get(frame_of(page), headers=HOST))


def test_what_carries_a_warning_is_blurred_until_somebody_asks_and_the_asking_is_on_record(people, ines):
    row = a_capture(people, pictures=20)
    a_marked_exhibit(people, row, sensitivity="none")
    a_marked_exhibit(people, row, sensitivity="violence")
    page = ines.get(path("see", row.reference), {"page": "2"})
    assert "The picture has a warning: violence." in words(page)
    assert 'class="blurred"' in browser().get(frame_of(page), headers=HOST).text
    (clearly,) = re.findall(r'href="([^"]*)">Show picture<', page.text)
    shown = ines.get(path("see", row.reference) + html.unescape(clearly))
    assert 'class="blurred"' not in browser().get(frame_of(shown), headers=HOST).text
    assert [one.part for one in CustodyEntry.objects.order_by("number")] == [
        "pictures_2_blurred",
        "pictures_2",
    ]
    assert "Blur picture" in words(shown)
    assert "?clearly&amp;page=1" in shown.text


def test_a_capture_without_a_warning_is_not_blurred(people, ines):
    row = a_capture(people)
    a_marked_exhibit(people, row, sensitivity="none")
    assert "Show picture" not in words(ines.get(path("see", row.reference)))


@pytest.fixture
def commit_fails(as_owner):
    """Whoever writes an entry of custody learns only at the commit that it cannot be kept."""
    as_owner.execute(
        "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk is full'; END $$;"
        "CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON evidence_custodyentry DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION fails()"
    )


def test_where_the_entry_cannot_be_committed_not_one_byte_leaves(committed_people, commit_fails, monkeypatch):
    row = a_capture(committed_people)
    made = []
    monkeypatch.setattr(replay_pass, "make", lambda *words, **more: made.append(words))
    client = signed_in(committed_people.ines)
    with pytest.raises(DatabaseError):
        client.get(path("see", row.reference))
    client.raise_request_exception = False
    answer = client.get(path("see", row.reference))
    assert answer.status_code == 500
    assert made == []
    assert not CustodyEntry.objects.exists()
    assert "replay.localhost" not in answer.text


def test_custody_shows_each_handling_in_order_to_whoever_asked_for_the_capture(
    people, ines, django_assert_num_queries
):
    row = a_capture(people)
    address = path("custody", row.reference)
    assert "content has not been seen, copied, printed or given out." in words(ines.get(address))
    now = timezone.now()
    custody.note(row, Handling.VIEWED, part="pictures_2_blurred", by=people.ines, at=now)
    custody.note(
        row,
        Handling.TRANSFERRED,
        part="bundle",
        why="The court asked",
        to_whom="The court",
        by=people.ines,
        at=now,
    )
    said = words(ines.get(address))
    assert re.search(
        r"1 .* Ines .*viewed .* Pictures, sheet 2, blurred .* 2 .* Ines .* handed over .* bundle .* The court asked",
        said,
    )
    custody.note(row, Handling.COPIED, by=people.ines, at=now)
    with django_assert_num_queries(QUERIES_OF_CUSTODY):
        ines.get(address)
    for _ in range(60):
        custody.note(row, Handling.VIEWED, part="text", by=people.ines, at=now)
    with django_assert_num_queries(QUERIES_OF_CUSTODY):
        first = words(ines.get(address))
    assert "Handled 63 times" in first
    assert "copied" in first
    assert "copied" not in words(ines.get(address, {"page": "2"}))


QUERIES_OF_CUSTODY = 5
