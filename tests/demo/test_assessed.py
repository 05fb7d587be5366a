"""What the demonstration assesses needs a solicitor and an investigation; where either lacks, it leaves it out."""

from tests.given import an_investigation
from watchbook.demo import assessed
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.triage.models import Assessment


def test_without_a_solicitor_no_rules_are_adopted(db):
    assessed.adopt_rules()
    assert not RuleSetAdoption.objects.exists()


def test_without_an_investigation_or_its_subject_nothing_is_assessed(people):
    assessed.assess_looks()
    an_investigation(people)
    assessed.assess_looks()
    assert not Assessment.objects.exists()
