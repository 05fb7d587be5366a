"""Captures: asked for in an open look alone, stopped, taken again; every act with its event, and refused where it does not fit."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.evidence import given
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.rights import refused_to_all_but, the_system
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.authorisations import overt_plan
from watchbook.evidence import capture, custody
from watchbook.evidence.capture import SealedCapture
from watchbook.evidence.models import Handling
from watchbook.evidence.queries.captures import addresses_of, check_basis
from watchbook.evidence.states import CaptureState
from watchbook.investigations.pasted_address import NotAnAddress
from watchbook.keys import envelope
from watchbook.looks import look as look_acts
from watchbook.looks.keeping import check_can_keep
from watchbook.looks.sitting import USUAL

MADE = SealedCapture(
    status="PARTIAL",
    reasons=["more_offered"],
    manifest_sha256="a" * 64,
    stamps_missing=["one.tsa.example"],
    plain_sha256="b" * 64,
    plain_bytes=10,
    file_sha256="c" * 64,
    file_bytes=12,
    said={"title": "Trainers for sale"},
)


def now():
    return timezone.now()


def sealed(people):
    """One whose hashes are committed and whose ciphertext is not stored yet."""
    row = capture.begin(given.a_capture(people), by=the_system(), at=now())
    return capture.seal_up(row, MADE, by=the_system(), at=now())


def test_asking_marks_the_look_as_kept_and_says_so_in_the_log(people):
    look = given.a_look(people)
    at = now() + timedelta(seconds=1)
    row = capture.ask(look, f"{given.SITE}/trainers?size=9", in_full=False, by=people.ines, at=at)
    assert (row.reference, row.state, row.in_full, row.asked_by) == (
        "CAP-0001",
        "waiting",
        False,
        people.ines,
    )
    name, by, when, fields, personal = told(row)
    assert (name, by, when, personal) == ("capture.asked", people.ines.id, at, {})
    assert (fields["reference"], fields["look_reference"], fields["repeats"]) == (
        "CAP-0001",
        look.reference,
        None,
    )
    look.refresh_from_db()
    assert (look.kept_at, look.level) == (at, "amber")
    assert "trainers" not in open_words()


def test_a_page_that_is_not_on_the_look_is_added_to_it_first_and_one_that_is_stays_one(people):
    look = given.a_look(people)
    for page in ("/trainers", "/trainers/", "/boots", "/boots"):
        given.a_capture(people, look, page=page)
    given.a_capture(people, look, page="/trainers?size=9")
    look.refresh_from_db()
    said = [envelope.opened(one)["address"] for one in look.page_views.order_by("number")]
    assert (look.pages, said) == (3, [f"{given.SITE}/boots", f"{given.SITE}/trainers?size=9"])
    assert len(addresses_of(look)) == 4


def test_an_account_named_without_an_address_is_captured_at_its_page(people):
    look = given.a_look(people)
    row = capture.ask(look, "@jane@mastodon.social", in_full=True, by=people.ines, at=now())
    assert envelope.opened(row)["address"] == "https://mastodon.social/@jane"


@pytest.mark.parametrize(
    "pasted", ["http://127.0.0.1/", "https://localhost/", "file:///etc/passwd", "javascript:alert(1)", "", "x" * 9000,
               "https://shop.example@evil.example/", "http://[::1]/", "https://shop.example:8080/", "https://а.example/"],
)  # fmt: skip
def test_what_deceives_or_leads_into_our_own_network_is_no_address(people, pasted):
    look = given.a_look(people)
    leaves_nothing(NotAnAddress, lambda: capture.ask(look, pasted, in_full=True, by=people.ines, at=now()))


def test_a_capture_after_the_sitting_is_a_new_look(people):
    look = look_acts.close(given.a_look(people), looks.NOTHING, by=people.ines, at=now())
    leaves_nothing(WrongState, lambda: given.a_capture(people, look), "Open a new look")


def test_a_look_without_a_basis_is_not_captured(people):
    row = looks.made(people, looks.a_subject(people), facts={})
    assert row.basis == "none"
    with pytest.raises(WrongState, match="has no basis"):
        check_basis(row, at=now())
    leaves_nothing(WrongState, lambda: given.a_capture(people, row), "closed")


NOT_KEPT = USUAL | {"f2": "yes"}  # private information is likely to be seen, and nothing is kept


def test_nothing_is_captured_where_the_answers_say_so_and_keeping_asks_for_more(people):
    look = given.a_look(people, facts=NOT_KEPT)
    assert look.basis == "triage"
    leaves_nothing(
        WrongState, lambda: given.a_capture(people, look), "your answers say that you will keep nothing"
    )
    with pytest.raises(WrongState, match="this look needs an authorisation outside RIPA"):
        given.a_look(people, facts=NOT_KEPT | {"f4": "yes"})


def test_under_a_plan_it_is_captured_unless_keeping_asks_for_more_than_a_plan(people):
    subject = looks.a_subject(people, profile="")
    looks.a_plan(people, subject, at=now())
    look = given.a_look(people, subject=subject, facts=NOT_KEPT)
    assert look.basis == "overt_plan"
    leaves_nothing(
        WrongState,
        lambda: given.a_capture(people, look),
        "the outcome of triage is “Authorisation outside RIPA”",
    )
    told = given.a_look(people, subject=subject, facts=USUAL | {"told": "yes"})
    assert told.basis == "overt_plan"
    assert given.a_capture(people, told).state == CaptureState.WAITING


def test_an_authorisation_covers_keeping_whatever_the_answers_say_of_it(people):
    look = given.a_look(people, facts=NOT_KEPT)
    for look.basis in ("non_ripa", "directed_surveillance", "chis"):
        check_can_keep(look)
    look.basis = "overt_plan"
    with pytest.raises(WrongState, match="your answers say that you will keep nothing"):
        check_can_keep(look)


@pytest.mark.parametrize("kept", ["yes", "no"])
def test_on_a_re_triage_only_what_was_signed_as_kept_is_captured(people, kept):
    subject, facts = looks.a_subject(people, profile=""), USUAL | {"f4": kept}
    looks.a_signed_re_triage(people, subject, at=now(), facts=facts)
    look = given.a_look(people, subject=subject, facts=facts)
    assert look.basis == "re_triage"
    if kept == "yes":
        assert given.a_capture(people, look).state == CaptureState.WAITING
    else:
        leaves_nothing(
            WrongState, lambda: given.a_capture(people, look), "the signed re-triage does not cover keeping"
        )


def test_only_so_many_of_one_look_are_under_way_together(people):
    look = given.a_look(people)
    rows = [given.a_capture(people, look) for _ in range(capture.AT_ONCE)]
    leaves_nothing(WrongState, lambda: given.a_capture(people, look), "already has")
    capture.stop(rows[0], by=people.ines, at=now())
    assert given.a_capture(people, look).state == "waiting"


def test_only_whoever_opened_the_look_asks_and_only_whoever_asked_stops(people):
    row = given.a_capture(people)
    refused_to_all_but(
        {"ines"},
        people,
        lambda by: capture.ask(row.look, f"{given.SITE}/", in_full=True, by=by, at=now()),
        match=".",
    )
    refused_to_all_but(
        {"ines"}, people, lambda by: capture.stop(row, by=by, at=now()), match="another officer"
    )


def test_only_the_system_person_takes_captures(people):
    row = given.a_capture(people)
    acts = {
        "begin": lambda: capture.begin(row, by=people.ines, at=now()),
        "seal_up": lambda: capture.seal_up(row, MADE, by=people.ines, at=now()),
        "hold": lambda: capture.hold(row, by=people.ines, at=now()),
        "fail": lambda: capture.fail(row, "why", by=people.ines, at=now()),
    }
    for act in acts.values():
        leaves_nothing(NotPermitted, act, "You cannot take a capture yourself")


def test_one_that_waits_is_given_up_and_one_that_runs_is_asked_to_stop_once(people):
    row = capture.stop(given.a_capture(people), by=people.ines, at=now())
    assert (row.state, told(row)[0]) == (CaptureState.GIVEN_UP, "capture.withdrawn")
    leaves_nothing(WrongState, lambda: capture.stop(row, by=people.ines, at=now()), "Capture the page again")
    running = capture.begin(given.a_capture(people), by=the_system(), at=now())
    asked = capture.stop(running, by=people.ines, at=now())
    assert (asked.state, told(asked)[0]) == (CaptureState.RUNNING, "capture.stop_asked")
    again = capture.stop(running, by=people.ines, at=now() + timedelta(seconds=9))
    assert again.stop_asked_at == asked.stop_asked_at
    assert Event.objects.filter(subject_id=asked.id, name="capture.stop_asked").count() == 1


def test_taking_it_again_is_a_capture_of_its_own(people):
    before = given.a_capture(people, in_full=False)
    leaves_nothing(WrongState, lambda: capture.repeat(before, by=people.ines, at=now()), "still waiting")
    capture.stop(before, by=people.ines, at=now())
    row = capture.repeat(before, by=people.ines, at=now())
    assert (row.reference, row.repeats, row.in_full, row.state) == ("CAP-0002", before, False, "waiting")
    assert told(row)[3]["repeats"] == "CAP-0001"
    assert envelope.opened(row) == envelope.opened(before)


def test_hashes_are_committed_before_storing_and_stand_in_no_open_word(people):
    row = sealed(people)
    assert (row.state, row.content_kind, row.plain_bytes, row.stamps_missing) == (
        "storing",
        "bundle",
        10,
        ["one.tsa.example"],
    )
    name, _by, _at, fields, personal = told(row)
    assert (name, fields["status"], fields["shortfalls"], fields["stamps_missing"]) == (
        "capture.sealed", "PARTIAL", ["more_offered"], 1,
    )  # fmt: skip
    assert personal == {"plain_sha256": "b" * 64, "file_sha256": "c" * 64, "manifest_sha256": "a" * 64}
    assert not any(hash_ in open_words() for hash_ in personal.values())
    assert envelope.opened(row)["title"] == "Trainers for sale"
    held = capture.hold(row, by=the_system(), at=now())
    assert (held.state, told(held)[0]) == ("held", "capture.held")


def test_what_failed_names_no_file_any_more_and_says_why_to_whoever_asked(people):
    row = capture.fail(sealed(people), "The disk is full", by=the_system(), at=now())
    assert (row.state, row.file_sha256, envelope.opened(row)["why"]) == ("failed", "", "The disk is full")
    assert told(row)[4] == {"why": "The disk is full"}
    assert "disk" not in open_words()


def test_no_act_fits_a_state_that_is_not_its_own(people):
    row = given.a_capture(people)
    for act in (
        lambda: capture.seal_up(row, MADE, by=the_system(), at=now()),
        lambda: capture.hold(row, by=the_system(), at=now()),
        lambda: capture.fail(row, "x", by=the_system(), at=now()),
    ):
        leaves_nothing(WrongState, act, "Capture the page again")
    capture.begin(row, by=the_system(), at=now())
    leaves_nothing(WrongState, lambda: capture.begin(row, by=the_system(), at=now()))
    leaves_nothing(WrongState, lambda: capture.hold(row, by=the_system(), at=now()))


def test_progress_is_no_part_of_the_record(people):
    row = capture.begin(given.a_capture(people), by=the_system(), at=now())
    capture.note_progress(row.id, {"steps": 3, "stored": 9, "bytes": 5000}, told_at=now())
    row.refresh_from_db()
    assert (row.steps, row.stored, row.bytes_came) == (3, 9, 5000)
    connection.check_constraints()
    capture.fail(row, "x", by=the_system(), at=now())
    capture.note_progress(row.id, {"steps": 4, "stored": 9, "bytes": 5000}, told_at=now())
    row.refresh_from_db()
    assert row.steps == 3


def test_that_somebody_else_read_it_is_recorded_first(people):
    row = given.a_capture(people)
    capture.read([row], by=people.ines, at=now())
    assert told(row)[0] == "capture.asked"
    assert capture.read([row], by=people.marian, at=now())[row.id]["address"] == f"{given.SITE}/trainers"
    assert told(row)[:2] == ("capture.read", people.marian.id)
    leaves_nothing(NotPermitted, lambda: capture.read([row], by=people.bryn, at=now()))


def test_what_is_not_held_is_not_handled_and_nothing_is_handed_over_without_a_word(people):
    row = given.a_capture(people)
    leaves_nothing(
        WrongState,
        lambda: custody.note(row, Handling.VIEWED, by=people.ines, at=now()),
        "You cannot use this capture",
    )
    given.taken(row)
    for why, to_whom in (("", "Legal services"), ("For the prosecutor", " ")):
        leaves_nothing(
            WrongState,
            lambda why=why, to_whom=to_whom: custody.note(
                row, Handling.TRANSFERRED, why=why, to_whom=to_whom, by=people.ines, at=now()
            ),
            "the recipient or the reason is missing",
        )


def test_a_basis_that_ended_lets_nothing_more_be_captured(people):
    subject = looks.a_subject(people, profile="")
    plan = looks.a_plan(people, subject, at=now())
    looks.made(people, subject, at=now())
    for _ in range(2):
        look = looks.opened(people, subject, at=now(), address=f"{given.SITE}/trainers")
    assert look.basis == "overt_plan"
    row = given.a_capture(people, look)
    assert row.state == "waiting"
    overt_plan.end(plan, why="Enough was seen", by=people.marian, at=now())
    leaves_nothing(WrongState, lambda: given.a_capture(people, look), "no longer in force")


def test_each_act_is_undone_when_its_event_cannot_be_written(people, monkeypatch):
    waiting, storing = given.a_capture(people), sealed(people)
    running = capture.begin(given.a_capture(people), by=the_system(), at=now())
    acts = (
        lambda: capture.ask(waiting.look, f"{given.SITE}/", in_full=True, by=people.ines, at=now()),
        lambda: capture.stop(waiting, by=people.ines, at=now()),
        lambda: capture.begin(waiting, by=the_system(), at=now()),
        lambda: capture.stop(running, by=people.ines, at=now()),
        lambda: capture.seal_up(running, MADE, by=the_system(), at=now()),
        lambda: capture.hold(storing, by=the_system(), at=now()),
        lambda: capture.fail(storing, "x", by=the_system(), at=now()),
    )
    for act in acts:
        undone_when_the_log_fails(monkeypatch, capture, act)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'held'",
        "state = 'storing', ended_at = now()",
        "state = 'running'",
        "state = 'failed'",
        "reference = 'CAP-9999'",
        "in_full = NOT in_full",
    ],
)
def test_sql_cannot_move_a_capture_past_its_acts(people, change):
    row = given.a_capture(people)
    connection.check_constraints()

    def go_past():
        with transaction.atomic(), connection.cursor() as sql:
            sql.execute(f"UPDATE evidence_capture SET {change} WHERE id = %s", [row.id])
            sql.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError):
        go_past()
