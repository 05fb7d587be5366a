"""When pages were captured, as a file made elsewhere says: beside the moment at which we took it in."""

import re
from datetime import UTC, datetime

import pytest

from tests.capture.archives import MHTML, record, wacz
from tests.capture.test_arrival import a_png
from tests.evidence.exhibits import an_exhibit
from tests.evidence.test_intake import came
from tests.evidence.test_pack import made
from tests.evidence.test_strangers_files import HEAD, page_of, papers_of, taken_in
from tests.pages import signed_in, words
from watchbook.capture.foreign_times import is_later, listed_otherwise
from watchbook.capture.foreign_wacz import ForeignPage
from watchbook.evidence import said_times
from watchbook.evidence.models import Sensitivity
from watchbook.evidence.wording import no_copy_in_words

__all__ = ["came"]

SITE = "https://feed.example/p/"
IN_WORDS = [
    ("2026-11-20T10:00:00Z", "20 November 2026, 10:00:00 UTC"),
    ("2026-07-20T23:30:00.123456789+02:00", "20 July 2026, 21:30:00 UTC"),
    ("Wed, 25 Nov 2026 09:00:00 -0000", "25 November 2026, 09:00:00 UTC"),
    ("Wed, 25 Nov 2026 09:00:00 +0100", "25 November 2026, 08:00:00 UTC"),
    ("", "no time is given"),
    ("2026-11-20", "“2026-11-20”, which we cannot read as a time"),  # no time of day
    ("2026-11-20T10:00:00", "“2026-11-20T10:00:00”, which we cannot read as a time"),  # no time zone
    ("Wed, 25 Nov 2026 09:00:00", "“Wed, 25 Nov 2026 09:00:00”, which we cannot read as a time"),
    ("0001-01-01T00:00:00+23:59", "“0001-01-01T00:00:00+23:59”, which we cannot read as a time"),
    ("tomor\u202erow", "“tomor[U+202E]row”, which we cannot read as a time"),
]  # fmt: skip


@pytest.mark.parametrize(("spelled", "shown"), IN_WORDS)
def test_a_time_is_told_as_it_is_written_and_nothing_is_guessed(spelled, shown):
    assert said_times.in_words(spelled) == shown


def test_times_of_several_pages_go_from_the_first_to_the_last():
    found = said_times.of(["2026-11-21T09:00:00+02:00", "2026-11-21T08:00:00Z", "soon", ""])
    assert found.in_words() == (
        "21 November 2026, 07:00:00 UTC to 21 November 2026, 08:00:00 UTC; 2 pages have no time that we can read"
    )
    assert said_times.of(["soon"]).in_words() == "“soon”, which we cannot read as a time"
    assert said_times.of([]).in_words() == ""
    assert said_times.of([""]).in_words() == "the file does not say"
    assert said_times.told({"pages": [{"at": "2026-11-20T10:00:00Z"}]}).in_words().startswith("20 November")
    assert said_times.told({"pages": 3}).in_words() == ""


def test_only_a_time_after_we_took_it_in_is_warned_of():
    taken = datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert said_times.of(["2026-11-30T09:00:00Z"]).warning(taken) == ""
    assert said_times.of([]).warning(taken) == said_times.of(["2031"]).warning(taken) == ""
    told = said_times.of(["2026-11-20T09:00:00Z", "2031-01-01T00:00:00Z"]).warning(taken)
    assert told.startswith(
        "The file says that it was captured on 1 January 2031, 00:00:00 UTC, which is after"
    )


def of_a_day(number, day):
    answer = record(HEAD + b"\r\n<title>Post</title><p>Words", address=f"{SITE}{number}")
    return re.sub(rb"WARC-Date: \S+", b"WARC-Date: " + day, answer)


def test_page_sheet_and_certificate_tell_when_each_page_was_captured_and_that_it_cannot_be(people, came):
    data = of_a_day(1, b"2026-11-20T10:00:00Z") + of_a_day(2, b"2091-01-02T03:04:05Z")
    row = taken_in(people, came(data, "a.warc"))
    page, papers = page_of(people, row), papers_of(people, row)
    sheet, certificate = papers["exhibit-sheet.pdf"], papers["technical-certificate.pdf"]
    both = "20 November 2026, 10:00:00 UTC to 2 January 2091, 03:04:05 UTC"
    assert f"Captured, as the file says {both} Added to Watchbook" in page
    assert f"Captured, as the file says: {both}" in sheet
    assert sheet.index("Captured, as the file says") < sheet.index("Added to Watchbook:")
    assert f"{SITE}2: 2 January 2091, 03:04:05 UTC" in certificate
    for shown in (page, sheet, certificate):
        assert "which is after we received it." in shown
    seen = words(signed_in(people.ines).get(f"/evidence/captures/{row.reference}/see/"))
    assert "Captured, as the file says: 2 January 2091, 03:04:05 UTC" in seen


