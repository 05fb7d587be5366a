"""What the register of tools, the services' statements and a signed “none” say to questions 6, 6.a and 6.b of FOI 9477."""

from datetime import date

import pytest

from tests.foi.registers import quarters, registers
from watchbook.foi.findings import Asked, Status
from watchbook.foi.queries import software
from watchbook.organisation.models import Service

ASKED = Asked(number="6", text="software", received_on=date(2019, 10, 7))
Q3 = "2019-07-01,2019-09-30,2019-10-03"
TOOL = "software,Crowdscope,{supplier},{acquired},Watching,{sentiment},,2018-01-01,{until}"


@pytest.fixture
def held(people, tmp_path):
    """Writes and loads register rows."""

    def write(**rows):
        registers(tmp_path / "registers", by=[people.simon], **rows)

    return write


def tool(supplier="Crowd Ltd", acquired="bought", sentiment="yes", until=""):
    """A line of the register of tools."""
    return TOOL.format(supplier=supplier, acquired=acquired, sentiment=sentiment, until=until)


def of_each_service(**matters):
    """The last quarter signed for every service."""
    return [
        line
        for one in Service.objects.all()
        for line in quarters("line_manager", Q3, service=one.name, **matters)
    ]


def test_signed_by_every_service_none_bought_or_used_is_nil_and_there_is_no_name(held):
    held(statements=of_each_service(tools="none", methods="none"))
    assert software.monitoring_software(ASKED).status is Status.NIL
    assert software.in_house_method(ASKED).status is Status.NIL
    supplier = software.software_supplier(ASKED)
    assert supplier.status is Status.NOT_APPLICABLE
    assert len(supplier.evidence) == Service.objects.count()


def test_one_service_that_did_not_sign_leaves_all_three_to_a_person(held, people):
    held(statements=of_each_service(tools="none", methods="none")[1:])
    for query in (software.monitoring_software, software.software_supplier, software.in_house_method):
        finding = query(ASKED)
        assert finding.status is Status.TO_BE_SEARCHED
        assert finding.evidence == ()


def test_without_statements_a_signed_none_is_not_held(held):
    kinds = ("tool", "in_house_method")
    held(none_held=[f"{kind},Procurement and the services,None was found.,2019-09-30" for kind in kinds])
    assert software.monitoring_software(ASKED).status is Status.NOT_HELD
    assert software.in_house_method(ASKED).status is Status.NOT_HELD
    assert software.software_supplier(ASKED).status is Status.NOT_APPLICABLE


def test_a_tool_is_told_with_how_it_was_come_by_and_whether_it_measures_sentiment(held):
    held(
        tools=[
            tool(),
            tool(acquired="trial", sentiment="no", until="2018-06-30").replace("Crowdscope", "Trialware"),
        ]
    )
    finding = software.monitoring_software(ASKED)
    assert finding.status is Status.HELD_SUPPLIED
    assert "Crowdscope (bought), used since 1 January 2018, does sentiment analysis." in finding.answer
    assert (
        "Trialware (on trial), used from 1 January 2018 to 30 June 2018, does no sentiment analysis."
        in finding.answer
    )
    assert len(finding.evidence) == 2


def test_its_supplier_is_named_once(held):
    held(tools=[tool(), tool().replace("Crowdscope", "Crowdscope Plus")])
    finding = software.software_supplier(ASKED)
    assert (finding.status, finding.answer) == (Status.HELD_SUPPLIED, "The suppliers are Crowd Ltd.")


def test_a_free_tool_without_a_supplier_on_record_is_asked_after(held):
    held(tools=[tool(supplier="", acquired="free")])
    finding = software.software_supplier(ASKED)
    assert finding.status is Status.TO_BE_SEARCHED
    assert "Crowdscope" in finding.answer


def test_an_in_house_method_is_told(held):
    held(tools=["in_house_method,Saved searches,,made,Watching,no,,2018-01-01,"])
    finding = software.in_house_method(ASKED)
    assert finding.status is Status.HELD_SUPPLIED
    assert "Saved searches (made by the authority)" in finding.answer
    assert software.monitoring_software(ASKED).status is Status.TO_BE_SEARCHED


def test_a_tool_come_by_after_the_request_is_not_told(held):
    held(tools=[tool().replace("2018-01-01", "2019-11-01")])
    assert software.monitoring_software(ASKED).status is Status.TO_BE_SEARCHED
