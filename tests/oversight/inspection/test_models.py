"""What the table of inspections refuses, by going straight to SQL."""

import pytest
from psycopg import errors

from tests.oversight.straight import insert, inspection_facts


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"last_on": "2018-02-28"}, "inspection_ends_after_it_begins"),
        ({"report_received_on": "2018-03-01"}, "inspection_reports_after_it_ended"),
        ({"report_received_on": None, "file_sha256": "ab" * 32}, "inspection_without_a_report_has_no_copy"),
        ({"release": "publishable_in_part"}, "inspection_withheld_says_why"),
    ],
)
def test_an_inspection_that_cannot_be_so_is_refused(committed_people, as_app, changes, constraint):
    with pytest.raises(errors.CheckViolation, match=constraint):
        insert(as_app, "inspection", inspection_facts(committed_people, **changes))