def test_a_saved_page_tells_its_one_time_where_it_is_seen(people, came):
    row = taken_in(people, came(MHTML, "a.mhtml"))
    seen = words(signed_in(people.ines).get(f"/evidence/captures/{row.reference}/see/"))
    assert "Captured, as the file says: 25 November 2026, 09:00:00 UTC. Added to Watchbook:" in seen
    assert "after we received it" not in seen


def test_before_a_pack_is_made_its_page_says_that_a_cut_archive_gives_no_copy(people, came):
    row = taken_in(people, came(of_a_day(1, b"2026-11-20T10:00:00Z")[:-9], "a.warc"))
    told = "An exhibit pack of this file has no copy for disclosure"
    assert told in page_of(people, row)
    assert no_copy_in_words({"is_cut_off": True}, kind="PDF") == no_copy_in_words({}, kind="WARC") == ""


def test_a_pack_says_first_whose_it_is_and_of_what_its_archive_warns(people, came):
    row = taken_in(people, came(of_a_day(1, b"2026-11-20T10:00:00Z"), "a.warc"))
    exhibit = an_exhibit(people, row, sensitivity=Sensitivity.VIOLENCE)
    first = made(exhibit, by=people.ines)["READ-ME.txt"].decode().split("\n\n")[0]
    assert first.startswith(f"Exhibit {exhibit.mark} ({exhibit.reference}) of ")
    assert first.endswith("Warning about the content of the archive: violence.")


PAGE_LATER = of_a_day(1, b"2026-11-20T10:00:00Z") + re.sub(
    rb"WARC-Date: \S+",
    b"WARC-Date: 2026-11-25T10:00:00Z",
    record(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + a_png(), address=f"{SITE}a.png"),
)
TWICE = of_a_day(1, b"2026-11-20T10:00:00Z\r\nWARC-Date: 2025-01-01T00:00:00Z")
NO_DAY = re.sub(rb"WARC-Date: \S+\r\n", b"", of_a_day(1, b"x"))
LIST = b'{"format":"json-pages-1.0"}\n{"url":"%s1","ts":"2020-01-01T00:00:00Z"}\n' % SITE.encode()
LISTED = wacz({"archive/a.warc": of_a_day(1, b"2026-11-20T10:00:00Z"), "pages/pages.jsonl": LIST})


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (
            PAGE_LATER,
            "a.warc",
            "The file contains a record dated 25 November 2026, 10:00:00 UTC, more than a day after its pages were captured.",
        ),
        (
            TWICE,
            "a.warc",
            "“2026-11-20T10:00:00Z and 2025-01-01T00:00:00Z”, which we cannot read as a time",
        ),
        (
            LISTED,
            "a.wacz",
            f"The list of pages says that “{SITE}1” was captured on 1 January 2020, 00:00:00 UTC, but the record of the page says 20 November 2026, 10:00:00 UTC.",
        ),
        (of_a_day(1, b"1970-01-01T00:00:00Z"), "a.warc", "before the web existed."),
        (NO_DAY, "a.warc", "the file does not say"),
        (LISTED[:-9], "a.wacz", "not known: the file is cut off"),
    ],
)
def test_times_that_cannot_be_or_do_not_agree_are_told_on_page_exhibit_and_papers(
    people, came, data, name, told
):
    row = taken_in(people, came(data, name))
    page, papers = page_of(people, row), papers_of(people, row)
    exhibit = words(signed_in(people.ines).get(f"/evidence/exhibits/{row.exhibits.get().reference}/"))
    shown = [page, exhibit, papers["technical-certificate.pdf"]]
    for one in shown if "cut off" in told else [*shown, papers["exhibit-sheet.pdf"]]:
        assert told in one


def test_a_record_of_the_same_day_and_a_list_in_another_time_zone_are_no_contradiction():
    assert not is_later("2026-11-21T09:59:59Z", "2026-11-20T10:00:00Z")
    listed = [ForeignPage("a", "", "2026-11-20T11:00:00+01:00")]
    assert not listed_otherwise(listed, [("a", "2026-11-20T10:00:00Z")])
    assert not listed_otherwise(listed, [("a", "2020-01-01T00:00:00Z"), ("a", "2026-11-20T10:00:00Z")])
    assert not listed_otherwise(listed, [("a", "soon"), ("b", "2020-01-01T00:00:00Z")])


def test_who_makes_a_pack_of_a_saved_page_is_told_that_nothing_is_withheld_from_it(people, came):
    row = taken_in(people, came(MHTML, "a.mhtml"))
    exhibit = an_exhibit(people, row)
    page = words(signed_in(people.ines).get(f"/evidence/exhibits/{exhibit.reference}/pack/"))
    assert "goes into the pack unchanged, with nothing withheld. Its addresses can contain passwords" in page
    assert "technical certificate, and the saved page unchanged." in page
    assert "a copy of the archive" not in page
    read_me = made(exhibit, by=people.ines)["READ-ME.txt"].decode()
    assert "Addresses in this file can contain passwords and tokens" in read_me
