"""The replay origin: what a pass opens and what it does not, and what every answer says to a browser."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from tests.evidence.captured import DOM, GIF, a_capture, as_shown, png
from tests.pages import browser, signed_in, words
from watchbook.audit_log.record import record
from watchbook.evidence import custody, replay, replay_pass
from watchbook.evidence.custody import NOTED
from watchbook.evidence.models import Handling
from watchbook.files.store import the_store
from watchbook.keys import destruction
from watchbook.organisation import person

HOST = {"host": "replay.localhost:8000"}
APP = "http://register.council.example"


def asked(path, **options):
    return browser().get(path, **{"headers": HOST, **options})


def noted(people, row, part="pictures", *, by=None, handling=Handling.VIEWED):
    return custody.note(row, handling, part=part, by=by or people.ines, at=timezone.now())


def a_pass(people, row, part="pictures", *, by=None, at=None):
    entry = noted(people, row, part, by=by)
    return replay_pass.make([entry.id], framed_by=APP, at=at or timezone.now())


def test_a_pass_opens_the_view_that_custody_tells_of(people):
    row = a_capture(people)
    pictures, page, text = (asked(f"/{a_pass(people, row, part)}/") for part in ("pictures", "page", "text"))
    assert "The first view, before any scrolling" in words(pictures)
    assert as_shown(png()) in pictures.text
    assert "<h1>Trainers for sale</h1>" in page.text
    assert as_shown(GIF, "image/gif") in page.text
    assert "Trainers for sale" in words(text)


def test_a_view_asks_for_nothing(people):
    row = a_capture(people)
    for part in ("pictures", "page", "text", "pictures_blurred"):
        answer = asked(f"/{a_pass(people, row, part)}/")
        assert not re.findall(r"<(?:script|link|iframe|form|a|meta http|base)\b", answer.text)
        assert set(re.findall(r'\b(?:src|href|srcset|action|data)="(.{5})', answer.text)) <= {"data:"}


def test_every_answer_walls_the_browser_in(people):
    row = a_capture(people)
    given = a_pass(people, row)
    for path in (f"/{given}/", f"/{given}/0", "/", "/nothing", f"/{given}x/", "/looks/"):
        answer = asked(path)
        policy = answer["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
        assert "; sandbox; " in policy
        assert "unsafe" not in policy
        ours = path == f"/{given}/"
        assert policy.endswith(f"frame-ancestors {APP if ours else repr('none')}")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert not answer.cookies
        assert "Vary" not in answer
        assert answer.status_code == (200 if ours else 404)


def test_https_is_held_to_where_it_is_spoken(people, settings):
    assert "Strict-Transport-Security" not in asked("/")
    settings.SECURE_HSTS_SECONDS = 31536000
    assert asked("/")["Strict-Transport-Security"] == "max-age=31536000"


def test_neither_host_has_an_address_of_the_others(people, settings):
    given = a_pass(people, a_capture(people))
    assert asked(f"/{given}/", headers={"host": "testserver"}).status_code in {302, 404}
    client = signed_in(people.ines)
    assert client.get(f"/{given}/").status_code == 404
    for path in (
        "/",
        "/looks/",
        "/account/login/",
        "/static/vendor/watchbook.css",
        "/licence/",
        "/robots.txt",
    ):
        answer = client.get(path, headers=HOST)
        assert answer.status_code == 404
        assert words(answer).endswith(
            "You cannot open this address: it has no page. Go back to the capture and open the view from there. "
        )
    settings.REPLAY_ORIGIN = ""
    assert (
        client.get(f"/{given}/", headers=HOST).status_code == 400
    )  # a host like any other, and none of ours


def test_however_the_host_is_spelt_the_application_is_not_there(people, settings):
    settings.ALLOWED_HOSTS = [".localhost", "testserver"]
    client = signed_in(people.ines)
    for host in (
        "replay.localhost",
        "REPLAY.localhost:8000",
        "replay.localhost.:8000",
        "replay.localhost:443",
    ):
        assert client.get("/looks/", headers={"host": host}).status_code == 404
    for host in ("register.localhost:8000", "replay.localhost.localhost"):
        assert client.get("/looks/", headers={"host": host}).status_code == 200


def test_no_session_is_read_and_no_method_but_get_is_answered(people, django_assert_num_queries):
    client = signed_in(people.ines)
    with django_assert_num_queries(0):
        assert client.get("/", headers=HOST).status_code == 404
    given = a_pass(people, a_capture(people))
    for ask in (client.post, client.put, client.delete, client.options, client.head, client.trace):
        assert ask(f"/{given}/", headers=HOST).status_code == 404


def test_a_view_asks_a_fixed_number_of_queries(people, django_assert_num_queries):
    few, many = a_pass(people, a_capture(people)), a_pass(people, a_capture(people, pictures=11))
    for given in (few, many):
        # The use of the pass takes one, the entry with its capture, look and person another.
        with django_assert_num_queries(2):
            assert asked(f"/{given}/").status_code == 200


def test_a_pass_ends(people):
    row = a_capture(people)
    over = a_pass(people, row, at=timezone.now() - replay_pass.LASTS)
    answer = asked(f"/{over}/")
    assert answer.status_code == 410
    assert "You cannot open this view again: each view opens once, and only within a minute." in words(answer)
    assert (
        asked(
            f"/{a_pass(people, row, at=timezone.now() - replay_pass.LASTS + timedelta(seconds=30))}/"
        ).status_code
        == 200
    )


def test_a_pass_is_used_once_so_that_one_viewing_on_record_is_one_viewing(people):
    row = a_capture(people)
    given = a_pass(people, row)
    assert [asked(f"/{given}/").status_code for _ in range(3)] == [200, 410, 410]
    assert asked(f"/{a_pass(people, row)}/").status_code == 200


def test_a_pass_for_what_custody_does_not_have_opens_nothing(people):
    row = a_capture(people)
    entry = noted(people, row)
    now = timezone.now()
    for entries in ([uuid4()], [entry.id, uuid4()], [entry.id, entry.id], []):
        given = replay_pass.make(entries, framed_by=APP, at=now)
        assert asked(f"/{given}/").status_code == 404
    for part, handling in (("bundle", Handling.VIEWED), ("pictures", Handling.COPIED), ("", Handling.VIEWED)):
        other = noted(people, row, part, handling=handling)
        assert asked(f"/{replay_pass.make([other.id], framed_by=APP, at=now)}/").status_code == 404
    alone = noted(people, row, "comparison", handling=Handling.COMPARED)
    two = [entry.id, noted(people, row).id]
    for entries in ([alone.id], two):
        assert asked(f"/{replay_pass.make(entries, framed_by=APP, at=now)}/").status_code == 404
    mixed = [entry.id, noted(people, row, "text").id]
    assert asked(f"/{replay_pass.make(mixed, framed_by=APP, at=now)}/").status_code == 404


def test_a_pass_opens_no_other_part_sheet_or_capture(people):
    row, other = a_capture(people, pictures=20), a_capture(people, dom="<h1>The other</h1>")
    first, second, third = (a_pass(people, row, part) for part in ("pictures", "pictures_2", "pictures_3"))
    assert "The first view" in words(asked(f"/{first}/"))
    assert "The first view" not in words(asked(f"/{second}/"))
    assert asked(f"/{third}/").status_code == 404
    assert "The other" not in asked(f"/{a_pass(people, row, 'page')}/").text
    assert "The other" in asked(f"/{a_pass(people, other, 'page')}/").text


CLIMBING = [
    "/{0}/../0", "/{0}/..%2f0", "/{0}/0/", "//{0}/", "/{0}", "/{0}/0x", "/{0}/-1", "/{0}/0%00", "/{0}/1234567", "/{0}/%E0%A5%A6",
    "/../{0}/", "/{0}/visuals/0000.png", "/{0}%0d%0aX-A:b/", "/{0}/\u0661",
]  # fmt: skip


@pytest.mark.parametrize("path", CLIMBING)
def test_an_address_that_climbs_leads_nowhere(people, path):
    given = a_pass(people, a_capture(people))
    answer = asked(path.format(given))
    assert answer.status_code == 404
    assert "X-A" not in answer


def test_whoever_may_no_longer_read_the_capture_is_refused_at_once(people):
    row = a_capture(people)
    helen = a_pass(people, row, by=people.helen)
    assert asked(f"/{helen}/").status_code == 200
    mine = a_pass(people, row)
    person.close(people.ines, by=people.ada, at=timezone.now())
    answer = asked(f"/{mine}/")
    assert answer.status_code == 403
    assert "We cannot show this content" in words(answer)


def test_content_that_is_gone_or_was_changed_is_told_and_not_shown(people, files_folder):
    row = a_capture(people)
    given = a_pass(people, row)
    the_store().remove(row.file_sha256)
    assert asked(f"/{given}/").status_code == 409
    changed = a_capture(people)
    path = next(one for one in files_folder.rglob(changed.file_sha256))
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)
    answer = asked(f"/{a_pass(people, changed)}/")
    assert answer.status_code == 409
    assert "You cannot view this content: it is missing or changed, or Watchbook cannot reach it" in words(
        answer
    )
    path.unlink()
    path.mkdir()
    assert asked(f"/{a_pass(people, changed)}/").status_code == 409


def test_what_was_destroyed_says_so(committed_people):
    row = a_capture(committed_people)
    given = a_pass(committed_people, row)
    destroyed(committed_people, row)
    answer = asked(f"/{given}/")
    assert answer.status_code == 410
    assert "was deleted, and nobody can read it" in words(answer)


def test_a_fault_of_ours_shows_nothing_and_is_walled_in_all_the_same(people, monkeypatch):
    given = a_pass(people, a_capture(people))
    monkeypatch.setattr(replay.seen, "sheet", lambda *_: 1 / 0)
    client = browser()
    client.raise_request_exception = False
    answer = client.get(f"/{given}/", headers=HOST)
    assert answer.status_code == 500
    assert answer["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert DOM not in answer.text


def test_a_blurred_view_says_why_and_cannot_be_read_aloud(people):
    row = a_capture(people)
    answer = asked(f"/{a_pass(people, row, 'text_blurred')}/")
    assert '<body class="blurred">' in answer.text
    assert '<main inert aria-hidden="true">' in answer.text
    assert "The picture is blurred, because an exhibit of this capture carries a warning." in words(answer)
    assert 'blurred"' not in asked(f"/{a_pass(people, row, 'text')}/").text


def destroyed(people, row):
    """As a backup from before its disposal brings it back: the row is there, its key is not."""
    with transaction.atomic():
        record(
            NOTED,
            subject=row,
            by=people.winston,
            at=timezone.now(),
            reference=row.reference,
            number=0,
            handling="",
            part="",
        )
        destruction.at_commit(row.id)
