"""Looks imported from an earlier log: marked so, counted apart, found by their account, refused where they cannot be."""

from datetime import timedelta

import pytest

from tests.looks import given
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.figures.findings import Inquiry
from watchbook.figures.looks import how_often
from watchbook.keys import envelope
from watchbook.looks.looks_import import LOOKS
from watchbook.looks.models import Look
from watchbook.looks.queries.counts import counts
from watchbook.organisation import service
from watchbook.register.spreadsheet import ImportRefused, run, template_file

HEADER = "looked_on,looked_at,service,officer,address,about,purpose,manner,result,seen"
ROW = "2026-02-20,14:05,trading standards,J. Doe,https://fb.com/jane.roe.seller,subject,investigation,overt,nothing,A complaint"
BARE = "2026-02-21,,Trading Standards,,,general,intelligence,covert,,"


def import_(by, *rows):
    data = "\r\n".join([HEADER, *rows]).encode()
    return run(LOOKS, data, name="looks.csv", files={}, by=by, at=given.AT).added


def refused(by, row, reason):
    with pytest.raises(ImportRefused) as refusal:
        import_(by, row)
    assert reason in " ".join(one.reason for one in refusal.value.rows)
    assert not Look.objects.exists()


def test_a_row_becomes_a_look_that_is_marked_imported(people):
    row, bare = import_(people.marian, ROW, BARE)
    assert (row.way, row.basis, row.state, row.attested, row.platform) == (
        "imported",
        "imported",
        "closed",
        False,
        "facebook",
    )
    assert envelope.opened(row)["officer"] == "J. Doe"
    assert (bare.platform, bare.manner, bare.result) == ("unknown", "covert", "")
    days = (given.AT.date() - timedelta(days=30), given.AT.date())
    assert counts(*days, by=("kind",)) == {"imported_overt": 1, "imported_covert": 1}
    asked = Inquiry(text="How often is it done?", on=given.AT.date())
    assert "2 of these looks come from earlier logs" in how_often(asked).answer


def test_it_counts_where_its_account_is_looked_at_again(people):
    import_(people.helen, ROW)
    assert given.opened(people, given.a_subject(people)).level == "amber"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (("2026-02-20", "2027-02-20"), "in the future"),
        (("14:05", "25:05"), "must be a time on the 24-hour clock"),
        (("trading standards", "Parks"), "but no service has that name"),
        (("overt", "openly"), "manner"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(people, changed, reason):
    refused(people.helen, ROW.replace(*changed), reason)


def test_nothing_is_imported_of_the_time_since_the_service_records_its_looks(people):
    """An import asks for no basis, so what was looked at without one would never show."""
    began = given.AT - timedelta(days=3)
    with recorded_as_if_at(began):
        given.opened(people, at=began)
    with pytest.raises(ImportRefused) as refusal:
        import_(people.helen, ROW.replace("2026-02-20", "2026-03-01"))
    assert (
        "since 28 February 2026, Trading Standards has recorded its looks in Watchbook. "
        "You can import only looks made on or before that date, because an import does not ask for the basis"
        in " ".join(one.reason for one in refusal.value.rows)
    )
    import_(people.helen, ROW)
    assert Look.objects.filter(way="imported").count() == 1


def test_a_line_manager_imports_for_their_own_service_alone(people):
    service.add(name="Housing", by=people.ada, at=given.AT)
    refused(
        people.marian, ROW.replace("trading standards", "Housing"), "You cannot import looks of this service"
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_can_be_imported_as_it_is(people, ending):
    data = template_file(LOOKS, ending)
    assert len(run(LOOKS, data, name=f"looks.{ending}", files={}, by=people.helen, at=given.AT).added) == 1
