"""A row is locked for an act alone, and read as it stands."""

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from watchbook.audit_log.lock import locked
from watchbook.organisation.models import Person


def test_a_row_is_read_anew_and_locked_whichever_way_it_is_asked(people):
    stale = people.ines
    Person.objects.filter(pk=stale.pk).update(name="Ines Newly")
    for beside in ((), ("service",)):
        with CaptureQueriesContext(connection) as asked:
            found = locked(stale, *beside)
        assert (found, found.name, stale.name) == (stale, "Ines Newly", "Ines")
        assert [one["sql"].count("FOR UPDATE OF") for one in asked] == [1]


def test_one_that_is_gone_is_not_found(people):
    with pytest.raises(Person.DoesNotExist):
        locked(Person())


@pytest.mark.parametrize("beside", [(), ("service",)])
def test_outside_a_transaction_nothing_is_locked(committed_people, beside):
    with pytest.raises(TransactionManagementError):
        locked(committed_people.ines, *beside)
