"""What the registers of inspections and recommendations say of the last inspection, and of what was done about it."""

from datetime import UTC, date, datetime

import pytest

from tests.given import AT
from tests.oversight.given import (
    a_discharged_recommendation,
    a_recommendation,
    a_recommendation_with_evidence,
    an_inspection,
    an_inspection_without_report,
    inspection_particulars,
    inspection_report,
    recommended,
)
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.figures import inspections
from watchbook.figures.findings import Inquiry, Status
from watchbook.oversight.inspection import inspection
from watchbook.oversight.recommendation import recommendation

RECEIVED = date(2026, 3, 2)
GO_OUT = inspection_report(report_received_on=date(2018, 7, 30), release="publishable")
MAY, JUNE, JULY, AUGUST = (datetime(2026, month, 3, 9, 0, tzinfo=UTC) for month in (5, 6, 7, 8))
QUERIES = [inspections.last_inspection, inspections.inspection_recommendations]


def asked(text="When were you last inspected?", *, on=RECEIVED, as_at=None):
    """A question as a query sees it."""
    return Inquiry(text=text, on=on, as_at=as_at)


def a_public_inspection(people, **changes):
    """An inspection whose report may go out."""
    return an_inspection(people, **{"report": GO_OUT} | changes)


# The last inspection


def test_the_last_inspection_is_told_with_its_report(people):
    a_public_inspection(
        people,
        first_on=date(2015, 3, 1),
        last_on=date(2015, 3, 1),
        report=GO_OUT | {"report_received_on": date(2015, 4, 1)},
    )
    a_public_inspection(people, concerns_social_media="no")
    finding = inspections.last_inspection(asked())
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == (
        "The last inspection was by the Investigatory Powers Commissioner’s Office (12 June 2018 to 13 June 2018)."
        " A copy of the report is supplied."
    )
    assert finding.value["from"] == "2018-06-12"
    assert [one.what for one in finding.enclosures] == ["report of the inspection of 12 June 2018"]
    assert [one.sha256 for one in finding.evidence] != [""]
    assert finding.searched[0].found == 2


def test_an_inspection_of_one_day_whose_report_has_not_come_is_told_without(people):
    an_inspection_without_report(people, last_on=date(2018, 6, 12))
    finding = inspections.last_inspection(asked())
    assert (finding.status, finding.enclosures) == (Status.HELD_SUPPLIED, ())
    assert finding.answer.endswith("(12 June 2018). We have not received the report.")
    assert finding.value["report_received_on"] is None


def test_a_report_that_came_after_the_request_was_not_held_when_it_came(people):
    a_public_inspection(people)
    finding = inspections.last_inspection(asked(on=date(2018, 7, 29)))
    assert finding.answer.endswith("We have not received the report.")
    assert (finding.value["report_received_on"], finding.enclosures) == (None, ())


@pytest.mark.parametrize(
    ("release", "provision", "file"),
    [
        ("not_considered", "", True),
        ("exempt", "s.31", True),
        ("publishable_in_part", "s.40(2)", True),
        ("publishable", "", False),
    ],
)
@pytest.mark.parametrize("query", QUERIES)
def test_a_report_that_may_not_go_out_whole_is_first_decided(people, query, release, provision, file):
    report = GO_OUT | {"release": release, "release_provision": provision}
    row = an_inspection(people, report=report, **({} if file else {"file": None}))
    a_recommendation(people, row)
    finding = query(asked())
    if query is inspections.inspection_recommendations and release == "publishable":
        assert (
            finding.status is Status.HELD_SUPPLIED
        )  # the words are on the register, whatever became of the copy
    else:
        assert finding.status is Status.TO_BE_SEARCHED
        assert "I-0001" in finding.answer
        assert (finding.evidence, finding.enclosures) == ((), ())


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "changes",
    [
        {"body": "ico"},
        {"first_on": date(2026, 3, 1), "last_on": date(2026, 3, 1), "report": inspection_report()},
    ],
)
def test_another_bodys_inspection_and_one_after_the_request_do_not_count(people, query, changes):
    an_inspection(people, file=None, **{"report": inspection_report()} | changes)
    finding = query(asked(on=date(2026, 2, 1)))
    assert finding.status is Status.TO_BE_SEARCHED
    assert "does not show that there was none" in finding.answer


def test_an_inspection_taken_back_counts_no_more_and_did_then(people):
    with recorded_as_if_at(JUNE):
        row = a_public_inspection(people)
    with recorded_as_if_at(AUGUST):
        inspection.take_back(row, by=people.helen, at=AT)
    assert inspections.last_inspection(asked(as_at=MAY)).status is Status.TO_BE_SEARCHED
    assert inspections.last_inspection(asked(as_at=JULY)).status is Status.HELD_SUPPLIED
    assert inspections.last_inspection(asked()).status is Status.TO_BE_SEARCHED


