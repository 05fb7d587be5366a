"""What the registers of audits and inspections say to questions 1.b and 1.d of FOI 9477, and the statements beside them."""

from datetime import date

import pytest

from tests.foi.registers import quarters, registers
from watchbook.acting.london_day import london_day
from watchbook.figures import oversight
from watchbook.figures.findings import Inquiry, Status
from watchbook.organisation.queries import the_authority

RECEIVED = date(2019, 10, 7)
SINCE_2019 = "any internal audit of social media since 2019"
Q1, Q2, Q3 = (
    "2019-01-01,2019-03-31,2019-04-10",
    "2019-04-01,2019-06-30,2019-07-10",
    "2019-07-01,2019-09-30,2019-10-03",
)
AUDIT = "Social media audit,audit_plan,{extent},,2019-05-01,{reported},{findings},{release},{file}"
INSPECTION = "{body},Part II and social media,{extent},2019-05-01,2019-05-02,,not_considered,"


def asked(text=SINCE_2019, *, context="", on=RECEIVED):
    """A question as a query sees it."""
    return Inquiry(text=text, on=on, context=context)


@pytest.fixture
def held(people, tmp_path):
    """Writes and loads register rows."""

    def write(**rows):
        registers(tmp_path / "registers", by=[people.edmund, people.simon], **rows)

    return write


def audit(extent="partly", reported="2019-06-01", release="publishable", file="report.txt"):
    """A line of the register of audits."""
    findings = "Found." if reported else ""
    return AUDIT.format(extent=extent, reported=reported, findings=findings, release=release, file=file)


# 1.b


def test_no_audit_in_a_time_that_is_signed_for_in_time_is_nil(held):
    held(statements=quarters("internal_auditor", Q1, Q2, Q3, audits="none"))
    finding = oversight.internal_audit(asked())
    assert finding.status is Status.NIL
    assert finding.value == 0
    assert (finding.period.first_on, finding.period.last_on) == (date(2019, 1, 1), date(2019, 9, 30))
    assert (
        "certified, quarter by quarter, that there was nothing to record from 1 January 2019 to 30 September 2019"
        in finding.answer
    )
    assert len(finding.evidence) == 3


