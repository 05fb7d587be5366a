"""What the tables of audits and of inspections refuse alike, by going straight to SQL."""

import pytest
from psycopg import errors

from tests.given import AT
from tests.oversight import given
from tests.oversight.given import audit_particulars
from tests.oversight.straight import audit_facts, insert, inspection_facts
from watchbook.oversight.internal_audit import internal_audit


def test_each_has_one_entry_and_each_version_one_successor(committed_people, as_app):
    audit, inspection = given.an_audit(committed_people), given.an_inspection(committed_people)
    internal_audit.correct(audit, audit_particulars(), file=None, by=committed_people.edmund, at=AT)
    with pytest.raises(errors.UniqueViolation, match="internal_audit_reference_is_one_audits"):
        insert(as_app, "internalaudit", audit_facts(committed_people, reference="A-0001"))
    with pytest.raises(errors.UniqueViolation, match="corrects_id"):
        insert(as_app, "internalaudit", audit_facts(committed_people, corrects_id=audit.id))
    with pytest.raises(errors.UniqueViolation, match="inspection_reference_is_one_inspections"):
        insert(as_app, "inspection", inspection_facts(committed_people, reference=inspection.reference))
