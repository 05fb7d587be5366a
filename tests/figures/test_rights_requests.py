"""8.f of FOI 9477 tells how many people asked about their data, and what was decided; of none it says nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests import given as council
from tests.retention.rights_request import given
from tests.retention.rights_request.given import RECEIVED
from watchbook.figures.findings import Inquiry
from watchbook.figures.rights_requests import rights_used

ASKED = Inquiry(on=date(2999, 12, 31))


def test_of_no_request_it_says_nothing(people):
    assert rights_used(ASKED) == ("", {}, ())


def test_nothing_is_told_of_a_day_after_the_one_asked_about(people):
    given.a_rights_request(people, rights=("erasure",))
    assert rights_used(replace(ASKED, on=RECEIVED - timedelta(days=1))) == ("", {}, ())
    words, value, _rows = rights_used(replace(ASKED, on=RECEIVED))
    assert (
        "In our answers so far, we have not decided to erase or restrict any records, and have not refused to erase any."
        in words
    )
    assert value["requests"] == 1


def test_requests_are_counted_with_what_was_decided_and_as_at_a_moment(people):
    for _ in range(2):
        council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    purpose = given.a_purpose(people, row)
    given.decided(people, row, 1, "no_need", purpose=purpose)
    given.decided(people, row, 2, "public_task", purpose=purpose)
    assert "we have not decided to erase or restrict any records" in rights_used(ASKED)[0], (
        "nobody counts a decision before the person knows it"
    )
    given.a_step(people, row, "answered")
    given.a_rights_request(people, rights=("access",))
    words, value, rows = rights_used(ASKED)
    assert (
        "The register holds 2 requests about personal data. First request received: 3 March 2026. Requests that asked for deletion: 1."
        in words
    )
    assert (
        "Records to erase: 1 (deleted so far: 0). Records to restrict: 0. Records for which we refused the request: 1."
        in words
    )
    assert (
        "we have not decided to erase or restrict any records" in rights_used(replace(ASKED, on=RECEIVED))[0]
    )
    assert value == {"requests": 2, "for_erasure": 1, "decided": {"erase": 1, "refuse": 1}, "erased": 0}
    assert [one.reference for one in rows] == ["RR-0002", "RR-0001"]
    assert rights_used(replace(ASKED, as_at=datetime(2020, 1, 1, tzinfo=UTC)))[2] == ()
