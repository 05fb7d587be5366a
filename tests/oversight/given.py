"""States of oversight that tests start from, reached by running the real acts."""

from datetime import date

from tests.given import AT
from watchbook.files.upload import Content
from watchbook.oversight.inspection import inspection
from watchbook.oversight.internal_audit import internal_audit
from watchbook.oversight.recommendation import recommendation
from watchbook.oversight.recommendation.recommendation import ProgressMade

REPORT = Content(data=b"%PDF-1.7 a report", name="report.pdf", media_type="application/pdf")
EVIDENCE = Content(data=b"%PDF-1.7 a screenshot", name="evidence.pdf", media_type="application/pdf")
DUE = date(2026, 2, 1)


def no_audit_report(**changes):
    """What is said of the report of an audit that is under way, or something of it."""
    facts = {"reported_on": None, "findings": "", "release": "not_considered", "release_provision": ""}
    return facts | changes


def audit_report(**changes):
    """The report of an audit, or one that differs in something."""
    facts = {"reported_on": date(2018, 5, 4), "findings": "Staff did not know the policy."}
    return no_audit_report(**facts | changes)


def audit_particulars(*, report=None, services=(), **changes):
    """The audit that the Commissioner's letter recommended, or one that differs in something."""
    facts = {
        "title": "Social media in investigations",
        "trigger": "commissioner",
        "concerns_social_media": "exclusively",
        "began_on": date(2018, 3, 1),
        "services": list(services),
        "whole_authority": not services,
        **(report or audit_report()),
    }
    return facts | changes


def inspection_report(**changes):
    """What is said of the report of an inspection: it has not come, unless something of it is given."""
    return {"report_received_on": None, "release": "not_considered", "release_provision": ""} | changes


def inspection_particulars(*, report=None, **changes):
    """An inspection partly on social media, or one that differs in something."""
    facts = {
        "body": "ipco",
        "scope": "The use of RIPA, by telephone",
        "concerns_social_media": "partly",
        "first_on": date(2018, 6, 12),
        "last_on": date(2018, 6, 13),
        **(report or inspection_report(report_received_on=date(2018, 7, 30))),
    }
    return facts | changes


def an_audit(people, *, file=REPORT, **changes):
    """An audit with its report."""
    return internal_audit.add(audit_particulars(**changes), file=file, by=people.edmund, at=AT)


def an_audit_under_way(people, **changes):
    """An audit that has not been reported."""
    return an_audit(people, file=None, **{"report": no_audit_report()} | changes)


def an_inspection(people, *, file=REPORT, **changes):
    """An inspection with its report."""
    return inspection.add(inspection_particulars(**changes), file=file, by=people.helen, at=AT)


def an_inspection_without_report(people, **changes):
    """An inspection whose report has not come."""
    return an_inspection(people, file=None, **{"report": inspection_report()} | changes)


def recommended(people, **changes):
    """What is recommended: Marian sees to it."""
    facts = {
        "number": "3",
        "words": "Put a section on social media into the policy.",
        "rating": "red",
        "owner": people.marian,
        "due_on": DUE,
    }
    return recommendation.RecommendationParticulars(**facts | changes)


def a_recommendation(people, source=None, **changes):
    """A recommendation, of an inspection unless another source is given."""
    source = source or an_inspection(people)
    by = people.edmund if source.reference.startswith("A") else people.helen
    return recommendation.add(source, recommended(people, **changes), by=by, at=AT)


def evidence_for(row, people, *, file=EVIDENCE, by=None, words="Section 7 was added.", on=date(2026, 1, 20)):
    """Evidence given by the owner."""
    done = ProgressMade(on=on, words=words)
    return recommendation.give_evidence(row, done, file=file, by=by or people.marian, at=AT)


def a_recommendation_with_evidence(people, source=None, *, file=EVIDENCE, by=None, **changes):
    """A recommendation whose owner says that it was followed."""
    row = a_recommendation(people, source, **changes)
    evidence_for(row, people, file=file, by=by)
    return row


def a_discharged_recommendation(people, source=None, **changes):
    """A recommendation that the SRO found to be followed."""
    row = a_recommendation_with_evidence(people, source, **changes)
    recommendation.discharge(row, ProgressMade(on=date(2026, 1, 30)), by=people.simon, at=AT)
    return row
