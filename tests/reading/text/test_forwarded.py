"""A mail that forwards another tells from whom and of which day that one is; a reply and a mail sent back tell nothing."""

from datetime import date

import pytest

from watchbook.reading.text import source
from watchbook.reading.text.forwarded import forwarded

DESK, OWN = "Reception <desk@council.invalid>", "To: foi@council.invalid"


def within(text, *, subject="FW: Bees", sender=DESK, recipients=OWN):
    return forwarded(text, subject=subject, sender=sender, recipients=recipients)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "-----Original Message-----\nFrom: Jo Ashby <jo@example.org>\nSent: 20 November 2026 10:00\nTo: x\nSubject: Bees",
            ("Jo Ashby", "jo@example.org", date(2026, 11, 20)),
        ),
        (
            "---------- Forwarded message ---------\nFrom: Jo Ashby <jo@example.org>\nDate: Fri, 20 Nov 2026 at 10:00\nSubject: Bees",
            ("Jo Ashby", "jo@example.org", date(2026, 11, 20)),
        ),
        (
            "Begin forwarded message:\n\n> From: jo@example.org\n> Subject: Bees\n> Date: November 20, 2026 at 10:00:00 GMT",
            ("", "jo@example.org", date(2026, 11, 20)),
        ),
        (
            "*From:* Jo [mailto:jo@example.org]\n*Sent:* 03/11/2026 09:00",
            ("Jo", "jo@example.org", date(2026, 11, 3)),
        ),
        (
            "Oddi wrth: Jo <jo@example.org>\nAnfonwyd: 2026-11-20 10:00",
            ("Jo", "jo@example.org", date(2026, 11, 20)),
        ),
        ("From: Jo Ashby\nSent: yesterday", ("Jo Ashby", "", None)),
        ("From: Jo <jo@example.org>\nSent: 31 February 2026", ("Jo", "jo@example.org", None)),
        ("From: Jo\u202e <jo@example.org>\nSent: 99/99/2026", ("Jo", "jo@example.org", None)),
    ],
)
def test_its_head_is_read_as_mail_programs_write_it(head, told):
    assert within(f"Can you answer?\n\n{head}\n\n1. How often?")[:3] == told


@pytest.mark.parametrize(
    ("dated", "days"),
    [
        ("11/10/2026 14:03", (date(2026, 10, 11), date(2026, 11, 10))),
        ("11/11/2026", (date(2026, 11, 11), None)),
        ("20/11/2026", (date(2026, 11, 20), None)),
        ("20/11/26 14:03", (date(2026, 11, 20), None)),
        ("20.11.2026", (date(2026, 11, 20), None)),
        ("05.11.26", (date(2026, 11, 5), None)),
        ("11/20/2026", (None, date(2026, 11, 20))),
        ("2026-10-11", (date(2026, 10, 11), None)),
        ("Dydd Gwener, 20 Tachwedd 2026 14:03", (date(2026, 11, 20), None)),
        ("20fed o Dachwedd 2026", (date(2026, 11, 20), None)),
        ("1af Fawrth 2026", (date(2026, 3, 1), None)),
        ("3 Gorffennaf 2026", (date(2026, 7, 3), None)),
    ],
)
def test_a_day_that_may_be_two_is_told_as_both_and_welsh_months_are_read(dated, days):
    assert within(f"From: Jo <jo@example.org>\nSent: {dated}\n\n1. How often?")[2:] == days


def head(sender, day, subject="Bees"):
    return f"From: {sender}\nSent: {day} November 2026 10:00\nTo: x\nSubject: {subject}\n\nPlease see.\n\n"


JO, FRIEND = "Jo Ashby <jo@example.org>", "Al <al@example.net>"
FROM_JO = ("Jo Ashby", "jo@example.org", date(2026, 11, 19))


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (head(DESK, 23, "FW: Bees") + head(JO, 19), FROM_JO),
        (head(DESK, 23) + head(JO, 19), FROM_JO),
        (head("Reception", 23, "YML: Gwenyn") + head(JO, 19), FROM_JO),
        (head(DESK, 24, "FW: Bees") + head("Hub <hub@COUNCIL.invalid>", 23, "FW: Bees") + head(JO, 19), FROM_JO),
        (head(FRIEND, 21, "Fwd: Bees") + head(JO, 19), FROM_JO),
        (head(JO, 19) + head(FRIEND, 12), FROM_JO),
        (head(JO, 19, "RE: Bees") + head(DESK, 12) + head(FRIEND, 10), FROM_JO),
        (head(JO, 19, "FW: Your letter") + head(DESK, 12), FROM_JO),
        (head(DESK, 23, "FW: Bees"), ("", "", date(2026, 11, 23))),
        (head(DESK, 23, "FW: Bees") + head("Hub <hub@council.invalid>", 20), ("", "", date(2026, 11, 20))),
        ("1. How often?", ("", "", None)),
        ("From: Jo <jo@example.org>\n\n1. How often?", ("", "", None)),
    ],
)  # fmt: skip
def test_of_mails_within_each_other_the_first_from_outside_is_told(heads, told):
    assert within(heads, sender="FOI desk <other@council.invalid>")[:3] == told


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("1. How often?", {"subject": "Bees"}),
        ("1. How often?", {"sender": "Jo <jo@example.org>"}),
        ("From: Jo <jo@example.org>\n\n1. How often?", {"sender": "Al <al@example.net>"}),
        ("Thanks.\n\nFrom: Council <foi@council.invalid>\nSent: 1 May 2026\n\nx", {"subject": "RE: Bees"}),
        (
            "Thanks.\n\nFrom: Council <foi@council.invalid>\nSent: 1 May 2026\n\nx",
            {"subject": "Ateb: Gwenyn"},
        ),
        (
            "See below.\n\nFrom: Council <foi@council.invalid>\nSent: 1 May 2026\n\nx",
            {"sender": "Jo <jo@example.org>"},
        ),
        (
            "My own again:\n\nFrom: Jo <jo@example.org>\nSent: 1 May 2026\n\nx",
            {"sender": "Jo <JO@example.org>"},
        ),
    ],
)
def test_what_forwards_nothing_tells_nothing(text, options):
    assert within(text, **options) is None


def test_whom_a_mail_went_to_is_not_read_however_many_they_are():
    many = ",\r\n ".join(f"Person {number} <p{number}@example.org>" for number in range(10_000))
    mail = f"From: Jo <jo@example.org>\r\nTo: {many}\r\nMessage-ID: <1@example.org>\r\n\r\n1. How often?\r\n"
    found = source.read("a.eml", mail.encode(), limit=10**8)
    assert (found.text.strip(), found.people[:2]) == ("1. How often?", ("Jo", "jo@example.org"))
