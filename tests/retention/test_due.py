"""What is due: computed from events under the schedule in force, page by page, and shown on the thing itself."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import given as registers
from tests.commands import watchbook_here
from tests.evidence import given as evidence
from tests.foi.test_request_hold import asked
from tests.governance import signed
from tests.lists.crawled import addressed
from tests.pages import signed_in, words
from tests.retention import given
from tests.retention.deletion import given as deletions
from watchbook.config.cli import main
from watchbook.evidence import relevance
from watchbook.investigations import investigation
from watchbook.retention import due
from watchbook.retention.deletion import deletion
from watchbook.retention.kept import kept, kept_row
from watchbook.web.wording import day

YEARS_ON = date(2040, 1, 1)


@pytest.fixture
def adopted(people):
    """People, with a schedule in force."""
    signed.an_adopted_schedule(people)
    return people


def decided(people, *, is_relevant, row=None):
    row = row or evidence.a_held_capture(people)
    return relevance.decide(row, is_relevant=is_relevant, why="Seen.", by=row.asked_by, at=given.now())


def test_without_a_schedule_nothing_has_a_last_day(people):
    row = evidence.a_failed_capture(people)
    assert due.page(on=YEARS_ON) == []
    assert kept(row).last_on is None
    assert "No retention schedule in force" in kept(row).words


def test_a_capture_that_is_not_relevant_is_due_28_days_after_the_decision(adopted):
    row = decided(adopted, is_relevant=False)
    decided_on = due.day_of(row.relevance_decided_at)
    last_on = decided_on + timedelta(days=28)
    assert kept(row).last_on == last_on
    assert due.page(on=last_on) == []
    (one,) = due.page(on=last_on + timedelta(days=1))
    assert (one.item.reference, one.kept_by.code, one.began_on) == (
        row.reference,
        "capture_not_relevant",
        decided_on,
    )


def test_a_capture_without_a_decision_is_never_due_and_says_what_it_waits_for(adopted):
    row = evidence.a_held_capture(adopted)
    assert row.id not in {one.item.id for one in due.page(on=YEARS_ON)}
    told = kept(row).words
    assert told.startswith("28 days from the decision that the capture is not relevant; or 6 months")
    assert told.endswith("The retention period has not begun yet.")


def test_what_is_kept_for_the_case_ends_after_the_case(adopted):
    row = decided(adopted, is_relevant=True)
    assert kept(row).began_on is None
    investigation.close(row.look.investigation, reason="Done", by=adopted.marian, at=given.now())
    assert kept(row).kept_by.code == "capture_no_action"
    assert kept(row).last_on > kept(row).began_on


def test_the_list_pages_on_from_the_last_thing_and_names_each_once(adopted):
    rows = [evidence.a_failed_capture(adopted) for _ in range(3)]
    rows += [decided(adopted, is_relevant=False) for _ in range(2)]
    pages, after = [], None
    while page := due.page(on=YEARS_ON, after=after, size=2):
        pages += page
        after = due.after(page[-1])
    found = [one.item.id for one in pages]
    assert len(found) == len(set(found))
    assert {row.id for row in rows} <= set(found)
    assert pages == sorted(pages, key=lambda one: one.place)


def test_every_ending_names_a_page_that_is_there_and_a_class_that_the_rule_set_knows(adopted):
    known = set(due.in_force(YEARS_ON))
    assert {one.code for one in due.endings() if not one.by_hand} <= known
    row = evidence.a_failed_capture(adopted)
    assert due.address(given.item(row)) == reverse("evidence:capture", args=[row.reference])


def test_the_list_shows_the_class_the_event_and_what_is_held(adopted):
    row = registers.a_letter(adopted)
    page = words(signed_in(adopted.winston).get(reverse("retention:due")))
    assert f"{row.reference} Class Audits, inspections, letters" in page
    assert f"The date on which the letter was received, {day(row.received_on)}" in page
    assert "Waiting for review" in page
    given.a_hold(adopted, row)
    page = words(signed_in(adopted.winston).get(reverse("retention:due")))
    assert "Under legal hold. Legal hold LH-0001 is in force for a prosecution" in page


def test_what_is_on_a_deletion_list_says_on_which_until_it_is_decided(adopted):
    row = registers.a_letter(adopted)
    on_list = deletions.a_proposed_list(adopted, row)
    said = f"On deletion list {on_list.reference}, proposed, waiting for a second person"
    reader = signed_in(adopted.winston)
    addresses = [
        reverse("retention:due"),
        reverse("retention:kept", args=["governance.letterreceived", row.id]),
    ]
    for page in map(reader.get, addresses):
        assert said in words(page)
        assert reverse("retention:deletion", args=[on_list.reference]) in page.text
    deletion.give_up(on_list, by=adopted.marian, at=given.now())
    assert "Waiting for review" in words(reader.get(addresses[0]))
    assert "deletion list" not in words(reader.get(addresses[1]))


def test_what_a_request_holds_has_another_name_than_what_a_person_holds(adopted):
    row = registers.a_letter(adopted)
    asked(adopted, "surveillance_commissioner_letter")
    reader = signed_in(adopted.winston)
    assert "Held by a request. Request FOI-0001 may be about this" in words(
        reader.get(reverse("retention:due"))
    )
    kept_page = words(reader.get(reverse("retention:kept", args=["governance.letterreceived", row.id])))
    assert "Held by a request: this record cannot be deleted." in kept_page
    assert "Under legal hold" not in kept_page
    assert "Under legal hold" not in kept_row(row, adopted.winston)["value"]["html"]


def test_the_command_gives_a_line_for_each_thing_with_what_holds_it(adopted, capsys, monkeypatch):
    row = registers.a_letter(adopted)
    given.a_hold(adopted, row)
    done = watchbook_here(main, "retention", "due", "--json", capsys=capsys, monkeypatch=monkeypatch)
    (line,) = done.lines
    assert (line["reference"], line["class"]) == (row.reference, "oversight_record")
    assert line["held"].startswith("Legal hold LH-0001 is in force")


def test_the_command_refuses_a_day_that_is_none(adopted, capsys, monkeypatch):
    done = watchbook_here(main, "retention", "due", "--on", "soon", capsys=capsys, monkeypatch=monkeypatch)
    assert done.code == 1
    assert set(done.lines[0]["error"]) == {"what", "why", "next"}


def test_the_row_on_a_things_own_page_says_until_when_and_whether_it_is_held(adopted):
    row = decided(adopted, is_relevant=False)
    told = kept_row(row, adopted.winston)
    assert str(kept(row).last_on.year) in told["value"]["html"]
    assert "Under legal hold" not in told["value"]["html"]
    given.a_hold(adopted, row)
    assert "<br>Under legal hold." in kept_row(row, adopted.winston)["value"]["html"]


@pytest.mark.parametrize(
    "after",
    [
        "1",
        "x.y.z",
        "0.not-an-id.2026-01-01",
        "999.a.b",
        "0.{0}.9999-12-31",
        "1.{0}.9999-12-31",
        "2.{0}.9999-12-31T00:00:00+00:00",
    ],
)
def test_a_place_that_names_none_is_no_address(adopted, after):
    place = after.format(uuid4())
    assert signed_in(adopted.winston).get(reverse("retention:due"), {"after": place}).status_code == 404


def test_an_investigator_does_not_read_the_list(people):
    assert signed_in(people.ines).get(reverse("retention:due")).status_code == 403


def test_the_rows_that_an_index_finds_are_all_whose_time_began_before_a_day(people):
    addressed(people)
    narrowed = [one for one in due.endings() if one.among]
    for day_asked in (date(2019, 1, 1), given.now().date(), YEARS_ON):
        for one in narrowed:
            before = {f"{one.began}__lt": one.at_the_start_of(day_asked)}
            assert set(one.begun_before(day_asked)) == set(one.rows().filter(**before)), one.code
    assert any(one.begun_before(YEARS_ON).exists() for one in narrowed)