def test_a_corrected_inspection_is_told_once_as_it_stands(people):
    row = a_public_inspection(people)
    newer = inspection_particulars(report=GO_OUT, first_on=date(2018, 6, 11))
    inspection.correct(row, newer, file=None, by=people.helen, at=AT)
    finding = inspections.last_inspection(asked())
    assert finding.searched[0].found == 1
    assert "11 June 2018" in finding.answer


# What was recommended


def recommended_in(text="What did the inspectors recommend?", **how):
    """What the question after recommendations is answered."""
    return inspections.inspection_recommendations(asked(text, **how))


def test_a_recommendation_is_told_in_its_words_with_what_was_done(people):
    a_discharged_recommendation(people, a_public_inspection(people))
    finding = recommended_in()
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == (
        "3. Put a section on social media into the policy. Due on 1 February 2026."
        " Evidence was given on 20 January 2026. Section 7 was added. Discharged on 30 January 2026."
    )
    assert finding.value == [
        {
            "number": "3",
            "words": "Put a section on social media into the policy.",
            "colour": "red",
            "due_on": "2026-02-01",
            "progress": "discharged",
        }
    ]
    assert [one.reference for one in finding.evidence] == ["I-0001", "R-0001"]


def test_what_was_done_after_the_request_came_is_not_told(people):
    a_discharged_recommendation(people, a_public_inspection(people))
    between = recommended_in(on=date(2026, 1, 25))
    assert between.value[0]["progress"] == "evidence_given"
    assert "Discharged" not in between.answer
    before = recommended_in(on=date(2026, 1, 10))
    assert before.value[0]["progress"] == "open"
    assert before.answer.endswith(
        "We had not recorded any action on the recommendation when we received your request."
    )


def test_nobody_who_sees_to_it_is_named(people):
    a_recommendation_with_evidence(people, a_public_inspection(people), number="")
    finding = recommended_in()
    assert people.marian.name not in f"{finding.answer}{finding.value}"
    assert finding.answer.startswith("Put a section")


def test_only_inspections_of_the_time_asked_about_count(people):
    a_recommendation(people, a_public_inspection(people))
    assert recommended_in("since 2018").status is Status.HELD_SUPPLIED
    assert recommended_in("in 2019").status is Status.TO_BE_SEARCHED
    assert recommended_in("in the last two years").status is Status.TO_BE_SEARCHED


def test_no_recommendation_on_the_register_proves_nothing(people):
    a_public_inspection(people)
    finding = recommended_in()
    assert finding.status is Status.TO_BE_SEARCHED
    assert "no recommendation from I-0001" in finding.answer


def test_a_recommendation_is_told_as_was_recorded_by_a_moment(people):
    with recorded_as_if_at(MAY):
        row = a_recommendation(people, a_public_inspection(people))
    with recorded_as_if_at(JULY):
        newer = recommended(people, words="Put two sections into the policy.")
        row = recommendation.correct(row, newer, by=people.helen, at=AT)
    assert "Put a section" in recommended_in(as_at=JUNE).answer
    assert "Put two sections" in recommended_in(as_at=AUGUST).answer
    with recorded_as_if_at(AUGUST):
        recommendation.take_back(row, by=people.helen, at=AT)
    assert recommended_in(as_at=JULY).status is Status.HELD_SUPPLIED
    assert recommended_in().status is Status.TO_BE_SEARCHED


def test_what_was_done_is_told_as_was_recorded_by_a_moment(people):
    with recorded_as_if_at(MAY):
        row = a_recommendation(people, a_public_inspection(people))
    with recorded_as_if_at(JULY):
        recommendation.give_evidence(
            row,
            recommendation.ProgressMade(on=date(2026, 1, 20), words="Done."),
            file=None,
            by=people.marian,
            at=AT,
        )
    assert "We had not recorded any action on the recommendation" in recommended_in(as_at=JUNE).answer
    assert "Evidence was given" in recommended_in(as_at=AUGUST).answer


@pytest.mark.parametrize("text", ["last year", "between 2019 and 2016", "on 31/02/2026", "in 2031"])
def test_a_time_that_cannot_be_told_is_left_to_a_person(people, text):
    a_recommendation(people, a_public_inspection(people))
    assert recommended_in(text).status is Status.TO_BE_SEARCHED


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_as_many_however_much_is_held(people, django_assert_num_queries, count):
    row = a_public_inspection(people)
    for number in range(count):
        a_recommendation_with_evidence(people, row, words=f"Mend {number}.")
    with django_assert_num_queries(1):
        inspections.last_inspection(asked())
    with django_assert_num_queries(3):
        inspections.inspection_recommendations(asked())
