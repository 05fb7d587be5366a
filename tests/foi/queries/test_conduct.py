"""What requests about criteria and process are answered from: the rules adopted on the day of receipt, else clauses."""

from datetime import date

from tests import given
from tests.triage.rules import adopt
from watchbook.foi.findings import Asked, Status
from watchbook.foi.queries import conduct
from watchbook.governance.queries.rule_set import adopted_rule_set


def asked(on=date(2026, 3, 10)):
    return Asked(number="8.b", text="", received_on=on, as_at=None)


def test_criteria_and_process_are_those_of_the_rules_adopted_by_the_day(people):
    row = adopt(people, exceptions="Not the Act of 2026")
    for query, said in (
        (conduct.criteria, "Unlawful means: yes: Not allowed"),
        (conduct.process, "Ask first: Do not look"),
    ):
        finding = query(asked())
        assert finding.status is Status.EXPLANATION
        assert f"adopted these rules on 2 March 2026 (edition {row.edition})" in finding.answer
        assert said in finding.answer
        assert finding.answer.endswith("with these exceptions: Not the Act of 2026")
        assert [one.reference for one in finding.evidence] == [row.edition]
        assert finding.searched[0].found == 1


def test_before_the_adoption_clauses_answer(people):
    adopt(people)
    assert conduct.criteria(asked(date(2026, 3, 1))).status is Status.TO_BE_SEARCHED
    assert "exceptions" not in conduct.process(asked()).answer


def test_who_and_where_stay_with_the_clauses(people):
    adopt(people)
    assert conduct.who_authorises(asked()).status is Status.TO_BE_SEARCHED
    assert adopted_rule_set(on=given.AT.date())
