"""8.f of FOI 9477 tells how many people asked about their data, and what was decided; of none it says nothing."""

from datetime import UTC, datetime

from tests import given as council
from tests.retention.rights_request import given
from watchbook.figures.rights_requests import rights_used


def test_of_no_request_it_says_nothing(people):
    assert rights_used(as_at=None) == ("", {}, ())


def test_requests_are_counted_with_what_was_decided_and_as_at_a_moment(people):
    for _ in range(2):
        council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    purpose = given.a_purpose(people, row)
    given.decided(people, row, 1, "no_need", purpose=purpose)
    given.decided(people, row, 2, "public_task", purpose=purpose)
    assert "to be erased: 0" in rights_used(as_at=None)[0], (
        "nobody counts a decision before the person knows it"
    )
    given.a_step(people, row, "answered")
    given.a_rights_request(people, rights=("access",))
    words, value, rows = rights_used(as_at=None)
    assert (
        "The register holds 2 requests about personal data, the first received on 3 March 2026; 1 asked for deletion."
        in words
    )
    assert "to be erased: 1, of which deleted so far: 0; restricted: 0; refused: 1." in words
    assert value == {"requests": 2, "for_erasure": 1, "decided": {"erase": 1, "refuse": 1}, "erased": 0}
    assert [one.reference for one in rows] == ["RR-0002", "RR-0001"]
    assert rights_used(as_at=datetime(2020, 1, 1, tzinfo=UTC))[2] == ()
