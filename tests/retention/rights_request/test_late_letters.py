"""A letter on paper that is recorded long after its date moves the clock only once another officer has checked its copy."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.each import each
from tests.pages import a_day, signed_in, words
from tests.retention.rights_request import given
from watchbook.acting.refusals import WrongState
from watchbook.files.upload import Content
from watchbook.organisation.queries import today
from watchbook.retention.rights_request import rights_step
from watchbook.retention.rights_request.clock import clock_of
from watchbook.retention.rights_request.late_letter import is_late

SENT = date(2026, 3, 30)
LATE = datetime(2026, 6, 1, 10, tzinfo=UTC)
FILE = Content(b"Send a bill.", "letter.txt", "text/plain")


@each(
    ("on", "today", "due_on", "late"),
    [
        (date(2026, 3, 30), date(2026, 4, 6), date(2026, 4, 7), False),
        (date(2026, 3, 30), date(2026, 4, 7), date(2026, 4, 30), True),
        (date(2026, 4, 6), date(2026, 4, 8), date(2026, 4, 7), True),
        (date(2026, 4, 8), date(2026, 4, 8), date(2026, 4, 7), False),
        (date(2026, 4, 6), date(2026, 4, 8), None, False),
    ],
)
def test_a_letter_is_late_a_week_after_its_date_or_once_the_time_is_over(on, today, due_on, late):
    assert is_late(on, today=today, due_on=due_on) is late


def a_paper(people, row, kind, *, on=SENT, at=LATE):
    rights_step.record_sent(row, kind, on=on, words="A bill.", file=FILE, by=people.bryn, at=at)
    row.refresh_from_db()


def test_a_letter_made_up_backwards_makes_nothing_punctual(people):
    row = given.a_rights_request(people)
    a_paper(people, row, "identity_asked")
    given.a_step(people, row, "identified", on=LATE.date(), at=LATE)
    row.refresh_from_db()
    assert clock_of(row).deadline.on == date(2026, 4, 7), "as if the letter were not there"
    page = reverse("retention:rights_request", args=[row.reference])
    check = reverse("retention:rights_request_step", args=[row.reference, "letter_checked"])
    shown = words(signed_in(people.fatima).get(page))
    assert (
        "63 days after the date on the letter. Until another officer has checked the copy, the date on the letter does not count"
        in shown
    )
    assert "Check a letter that was recorded late" in shown
    said = {"words": "Postmark of 30 March", **a_day("on", today())}
    assert "you recorded the letter yourself" in words(signed_in(people.bryn).post(check, said))
    assert "The step was recorded" in words(signed_in(people.fatima).post(check, said, follow=True))
    row.refresh_from_db()
    assert clock_of(row).deadline.on == date(2026, 7, 1)
    assert check not in signed_in(people.fatima).get(page).text
    with pytest.raises(WrongState, match="is waiting for a check"):
        given.a_step(people, row, "letter_checked", on=today(), at=timezone.now(), by=people.fatima)


def test_longer_time_and_an_answer_wait_for_the_check_too(people):
    row = given.searched(people, given.a_rights_request(people))
    a_paper(people, row, "extended")
    assert clock_of(row).deadline.on == date(2026, 4, 7)
    a_paper(people, row, "answered")
    assert (row.state, row.closed_on) == ("answered", LATE.date())
    given.a_step(people, row, "letter_checked", on=LATE.date(), at=LATE, by=people.fatima)
    row.refresh_from_db()
    assert (clock_of(row).deadline.on, row.closed_on) == (date(2026, 6, 3), SENT)
