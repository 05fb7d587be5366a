"""A calendar of one's own: references and dates alone, under a secret address that is shown once and can be withdrawn."""

import re
from datetime import UTC, date, datetime

import pytest

from tests.authorisations import given
from tests.log import everything, leaves_nothing, undone_when_the_log_fails
from tests.pages import browser, signed_in, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import calendar_address, calendar_feed
from watchbook.authorisations.models import CalendarAddress
from watchbook.organisation import duty

AT = datetime(2026, 3, 5, 9, tzinfo=UTC)
ON = AT.date()


def days(person):
    """What is in somebody's feed."""
    return [(entry.says, entry.on) for entry in calendar_feed.entries(person, today=ON)]


def test_it_has_the_dates_of_what_one_applied_for_or_decided_and_of_all_for_those_who_keep_them(people):
    given.in_force(people)
    mine = days(people.ines)
    assert mine == [
        ("DS-0001: review due", date(2026, 3, 30)),
        ("DS-0001: prepare the renewal or the cancellation", date(2026, 5, 6)),
        ("DS-0001: decide on the renewal", date(2026, 5, 20)),
        (
            "DS-0001: last date to ask the court for a hearing if the authorisation is to be renewed",
            date(2026, 5, 27),
        ),
        ("DS-0001: last date in force: cancel or renew the authorisation", date(2026, 6, 3)),
    ]
    assert days(people.oliver) == days(people.helen) == days(people.simon) == mine
    assert days(people.judith) == []
    given.in_force(people, kind="non_ripa")
    assert (
        "NR-0001: last date to ask the court for a hearing if the authorisation is to be renewed"
        not in dict(days(people.ines))
    )


def test_it_is_a_calendar_of_short_lines_that_names_nobody(people):
    given.in_force(people, title="Ñandú, trainers; fakes\\" * 4)
    made = calendar_feed.feed(people.ines, today=ON, stamp=AT)
    text = made.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 5
    assert len(set(re.findall(r"UID:(\S+)", text))) == 5
    assert "DTSTART;VALUE=DATE:20260330\r\nDTEND;VALUE=DATE:20260331" in text
    for secret in ("Jane", "trainers", "Ñandú", "Ines", "Trading"):
        assert secret not in text
    assert calendar_feed.feed(people.ines, today=ON, stamp=AT) == made


def test_a_long_or_strange_line_is_escaped_and_folded_between_letters():
    said = calendar_feed._escaped("a\\b;c,d\ne")
    assert said == "a\\\\b\\;c\\,d\\ne"
    pieces = list(calendar_feed._folded("ŵ" * 100))
    assert all(len(piece) <= 77 for piece in pieces)
    assert b"".join(pieces).replace(b"\r\n ", b"").decode() == "ŵ" * 100 + "\r\n"


def test_the_address_is_a_secret_of_which_only_the_hash_is_kept(people):
    secret = calendar_address.make(by=people.ines, at=AT)
    assert secret not in repr(everything())
    assert calendar_address.whose(secret) == people.ines
    again = calendar_address.make(by=people.ines, at=AT)
    assert (calendar_address.whose(secret), calendar_address.whose(again)) == (None, people.ines)
    assert str(calendar_address.withdraw(by=people.ines, at=AT)) == str(people.ines.id)
    assert calendar_address.whose(again) is None
    leaves_nothing(
        WrongState,
        lambda: calendar_address.withdraw(by=people.ines, at=AT),
        "cannot withdraw your calendar address",
    )


def test_it_ends_with_the_duty(people):
    secret = calendar_address.make(by=people.ines, at=AT)
    duty.end(people.ines.duties.get(), on=AT.date(), by=people.ada, at=AT)
    assert calendar_address.whose(secret) is None


def test_those_who_see_to_authorisations_have_one(people):
    refused_to_all_but(
        {"ines", "helen", "oliver", "judith", "simon"},
        people,
        lambda by: calendar_address.make(by=by, at=AT),
        match="in a calendar",
    )


def test_nothing_stays_where_the_log_fails(people, monkeypatch):
    undone_when_the_log_fails(
        monkeypatch, calendar_address, lambda: calendar_address.make(by=people.ines, at=AT)
    )


@pytest.mark.parametrize("wrong", ["x", "../../etc/passwd", "%00", "a" * 500, "'; DROP TABLE x; --"])
def test_a_guessed_address_is_not_there(db, wrong):
    assert browser().get(f"/authorisations/calendar/{wrong}.ics").status_code == 404


def test_the_pages_make_show_once_and_withdraw(people):
    ines = signed_in(people.ines)
    assert "no calendar address yet" in words(ines.get("/authorisations/calendar/"))
    made = words(ines.post("/authorisations/calendar/make/"))
    address = re.search(r"http://testserver(\S+\.ics)", made)[1]
    assert "cannot show it again" in words(ines.get("/authorisations/calendar/"))
    feed = browser().get(address)
    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in feed["Cache-Control"]
    assert ines.post("/authorisations/calendar/withdraw/").status_code == 302
    assert browser().get(address).status_code == 404
    assert CalendarAddress.objects.count() == 1
