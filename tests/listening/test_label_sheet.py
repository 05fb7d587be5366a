"""Texts for labelling: kept sealed and for days, gone with their post within the hour, labelled by two, and counted."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection

from tests.listening.given import DECIDED, a_source, approved
from tests.listening.test_collection import OVER, SECRET, TUESDAY, collector, posts, system
from tests.log import leaves_nothing, undone_when_the_log_fails
from tests.pages import signed_in, words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.keys import destruction, envelope
from watchbook.listening import label_sheet, project
from watchbook.listening.calibration import calibration, progress
from watchbook.listening.label_sheet import facts_of
from watchbook.listening.models import LabelSheet, WeekCount
from watchbook.listening.opinion import CELLS, OPINIONS, cell_of

HOUR = timedelta(hours=1)
PAGE = "/listening/labels/LISTEN-0001/"


@pytest.fixture
def bins(people):
    """A project in force on bins with one feed."""
    row = approved(people, search_words="recycling late")
    a_source(people)
    return row


def sheet():
    return LabelSheet.objects.get()


def texts():
    return facts_of(sheet())["texts"]


def kept(*feed, at=TUESDAY + HOUR):
    """The texts after a round of the collector over this feed."""
    with collector(feed) as goes:
        goes(at)
    return texts()


def test_a_few_texts_of_the_hour_are_kept_sealed_without_what_names_anybody(people, bins):
    said = "Recycling is late @bob see https://example.org/x, call 01978 123456, LL11 1AY, ann@example.org"
    found = kept(*posts(9, authors=9, text=said))
    assert len(found) == 3
    assert {one["text"] for one in found} == {"Recycling is late […] see […] call […]"}
    assert {key for one in found for key in one} == {"mark", "source", "text", "cell", "labels"}
    assert "person" not in str(found)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM listening_labelsheet")
        assert b"Recycling" not in bytes(cursor.fetchone()[0])
    assert SECRET not in repr(list(Event.objects.values_list("fields")))


def test_a_text_whose_post_is_deleted_changed_or_marked_is_gone_at_the_next_hour(people, bins):
    deleted, changed, marked = posts(3, authors=3)
    assert len(kept(deleted, changed, marked)) == 3
    changed = changed.replace("late", "late again")
    marked = marked.replace("late", "late #nobot")
    assert len(kept(deleted, changed, marked, at=TUESDAY + 2 * HOUR)) == 1
    assert kept(changed, marked, at=TUESDAY + 3 * HOUR) == []


def test_a_text_whose_source_cannot_be_read_is_gone_and_one_that_did_not_change_stays(people, bins):
    feed = posts(2, authors=2)
    assert len(kept(*feed)) == 2
    assert len(kept(*feed, at=TUESDAY + 2 * HOUR)) == 2
    with collector(feed, robots=b"User-agent: *\nDisallow: /\n") as goes:
        goes(TUESDAY + 3 * HOUR)
    assert texts() == []


def test_on_the_seventh_day_the_texts_and_their_key_are_gone(people, bins):
    row_id = None
    for days in range(8):
        feed = posts(3, authors=3)
        with collector(feed) as goes:
            goes(TUESDAY + HOUR + timedelta(days=days))
        first = LabelSheet.objects.get(day_on=TUESDAY.date())
        row_id = row_id or first.pk
        assert (first.closed_at is None) == (days < 6)
    assert (bytes(first.sealed), sum(first.pairs), len(first.labels)) == (b"", 0, CELLS * len(OPINIONS))
    assert destruction.was_ordered([row_id])
    destruction.carry_out_all()
    assert envelope.is_destroyed(row_id)


def test_the_end_of_a_project_takes_its_texts_within_the_hour(people, bins):
    kept(*posts(3, authors=3))
    ends = TUESDAY + 2 * HOUR
    with recorded_as_if_at(ends):
        project.end(bins, DECIDED, by=people.simon, at=ends)
    with collector(posts(3, authors=3)) as goes:
        goes(ends + HOUR)
    assert bytes(sheet().sealed) == b""


def test_two_officers_label_each_text_and_it_goes_with_its_second_label(people, bins):
    marks = [one["mark"] for one in kept(*posts(3, authors=3))]
    at = TUESDAY + 2 * HOUR
    read = partial(label_sheet.read, bins, at=at)
    assert {one["mark"] for one in read(by=people.marian)} == {*marks}
    given = dict(zip(marks, OPINIONS, strict=True))
    assert label_sheet.label(bins, given, by=people.marian, at=at) == 3
    assert read(by=people.marian) == []
    assert label_sheet.label(bins, {marks[0]: "negative", marks[1]: "positive"}, by=people.helen, at=at) == 2
    assert [one["mark"] for one in texts()] == [marks[2]]
    told = progress("LISTEN-0001", on=at.date())
    assert (told.labelled, told.wanted, told.alike, told.kappa) == (2, 300, 50, pytest.approx(1 / 3))
    labels = calibration("LISTEN-0001", on=at.date()).labels
    assert [sum(one) for one in labels] == [2, 1, 1]
    assert labels[0][cell_of(f"Recycling is late {SECRET}")] == 2
    label_sheet.close(sheet(), by=system(), at=at)
    assert progress("LISTEN-0001", on=at.date()) == told
    assert label_sheet.label(bins, given, by=people.helen, at=at) == 0


def test_the_acts_are_for_their_people_and_a_failing_log_undoes_them(people, bins, monkeypatch):
    marks = [one["mark"] for one in kept(*posts(3, authors=3))]
    at = TUESDAY + 2 * HOUR
    given = {marks[0]: "neutral"}
    for act in (
        partial(label_sheet.read, bins, by=people.ines, at=at),
        partial(label_sheet.label, bins, given, by=people.ines, at=at),
        partial(label_sheet.keep, bins, [], by=people.simon, at=at),
        partial(label_sheet.close, sheet(), by=people.simon, at=at),
    ):
        leaves_nothing(NotPermitted, act)
    for act in (
        partial(label_sheet.read, bins, by=people.marian, at=at),
        partial(label_sheet.label, bins, given, by=people.marian, at=at),
        partial(label_sheet.keep, bins, [], by=system(), at=at),
        partial(label_sheet.close, sheet(), by=system(), at=at),
    ):
        undone_when_the_log_fails(monkeypatch, label_sheet, act)
    label_sheet.close(sheet(), by=system(), at=at)
    leaves_nothing(WrongState, partial(label_sheet.close, sheet(), by=system(), at=at), match="closed")


def test_officers_label_on_a_page_that_records_that_they_read(people, bins):
    with recorded_as_if_at(TUESDAY):
        label_sheet.keep(bins, [], by=system(), at=TUESDAY)
    row = sheet()
    one = {"mark": "a" * 64, "source": "SOURCE-0001", "text": "Bins are late", "cell": 3, "labels": {}}
    today_sheet = LabelSheet(project_reference="LISTEN-0001", day_on=date.today())  # noqa: DTZ011  # London or not, of today
    for each in (row, today_sheet):
        label_sheet._seal(each, {"texts": [one], "pairs": []})
    label_sheet.entry.write(label_sheet.KEPT, today_sheet, by=system(), at=TUESDAY)
    page = signed_in(people.marian).get(PAGE)
    assert "Bins are late" in words(page)
    assert "0 so far; 300 are needed" in words(page)
    assert Event.objects.filter(name="label_sheet.read", by=people.marian.pk).count() == 1
    sent = {f"text-{one['mark']}": "negative", f"text-{'b' * 64}": "neutral"}
    for officer in (people.marian, people.helen):
        answer = signed_in(officer).post(PAGE, sent, follow=True)
        assert "1 label saved." in words(answer)
    assert "You have no posts to label" in words(answer)
    assert "100% of labels agree; kappa 1.00" in words(answer)
    assert signed_in(people.ines).get(PAGE).status_code == 403
    assert signed_in(people.marian).get("/listening/labels/LISTEN-0009/").status_code == 404


def test_a_week_is_published_with_its_opinion_once_labels_enough_are_there(people, bins, monkeypatch):
    feed = [*posts(60, authors=12, text="Recycling is late and awful, terrible service"),
            *posts(40, authors=12, text="Thank you, great recycling, never late", at=TUESDAY + HOUR / 2)]  # fmt: skip
    bad, good = (cell_of(f"{text} {SECRET}") for text in ("Recycling is late and awful, terrible service", "Thank you, great recycling, never late"))  # fmt: skip
    pairs = [[bad, "negative", "negative"]] * 150 + [[good, "positive", "positive"]] * 120
    pairs += [[cell_of("Recycling"), "neutral", "neutral"]] * 40
    with collector(feed) as goes:
        goes(TUESDAY + 2 * HOUR)
        row = LabelSheet.objects.get()
        label_sheet._seal(row, {"texts": [], "pairs": pairs})
        row.save()
        label_sheet.record_row(label_sheet.KEPT, row, by=system(), at=TUESDAY)
        goes(OVER)
    week = WeekCount.objects.exclude(closed_at=None).get()
    assert (week.posts, week.labelled) == ([100], 310)
    assert week.lows[0] <= -20 <= week.highs[0]
    assert week.highs[0] - week.lows[0] <= 20
