"""What requests about criteria and process are answered from: the rules adopted on the day of receipt, else clauses."""

from datetime import date, timedelta

from tests import given
from tests.governance.adopted import a_clause, a_policy
from tests.governance.thresholds.test_drift_threshold import set_by_simon
from tests.listening.given import approved as a_project
from tests.looks import given as looks
from tests.pages import signed_in
from tests.triage.rules import adopt
from watchbook.figures import conduct
from watchbook.figures.findings import Inquiry, Status
from watchbook.governance.rule_set.queries import adopted_rule_set

DAY = timedelta(days=1)


def asked(on=date(2026, 3, 10)):
    return Inquiry(text="", on=on, as_at=None)


def test_criteria_and_process_are_those_of_the_rules_adopted_by_the_day(people):
    row = adopt(people, exceptions="Not the Act of 2026")
    for query, said in (
        (conduct.criteria, "The questions are: How would you look?"),
        (conduct.process, "Ask first: Officers do not look"),
    ):
        finding = query(asked())
        assert finding.status is Status.EXPLANATION
        assert "adopted these rules on 2 March 2026." in finding.answer
        assert row.edition not in finding.answer, "it says nothing to the public"
        assert said in finding.answer
        assert finding.answer.endswith("with these exceptions: Not the Act of 2026")
        assert [one.reference for one in finding.evidence] == [row.edition]
        assert finding.searched[0].found == 1


def test_the_criteria_are_a_paragraph_and_the_rules_in_full_go_with_it(people):
    row = adopt(people)
    finding = conduct.criteria(asked())
    assert finding.answer.count("\n") == 1, "by whom and when, then the paragraph"
    assert "Unlawful means: yes" not in finding.answer
    (enclosed,) = finding.enclosures
    assert enclosed.title == f"rules-adopted-{row.adopted_on.isoformat()}.txt"
    content = signed_in(people.bryn).get(enclosed.address).text
    assert "Unlawful means: yes: Not allowed" in content
    assert "Ask first: Officers do not look." in content


def test_rules_that_were_changed_since_the_adoption_are_not_told_as_those_in_use(people):
    told = "adopted these rules on 2 March 2026. We have changed these rules since. The solicitor has not adopted the edition that is in use now."
    adopt(people)
    in_use = [query(asked()).answer for query in (conduct.criteria, conduct.process)]
    adopt(people, edition="2025-01-01.0123456789ab")
    before = [query(asked()).answer for query in (conduct.criteria, conduct.process)]
    assert not any("We have changed" in one for one in in_use)
    assert all(told in one for one in before)


def test_before_the_adoption_clauses_answer(people):
    adopt(people)
    assert conduct.criteria(asked(date(2026, 3, 1))).status is Status.TO_BE_SEARCHED
    assert "exceptions" not in conduct.process(asked()).answer


def test_who_and_where_stay_with_the_clauses(people):
    adopt(people)
    assert conduct.who_authorises(asked()).status is Status.TO_BE_SEARCHED
    assert adopted_rule_set(on=given.AT.date())


def test_the_authoritys_own_thresholds_are_told_from_their_day(people):
    adopt(people)
    row = set_by_simon(people)
    before, after = conduct.criteria(asked(row.from_on - DAY)), conduct.criteria(asked(row.from_on))
    assert "our own limits" not in before.answer
    assert "at one subject within 90 days. Look number 1 and each later look" in after.answer
    assert after.evidence[-1].reference == row.from_on.isoformat()
    early = Inquiry(text="", on=row.from_on, as_at=row.recorded_at - DAY)
    assert conduct.criteria(early).status is Status.TO_BE_SEARCHED


def test_the_areas_of_work_tell_which_services_looked_and_when(people):
    a_clause(a_policy(), settles=("areas",))
    before = conduct.areas_of_work(asked())
    assert before.answer.startswith("These are the areas in which officers may use social media.")
    looks.opened(people, at=given.AT)
    finding = conduct.areas_of_work(asked())
    told = "Looks on record:\nTrading Standards: 1\nThese are the looks from 2 March 2026 to 10 March 2026.\n"
    assert finding.answer == told + before.answer
    assert (finding.status, finding.value) == (before.status, before.value)
    assert finding.evidence[0].register == "looks"


def test_the_areas_of_work_name_the_services_that_listen(people):
    a_clause(a_policy(), settles=("areas",))
    before = conduct.areas_of_work(asked())
    project = a_project(people)
    finding = conduct.areas_of_work(asked())
    assert (
        finding.answer
        == f"{before.answer}\nServices with a “listening project”, which counts posts and messages about council services: {project.service.name}."
    )
    assert finding.evidence[-1].reference == project.reference
