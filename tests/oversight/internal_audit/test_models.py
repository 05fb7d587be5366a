"""What the table of audits refuses, by going straight to SQL, and two people at once."""

from uuid import uuid4

import pytest
from psycopg import errors

from tests.given import AT
from tests.oversight import given
from tests.oversight.given import audit_particulars
from tests.oversight.straight import audit_facts, insert
from tests.threads import at_once, split
from watchbook.acting.refusals import WrongState
from watchbook.oversight.internal_audit import internal_audit
from watchbook.oversight.internal_audit.models import InternalAudit


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"whole_authority": False}, "internal_audit_is_of_services_or_of_the_whole"),
        ({"services": [uuid4()]}, "internal_audit_is_of_services_or_of_the_whole"),
        ({"reported_on": "2018-02-28"}, "internal_audit_reports_after_it_began"),
        ({"reported_on": None, "findings": "x"}, "internal_audit_under_way_has_no_report"),
        ({"reported_on": None, "file_sha256": "ab" * 32}, "internal_audit_under_way_has_no_report"),
        ({"release": "exempt"}, "internal_audit_withheld_says_why"),
        ({"release": "publishable", "release_provision": "s.31"}, "internal_audit_withheld_says_why"),
        ({"release": "else"}, "internal_audit_withheld_says_why"),
    ],
)
def test_an_audit_that_cannot_be_so_is_refused(committed_people, as_app, changes, constraint):
    with pytest.raises(errors.CheckViolation, match=constraint):
        insert(as_app, "internalaudit", audit_facts(committed_people, **changes))


def test_of_two_corrections_at_the_same_time_one_wins(committed, committed_people):
    row, edmund = given.an_audit(committed_people), committed_people.edmund

    def correct():
        return internal_audit.correct(row, audit_particulars(), file=None, by=edmund, at=AT)

    corrected, refused = split(at_once(committed, correct, correct))
    assert len(corrected) == 1
    assert [type(refusal) for refusal in refused] == [WrongState]
    assert InternalAudit.objects.count() == 2
