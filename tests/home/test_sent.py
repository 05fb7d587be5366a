"""Who has what an officer sent: plans, re-triages and the questions of assessments."""

from django.utils import timezone

from tests.authorisations.given import AT
from tests.authorisations.plans import a_plan
from tests.looks import given
from tests.pages import signed_in, words
from tests.triage.given import assessed_case, of_case, of_nobody
from watchbook.authorisations import overt_plan
from watchbook.home.queries import waiting_for
from watchbook.investigations import need_to_know
from watchbook.organisation.queries import today


def waits(person):
    """Each thing that waits, by its reference: what to do, and for whom."""
    return {one.what.split()[-1]: (one.to_do, one.waits_for) for one in waiting_for(person, on=today())}


def test_a_plan_that_was_sent_names_the_only_manager_who_can_sign_it(people):
    plan = a_plan(people)
    assert waits(people.ines)[str(plan)] == (
        "sign the plan, or say why they do not sign it",
        people.marian.name,
    )
    assert waits(people.marian)[str(plan)] == ("sign the plan, or say why you do not sign it", "")
    assert str(plan) not in waits(people.nell)
    page = words(signed_in(people.ines).get("/"))
    assert f"Overt plan {plan}: " in page


def test_a_declined_plan_waits_for_its_officer_until_they_read_why(people):
    plan = a_plan(people)
    overt_plan.decline(plan, why="Ask her instead", by=people.marian, at=AT)
    row = next(one for one in waiting_for(people.ines, on=today()) if str(plan) in one.what)
    assert (row.what, row.to_do) == (f"Overt plan {plan}: not signed", "read the decision")
    assert f"{plan}: not signed" not in str(waiting_for(people.marian, on=today()))
    assert "Ask her instead" in words(signed_in(people.ines).get(row.href))
    assert f"{plan}: not signed" not in str(waiting_for(people.ines, on=today()))


def test_a_declined_plan_waits_for_nobody_who_may_not_read_it_any_more(people):
    plan = a_plan(people)
    overt_plan.decline(plan, why="Ask her instead", by=people.marian, at=AT)
    need_to_know.add(plan.investigation, people.helen, by=people.marian, at=timezone.now())
    need_to_know.remove(plan.investigation, people.ines, by=people.marian, at=timezone.now())
    assert str(plan) not in str(waiting_for(people.ines, on=today()))


def test_a_plan_waits_for_the_solicitor_who_was_asked_about_its_subject(people):
    plan = a_plan(people)
    asked = assessed_case(people, "T42", subject=plan.subject, at=timezone.now()).assessment
    first = f"answer the question about assessment {asked}: nobody can sign the plan until the question is answered"
    for person in (people.ines, people.marian):
        assert waits(person)[str(plan)] == (first, "solicitor")
    assert waits(people.ines)[str(asked)] == ("answer the question", "solicitor")
    for person in (people.ines, people.marian):
        page = words(signed_in(person).get(f"/overt-plans/{plan}/"))
        assert "and waits for an answer from the solicitor. An overt plan can be signed only" in page
        assert f"Read assessment {asked}" in page
    page = words(signed_in(people.ines).get(f"/triage/assessments/{asked}/"))
    assert "The question is with the solicitor: wait for the answer." in page
    assert "Ask the RIPA co-ordinator or the solicitor" not in page


def test_the_officer_who_decides_reads_the_title_of_the_investigation(people):
    row = given.a_re_triage(people)
    asked = assessed_case(people, "T42", at=timezone.now()).assessment
    assert f"Re-triage {row}: Counterfeit trainers" in words(signed_in(people.oliver).get("/"))
    assert f"Assessment {asked}: a look is waiting for an answer: " in words(signed_in(people.leila).get("/"))


def test_the_title_is_not_told_of_an_assessment_whose_page_does_not_tell_it(people):
    facts = of_case("T05")["facts"] | {"lent_login": "yes"}
    asked = of_nobody(people, {"facts": facts}).assessment
    page = signed_in(people.leila)
    first = words(page.get("/"))
    assert f"Assessment {asked}: a look is waiting for an answer" in first
    for told in (first, words(page.get(f"/triage/assessments/{asked}/"))):
        assert "Counterfeit trainers" not in told


def test_a_re_triage_that_was_asked_for_waits_for_an_authorising_officer(people):
    row = given.a_re_triage(people)
    assert waits(people.ines)[str(row)] == ("sign the re-triage, or decline it", "authorising officer")