@pytest.mark.parametrize("missing", [Q1, Q2, Q3])
def test_one_quarter_that_nobody_signed_leaves_it_to_a_person(held, missing):
    held(statements=quarters("internal_auditor", *({Q1, Q2, Q3} - {missing}), audits="none"))
    finding = oversight.internal_audit(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert finding.evidence == ()
    assert "internal auditor" in finding.answer


def test_signed_long_after_it_is_not_held_with_its_explanation(held):
    late = "2019-01-01,2019-03-31,2019-08-01"
    held(statements=quarters("internal_auditor", late, Q2, Q3, audits="none"))
    finding = oversight.internal_audit(asked())
    assert finding.status is Status.NOT_HELD
    assert "certified afterwards" in finding.answer


def test_a_statement_that_there_was_one_without_the_audit_contradicts_the_register(held):
    lines = [
        *quarters("internal_auditor", Q1, Q2, audits="none"),
        *quarters("internal_auditor", Q3, audits="1"),
    ]
    held(statements=lines)
    finding = oversight.internal_audit(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert "the register holds no such entries" in finding.answer


def test_an_audit_on_file_that_may_go_out_is_supplied(held):
    held(internal_audits=[audit()])
    finding = oversight.internal_audit(asked())
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == (
        "The audit “Social media audit” (reason: the audit plan) began on 1 May 2019. Its report is dated 1 June 2019; a copy of the report is supplied."
    )
    (evidence,) = finding.evidence
    assert evidence.sha256
    assert [one.title for one in finding.enclosures] == ["report.txt"]


ON_ADVICE = "any internal audit since 2019 arising out of Lord Judge’s recommendations"


@pytest.mark.parametrize(
    ("trigger", "text", "begins"),
    [
        ("audit_plan", ON_ADVICE, "Our register has no internal audit that arose from a Commissioner’s"),
        (
            "commissioner",
            ON_ADVICE,
            "The audit “Social media audit” (reason: a Commissioner’s recommendation)",
        ),
        ("audit_plan", SINCE_2019, "The audit “Social media audit” (reason: the audit plan)"),
    ],
)
def test_whether_an_audit_followed_from_the_commissioners_advice_is_told_where_it_is_asked(
    held, trigger, text, begins
):
    held(internal_audits=[audit().replace("audit_plan", trigger)])
    assert oversight.internal_audit(asked(text)).answer.startswith(begins)


def test_where_there_was_none_it_is_told_of_those_that_followed_from_advice_too(held):
    held(statements=quarters("internal_auditor", Q1, Q2, Q3, audits="none"))
    finding = oversight.internal_audit(asked(ON_ADVICE))
    assert finding.status is Status.NIL
    assert "because of a Commissioner’s recommendation or for any other reason" in finding.answer


def test_an_audit_under_way_is_told_and_has_no_report_yet(held):
    held(internal_audits=[audit(reported="", release="", file="")])
    finding = oversight.internal_audit(asked())
    assert finding.status is Status.HELD_SUPPLIED
    assert "still under way" in finding.answer


def test_a_report_of_after_the_request_was_not_held_when_it_came(held):
    held(internal_audits=[audit(reported="2019-11-01")])
    finding = oversight.internal_audit(asked())
    assert finding.answer.endswith("is still under way: there is no report yet.")
    assert (finding.value[0]["reported_on"], finding.enclosures) == (None, ())


@pytest.mark.parametrize("line", [
    {"file": ""},
    {"release": "not_considered"},
    {"release": "exempt: s.36"},
    {"release": "publishable_in_part: s.40(2)"},  # the whole report is on file, and a part may go out
])  # fmt: skip
def test_a_report_without_a_copy_or_a_decision_is_first_decided(held, line):
    held(internal_audits=[audit(**line)])
    finding = oversight.internal_audit(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert "A-0001" in finding.answer


def test_an_audit_of_something_else_and_one_before_the_year_asked_about_do_not_count(held):
    held(
        internal_audits=[
            audit(extent="no"),
            audit().replace("2019-05-01", "2018-05-01").replace("2019-06-01", "2018-06-01"),
        ]
    )
    assert oversight.internal_audit(asked()).status is Status.TO_BE_SEARCHED


def test_without_a_year_the_time_is_as_long_as_it_is_stated_without_a_gap(held):
    held(statements=quarters("internal_auditor", Q2, Q3, audits="none"))
    finding = oversight.internal_audit(asked("any internal audit of social media"))
    assert finding.status is Status.NIL
    assert finding.period.first_on == date(2019, 4, 1)


def test_a_year_to_come_is_as_none(held):
    assert oversight.internal_audit(asked("any internal audit since 2031")).status is Status.TO_BE_SEARCHED


# 1.d


def test_no_inspection_in_a_time_that_the_sro_signed_for_is_nil(held):
    held(statements=quarters("senior_responsible_officer", Q1, Q2, Q3, letters="none", inspections="none"))
    finding = oversight.commissioner_inspection(
        asked("was there a follow up audit", context="In 2019 he wrote.")
    )
    assert finding.status is Status.NIL
    assert finding.answer.startswith("No audit or inspection by the Commissioner’s office")


@pytest.mark.parametrize("body", ["osc", "ipco"])
def test_an_inspection_partly_about_it_is_told_with_its_date(held, body):
    held(inspections=[INSPECTION.format(body=body, extent="partly")])
    finding = oversight.commissioner_inspection(asked("an inspection since 2019"))
    assert finding.status is Status.HELD_SUPPLIED
    assert "on 1 May 2019 was partly about the use of social media" in finding.answer


@pytest.mark.parametrize(("body", "extent"), [("ico", "partly"), ("ipco", "no")])
def test_another_bodys_inspection_and_one_of_something_else_do_not_count(held, body, extent):
    held(inspections=[INSPECTION.format(body=body, extent=extent)])
    assert (
        oversight.commissioner_inspection(asked("an inspection since 2019")).status is Status.TO_BE_SEARCHED
    )


def test_who_did_not_sign_is_named_and_the_rest_counted(held, people):
    finding = oversight.internal_audit(asked("any internal audit of social media since 2016"))
    assert "internal auditor (1 January 2016 to 31 March 2016)" in finding.answer
    assert "11 more" in finding.answer


# The time as asked


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("any internal audit of social media in 2019", Status.HELD_SUPPLIED),
        ("any internal audit between April 2019 and June 2019", Status.HELD_SUPPLIED),
        ("any internal audit in the financial year 2019/20", Status.HELD_SUPPLIED),
        ("any internal audit in 2018", Status.TO_BE_SEARCHED),
        ("any internal audit in the last two months", Status.TO_BE_SEARCHED),
        ("any internal audit last year", Status.TO_BE_SEARCHED),
        ("any internal audit between 2019 and 2018", Status.TO_BE_SEARCHED),
        ("any internal audit on 31/02/2019", Status.TO_BE_SEARCHED),
        ("any internal audit since the flood", Status.TO_BE_SEARCHED),
    ],
)
@pytest.mark.parametrize("query", [oversight.internal_audit, oversight.commissioner_inspection])
def test_only_what_fell_into_the_time_asked_about_is_told(held, query, text, status):
    held(internal_audits=[audit()], inspections=[INSPECTION.format(body="ipco", extent="partly")])
    assert query(asked(text)).status is status


def test_a_time_that_runs_on_is_answered_to_the_day_of_receipt_and_says_so(held):
    held(internal_audits=[audit()])
    finding = oversight.internal_audit(asked("any internal audit in 2019"))
    assert (finding.period.first_on, finding.period.last_on) == (date(2019, 1, 1), RECEIVED)
    assert finding.answer.endswith("This figure goes up to that date.")
    assert finding.searched[0].terms.endswith("2019-01-01 to 2019-10-07")


def test_a_year_that_was_over_needs_its_own_statements_and_no_later_ones(held):
    held(statements=quarters("internal_auditor", Q1, Q2, audits="none"))
    finding = oversight.internal_audit(asked("any internal audit between January and June 2019"))
    assert finding.status is Status.NIL
    assert (finding.period.first_on, finding.period.last_on) == (date(2019, 1, 1), date(2019, 6, 30))


def test_of_a_quarter_that_is_not_over_nobody_can_say_that_there_was_none(held):
    finding = oversight.internal_audit(asked("any internal audit in October 2019"))
    assert finding.status is Status.TO_BE_SEARCHED
    assert "has not ended" in finding.answer


def test_a_time_before_the_register_began_is_said_to_be(held):
    on = london_day(the_authority().recorded_at)
    finding = oversight.internal_audit(asked("any internal audit since 2016", on=on))
    assert finding.status is Status.TO_BE_SEARCHED
    assert "The register began on" in finding.answer
    assert "The register began on" not in oversight.internal_audit(asked()).answer


def test_the_parents_last_financial_years_hold_for_its_part(held):
    held(internal_audits=[audit()])
    context = "For each of the last three financial years to 31 March 2019:"
    assert oversight.internal_audit(asked("internal audits", context=context)).status is Status.TO_BE_SEARCHED
    context = "For the last three financial years to 31 March 2018, and now:"
    finding = oversight.internal_audit(asked("internal audits", context=context))
    assert finding.searched[0].terms.endswith("2015-04-01 to 2018-03-31")


@pytest.mark.parametrize("audits", [1, 3])
def test_queries_are_as_many_however_much_is_held(held, django_assert_num_queries, audits):
    held(internal_audits=[audit().replace("Social media audit", f"Audit {n}") for n in range(audits)])
    with django_assert_num_queries(1):
        oversight.internal_audit(asked())
    with django_assert_num_queries(
        6
    ):  # the inspections, what was stated, who did not sign, when the register began
        oversight.commissioner_inspection(asked())
