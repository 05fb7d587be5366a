"""Mails as an officer takes them in: the day is proposed where it can be, and the files that came along stay named on the page."""

import pytest

from tests.foi.test_taking_in_views import DATED, NEW, a_form, hidden, typed_days
from tests.pages import a_file, signed_in, words
from tests.reading.text import documents
from watchbook.foi.models import Request

FORWARDED = b"""From: Reception <desk@council.invalid>
To: foi@council.invalid
Date: Mon, 2 Mar 2026 12:00:00 +0000
Message-ID: <1@council.invalid>
Subject: FW: Bees

From: Jo Ashby <jo@example.org>
Sent: 20 February 2026 10:00

1. How often?
"""


@pytest.mark.parametrize(
    ("data", "said", "day"),
    [
        (FORWARDED, "The email is dated 2 March 2026 and seems to forward an email dated 20 February 2026. We entered the earlier date", "20"),
        (FORWARDED.replace(b"20 Feb", b"2x Feb"), "seems to forward another email, whose date we cannot read", "2"),
        (FORWARDED.replace(b"20 February", b"20 Chwefror"), "seems to forward an email dated 20 February 2026", "20"),
        (FORWARDED.replace(b"20 Feb", b"21 Nov"), "forward another email with a later date, 21 November 2026", "2"),
        (FORWARDED.replace(b"20 February 2026", b"01/02/2026"), "forward an email dated 2 January 2026 or 1 February 2026: some programs", "2"),
        (FORWARDED.replace(b"20 February 2026", b"02/12/2025"), "forward an email dated 12 February 2025 or 2 December 2025: some programs", "12"),
        (FORWARDED.replace(b"20 February 2026", b"05/02/2026"), "seems to forward an email dated 5 February 2026. We", "5"),
        (FORWARDED.replace(b"20 February 2026", b"05/04/2026"), "with a later date, 5 April 2026", "2"),
        (DATED.partition(b"Received")[0] + DATED.partition(b"12:00:00 +0000\n")[2], "This email has no date that we can use", ""),
        (DATED.partition(b"\n")[2].replace(b"2026", b"2091"), "dated 1 March 2091, which is in the future", ""),
        (DATED.partition(b"\n")[2].replace(b"2026", b"1999"), "dated 1 March 1999, which cannot be the date", ""),
    ],
)  # fmt: skip
def test_the_day_of_a_mail_is_proposed_only_where_it_can_be_the_day(people, data, said, day):
    client = signed_in(people.bryn)
    page = client.post(NEW, a_form(file=a_file("request.eml", data), confirmed=""))
    assert said in words(page)
    assert not Request.objects.exists()
    boxes = {**hidden(page), **typed_days(page)}
    assert not day or boxes["received_on_day"] == day
    client.post(
        NEW, a_form(**{name: boxes[name] for name in ("kept", "kept_name", "confirmed")}) | typed_days(page)
    )
    assert Request.objects.count() == 1  # pressed again it is the officer's word


def test_files_that_came_with_a_mail_stay_named_on_the_page_of_its_request(people):
    client = signed_in(people.bryn)
    mail = documents.mail("1. How often?\n", attached=["Full questions.pdf", "a\u202eb.pdf"])
    client.post(NEW, a_form(file=a_file("request.eml", mail)), follow=True)
    row = Request.objects.get()
    assert [name for name, _kind, _size in row.attached] == ["Full questions.pdf", "ab.pdf"]
    page = words(client.get("/foi/requests/FOI-0001/"))
    size = row.attached[0][2]
    assert f"“Full questions.pdf” (application/pdf, {size:,} byte" in page
    assert "If one of the files asks something, record it as a request too" in page


def test_of_a_mail_without_files_none_are_spoken_of_and_of_one_that_was_not_read_both_are_possible(people):
    client = signed_in(people.bryn)
    mail = documents.mail("1. How often?\n")
    client.post(NEW, a_form(file=a_file("request.eml", mail)), follow=True)
    client.post(NEW, a_form(text="2. Who?", file=a_file("request.eml", mail)), follow=True)
    assert [row.attached for row in Request.objects.order_by("reference")] == [[], None]
    assert "The request is an email" not in words(client.get("/foi/requests/FOI-0001/"))
    assert "Open the email to see whether one of the files asks something" in words(
        client.get("/foi/requests/FOI-0002/")
    )
