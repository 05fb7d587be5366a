"""Imported authorisations without the date on which they ended: asked about on the co-ordinator's first page, never guessed."""

from datetime import timedelta

from tests.authorisations.test_earlier_record_import import GRANTED, import_rows
from watchbook.authorisations import disposal
from watchbook.authorisations.queries.undated import undated
from watchbook.home.queries import waiting_for
from watchbook.organisation.queries import today


def test_what_ran_out_and_was_never_cancelled_is_asked_about_and_is_not_due(people):
    (row,) = import_rows(people, GRANTED | {"cancelled_on": ""})
    assert list(undated(on=row.ends_on)) == []
    assert list(undated(on=row.ends_on + timedelta(days=1))) == [row]
    assert row.id not in disposal.due(today() + timedelta(days=9999))
    asked = [one.what for one in waiting_for(people.helen, on=today()) if row.reference in one.what]
    assert f"Imported authorisation {row.reference} has no end date" in asked


def test_what_has_its_date_is_not_asked_about(people):
    (row,) = import_rows(people, GRANTED)
    assert row not in undated(on=today())
    assert row.id in disposal.due(today())
