"""The page of an assessment says under what its subject may be looked at now, and offers no application then."""

from django.utils import timezone

from tests.authorisations import given as authorisations
from tests.pages import signed_in, words
from tests.triage.given import assessed_case


def test_an_assessment_of_somebody_who_is_covered_offers_no_application(people, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: authorisations.ORDERED)
    row = authorisations.in_force(people)
    held_to = assessed_case(people, "T02", subject=row.investigation.subjects.get())
    page = f"/triage/assessments/{held_to.assessment}/"
    told = words(signed_in(people.ines).get(page))
    assert f"You may look under {row}, which is in force to the end of 3 June 2026. Open a look" in told
    assert "Apply for directed surveillance" not in told
    told = words(signed_in(people.oliver).get(page))
    assert f"Officers may look under {row}, which is in force to the end of 3 June 2026." in told
    monkeypatch.setattr(timezone, "now", lambda: authorisations.ORDERED.replace(month=7))
    assert "Apply for directed surveillance" in words(signed_in(people.ines).get(page))
