"""What the register of tools, the services' statements and a signed “none” say to questions 6, 6.a and 6.b of FOI 9477."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.foi.registers import quarters, registers
from tests.given import AT
from tests.governance.tools_and_training import a_tool
from tests.listening.given import a_counted_week, a_proposal, a_source, assessments
from tests.listening.given import approved as a_project
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.figures import software
from watchbook.figures.findings import Inquiry, Status
from watchbook.figures.listened import listened
from watchbook.figures.times import time_of
from watchbook.governance.documents import document
from watchbook.governance.documents.models import Document
from watchbook.governance.software import software as acts
from watchbook.listening import project as listening_project
from watchbook.listening import ward, week_count
from watchbook.listening.models import Ward
from watchbook.organisation.models import Person, Service
from watchbook.reading.times.period import Period

ASKED = Inquiry(text="software", on=date(2019, 10, 7))
ASKED_IN_2026 = replace(ASKED, on=date(2026, 3, 3))
Q4_OF_2025 = "2025-10-01,2025-12-31,2026-01-05"
Q3 = "2019-07-01,2019-09-30,2019-10-03"
MAY, JUNE, JULY, AUGUST = (datetime(2019, month, 3, 9, 0, tzinfo=UTC) for month in (5, 6, 7, 8))
TOOL = "software,Crowdscope,{supplier},{acquired},Watching,{sentiment},,2018-01-01,{until}"


def asked_at(moment):
    """The same question, as the registers stood at a moment."""
    return Inquiry(text="software", on=date(2019, 10, 7), as_at=moment)


@pytest.fixture
def held(people, tmp_path):
    """Writes and loads register rows."""

    def write(**rows):
        registers(tmp_path / "registers", by=[people.simon], **rows)

    return write


def tool(supplier="Crowd Ltd", acquired="bought", sentiment="yes", until=""):
    """A line of the register of tools."""
    return TOOL.format(supplier=supplier, acquired=acquired, sentiment=sentiment, until=until)


def of_each_service(quarter=Q3, **matters):
    """The last quarter signed for every service."""
    return [
        line
        for one in Service.objects.all()
        for line in quarters("line_manager", quarter, service=one.name, **matters)
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
    supplier = software.software_supplier(ASKED)
    assert supplier.status is Status.NOT_APPLICABLE
    assert "does not apply" not in supplier.answer, "the letter says that before it"


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
        "We tried Trialware from 1 January 2018 to 30 June 2018; it does not do sentiment analysis."
        in finding.answer
    )
    assert len(finding.evidence) == 2


def test_what_was_tried_and_ended_before_the_request_is_not_used_now(held):
    held(tools=[tool(acquired="trial", until="2018-06-30")])
    for on, begins in (
        (ASKED.on, "Not now. We tried Crowdscope"),
        (date(2018, 3, 1), "Yes. Crowdscope (on trial), used since"),
    ):
        assert software.monitoring_software(replace(ASKED, on=on)).answer.startswith(begins)
    assert software.monitoring_software(replace(ASKED, text="in 2018")).answer.startswith("Yes. We tried")


def test_its_supplier_is_named_once(held):
    held(tools=[tool(), tool().replace("Crowdscope", "Crowdscope Plus")])
    finding = software.software_supplier(ASKED)
    assert (finding.status, finding.answer) == (Status.HELD_SUPPLIED, "The supplier is Crowd Ltd.")
    assert finding.value[0] == {"tool": "Crowdscope", "supplier": "Crowd Ltd", "acquired": "bought"}


def test_two_suppliers_are_named_together(held):
    held(tools=[tool(), tool(supplier="Scope Ltd").replace("Crowdscope", "Webscope")])
    answer = software.software_supplier(ASKED).answer
    assert answer in (
        "The suppliers are Crowd Ltd and Scope Ltd.",
        "The suppliers are Scope Ltd and Crowd Ltd.",
    )


def test_a_free_tool_without_a_supplier_is_named_as_such_beside_the_suppliers(held):
    held(tools=[tool(), tool(supplier="", acquired="free").replace("Crowdscope", "Freeware")])
    finding = software.software_supplier(ASKED)
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == (
        "The supplier is Crowd Ltd. Free of charge, with no supplier on the register: Freeware."
    )
    assert [one["supplier"] for one in finding.value] == ["Crowd Ltd", None]
    assert len(finding.evidence) == 2


def test_free_tools_alone_have_no_supplier_to_name(held):
    held(tools=[tool(supplier="", acquired="free")])
    finding = software.software_supplier(ASKED)
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == "Free of charge, with no supplier on the register: Crowdscope."


def test_a_tool_on_trial_without_a_supplier_is_asked_after(held):
    held(tools=[tool(), tool(supplier="", acquired="trial").replace("Crowdscope", "Trialware")])
    finding = software.software_supplier(ASKED)
    assert finding.status is Status.TO_BE_SEARCHED
    assert "no supplier of Trialware" in finding.answer


def test_what_a_tool_cost_is_looked_for_elsewhere_unless_all_are_free(held):
    held(tools=[tool(supplier="", acquired="free").replace("Crowdscope", "Freeware")])
    finding = software.software_cost(ASKED)
    assert (finding.status, finding.value) == (Status.HELD_SUPPLIED, [{"tool": "Freeware", "cost": 0}])
    assert (
        finding.answer
        == "The authority paid nothing. It uses this software or hardware free of charge: Freeware."
    )


@pytest.mark.parametrize("acquired", ["bought", "trial", "made"])
def test_a_price_is_never_guessed(held, acquired):
    held(tools=[tool(acquired=acquired), tool(acquired="free").replace("Crowdscope", "Freeware")])
    finding = software.software_cost(ASKED)
    assert finding.status is Status.TO_BE_SEARCHED
    assert "no price and no end date of a contract for Crowdscope" in finding.answer
    assert (finding.value, finding.evidence) == (None, ())


def test_without_a_tool_there_is_no_cost_where_that_is_signed_and_else_a_search(held):
    assert software.software_cost(ASKED).status is Status.TO_BE_SEARCHED
    held(statements=of_each_service(tools="none"))
    finding = software.software_cost(ASKED)
    assert finding.status is Status.NOT_APPLICABLE
    assert finding.period.first_on == date(2019, 7, 1)


def test_a_tool_taken_back_or_recorded_later_is_no_tool(people):
    with recorded_as_if_at(JUNE):
        row = a_tool(people)
    with recorded_as_if_at(AUGUST):
        acts.take_back(row, by=people.helen, at=AT)
    for query in (software.monitoring_software, software.software_supplier, software.software_cost):
        assert query(asked_at(None)).searched[0].found == 0
        assert query(asked_at(MAY)).searched[0].found == 0
        assert query(asked_at(JULY)).searched[0].found == 1


@pytest.mark.parametrize("count", [1, 4])
def test_queries_are_as_many_however_many_tools_there_are(held, django_assert_num_queries, count):
    held(tools=[tool().replace("Crowdscope", f"Crowdscope {n}") for n in range(count)])
    for query in (software.monitoring_software, software.software_supplier, software.software_cost):
        with django_assert_num_queries(2):  # tools, and listening projects
            query(ASKED)


def test_a_listening_project_says_yes_with_what_it_counted_although_every_service_signed_none(held, people):
    held(statements=of_each_service(Q4_OF_2025, tools="none", methods="none"))
    asked = replace(ASKED, on=date(2026, 3, 16))
    before = software.monitoring_software(asked)
    assert before.status is Status.NIL
    project = a_project(people, search_words="recycling late")
    named = f"{project.reference} “Missed bins” (approved for 2 March 2026 to 31 December 2026)"
    idle = software.monitoring_software(asked)
    stands = f"On 16 March 2026: {project.reference} in force."
    nothing = f"Listening project {named} counted no posts or messages in that time. {stands}"
    assert (idle.status, idle.answer) == (Status.HELD_SUPPLIED, f"{before.answer}\n{nothing}")
    assert software.software_supplier(asked).status is Status.NOT_APPLICABLE

    source = a_source(people)
    week = a_counted_week(project, source, date(2026, 3, 2), 40, closes=False)
    waiting = f"Watchbook queries the sources of listening project {named} each hour. We have published no counts from this project for the time asked about. {stands}"
    begun = software.monitoring_software(asked)
    assert begun.answer == f"Yes. We use Watchbook free of charge. {waiting}"
    week_count.close(
        week, project, by=Person.objects.get(is_system=True), at=datetime(2026, 3, 9, 1, tzinfo=UTC)
    )
    a_counted_week(project, source, date(2026, 3, 9), 8)
    told = software.monitoring_software(asked)
    counted = (
        f"For listening project {named}, Watchbook counted posts about Waste and recycling by topic and week. We have published "
        "the counts of 2 weeks between 2 March 2026 and 15 March 2026. The counts that are large enough to publish add up to 40."
        f" The project has published no measure of opinion (sentiment). {stands}"
    )
    assert (told.status, told.answer) == (
        Status.HELD_SUPPLIED,
        f"Yes. We use Watchbook free of charge. {counted}",
    )
    assert told.value[0]["sentiment_analysis"] is False
    assert [one.reference for one in told.evidence] == [project.reference]
    assert [(one.register, one.found) for one in told.searched][-1] == ("listening projects", 1)
    supplier, cost = software.software_supplier(asked), software.software_cost(asked)
    assert supplier.answer == "Free of charge, with no supplier on the register: Watchbook."
    assert (
        cost.answer
        == "The authority paid nothing. It uses this software or hardware free of charge: Watchbook."
    )
    assert cost.value == [{"tool": "Watchbook", "cost": 0}]
    method = software.in_house_method(asked)
    assert method.status is Status.NIL, "a program that counts is told beside it"
    assert method.answer.startswith("No service had its own method")
    assert (
        "there was nothing to record from 1 October 2025 to 31 December 2025. Signed statements do not"
        in method.answer
    )
    assert method.answer.endswith(f"A program counts posts and messages for listening projects. {counted}")


def test_an_answer_tells_apart_what_is_in_force_what_is_stopped_and_what_ended(held, people):
    held(statements=of_each_service(Q4_OF_2025, tools="none", methods="none"))
    a_project(people, search_words="recycling late")
    ended = a_project(people, search_words="bins late")
    listening_project.end(ended, {"reason": "Enough is known."}, by=people.simon, at=AT)
    a_project(people)
    ward.take_back(Ward.objects.newest(reference="WARD-0001"), by=people.ada, at=AT)
    told = software.monitoring_software(replace(ASKED, on=date(2026, 3, 16))).answer
    day = f"{AT.day} {AT:%B %Y}"
    assert "LISTEN-0002 “Missed bins” (approved for 2 March 2026 to 31 December 2026)" in told
    assert told.endswith(
        f"On 16 March 2026: LISTEN-0001 in force, LISTEN-0002 ended early on {day}"
        " and LISTEN-0003 stopped, because one of its places is not on the register of wards."
    )


def test_a_project_is_told_as_it_stood_at_the_end_of_the_day_of_the_request(held, people):
    held(statements=of_each_service(Q4_OF_2025, tools="none", methods="none"))
    with recorded_as_if_at(AT):
        assessments()
        row = a_project(people, search_words="recycling late")
        other = a_project(people, search_words="bins late")
        source = a_source(people)
    a_counted_week(row, source, date(2026, 3, 2), 40)
    later = datetime(2026, 3, 10, 9, tzinfo=UTC)
    with recorded_as_if_at(later):
        listening_project.end(other, {"reason": "Enough is known."}, by=people.simon, at=later)
        paper = Document.objects.newest(reference=row.dpia_reference)
        document.take_back(paper, by=people.simon, at=later)
    for on, states, weeks in (
        (date(2026, 3, 8), "LISTEN-0001 in force and LISTEN-0002 in force.", 0),
        (
            date(2026, 3, 10),
            "LISTEN-0001 stopped, because the assessment D-0001 is not in force and LISTEN-0002 ended early on 10 March 2026.",
            1,
        ),
    ):
        asked = replace(ASKED, on=on)
        told = software.monitoring_software(asked).answer
        assert told.endswith(f"On {on.day} March 2026: {states}")
        assert [len(one.weeks) for one in listened([row], asked, time=time_of(asked))] == [weeks]


def test_an_answer_knows_only_what_was_recorded_by_its_moment_and_of_a_time_only_its_weeks(held, people):
    held(statements=of_each_service(Q4_OF_2025, tools="none", methods="none"))
    project = a_project(people, search_words="recycling late")
    source = a_source(people)
    for monday in (date(2026, 3, 2), date(2026, 3, 9)):
        a_counted_week(project, source, monday, 40)
    on = date(2026, 3, 20)
    for moment, weeks in ((None, 2), (datetime(2026, 3, 12, tzinfo=UTC), 1)):
        asked = replace(ASKED, on=on, as_at=moment)
        assert [len(one.weeks) for one in listened([project], asked, time=time_of(asked))] == [weeks]
    of_march = replace(ASKED, on=on, period=Period(date(2026, 3, 12), on))
    (second,) = listened([project], of_march, time=time_of(of_march))
    assert [one.week_on for one in second.weeks] == [date(2026, 3, 9)]


def test_watchbook_on_the_register_of_tools_too_is_named_once(held, people):
    held(tools=[tool(supplier="", acquired="free").replace("Crowdscope", "Watchbook")])
    project = a_project(people, search_words="recycling late")
    a_counted_week(project, a_source(people), date(2026, 3, 2), 40)
    answer = software.software_supplier(replace(ASKED, on=date(2026, 3, 16))).answer
    assert answer == "Free of charge, with no supplier on the register: Watchbook."


def test_a_project_that_began_after_the_request_or_was_not_approved_is_not_told(held, people):
    held(statements=of_each_service(Q4_OF_2025, tools="none", methods="none"))
    a_project(people, from_on=ASKED_IN_2026.on + timedelta(1))
    a_proposal(people, title="Late buses")
    assert software.monitoring_software(ASKED_IN_2026).status is Status.NIL


def test_an_in_house_method_is_told(held):
    held(tools=["in_house_method,Saved searches,,made,Watching,no,,2018-01-01,"])
    finding = software.in_house_method(ASKED)
    assert finding.status is Status.HELD_SUPPLIED
    assert "Saved searches (made by the authority)" in finding.answer
    assert software.monitoring_software(ASKED).status is Status.TO_BE_SEARCHED


def test_a_tool_come_by_after_the_request_is_not_told(held):
    held(tools=[tool().replace("2018-01-01", "2019-11-01")])
    assert software.monitoring_software(ASKED).status is Status.TO_BE_SEARCHED


# The time as asked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("software used in 2018", 1),
        ("software used in 2017", 0),
        ("software used since 2019", 0),
        ("software used between March and June 2018", 1),
        ("software used in 2017/18, 2018/19", 1),
    ],
)
def test_only_what_was_in_use_in_the_time_asked_about_is_told(held, text, found):
    held(tools=[tool(until="2018-06-30")])
    finding = software.monitoring_software(replace(ASKED, text=text))
    assert finding.searched[0].found == found
    assert (finding.status is Status.HELD_SUPPLIED) is bool(found)
    assert bool(finding.period) is bool(found)


def test_of_a_time_gone_by_only_its_own_statements_say_that_there_was_none(held):
    held(
        statements=of_each_service(tools="none"),
        none_held=["tool,Procurement and the services,None was found.,2019-09-30"],
    )
    assert software.monitoring_software(replace(ASKED, text="in 2018")).status is Status.TO_BE_SEARCHED
    running = software.monitoring_software(replace(ASKED, text="in October 2019"))
    assert running.status is Status.TO_BE_SEARCHED
    assert "has not ended" in running.answer
    nil = software.monitoring_software(replace(ASKED, text="between July and September 2019"))
    assert nil.status is Status.NIL
    assert (nil.period.first_on, nil.period.last_on) == (date(2019, 7, 1), date(2019, 9, 30))


@pytest.mark.parametrize(
    "text", ["last year", "between 2019 and 2016", "on 31/02/2019", "in 2031", "in 15/16"]
)
def test_a_time_that_cannot_be_told_is_left_to_a_person(held, text):
    held(tools=[tool(), "in_house_method,Saved searches,,made,Watching,no,,2018-01-01,"])
    for query in (
        software.monitoring_software,
        software.software_supplier,
        software.software_cost,
        software.in_house_method,
    ):
        finding = query(replace(ASKED, text=text))
        assert (finding.status, finding.searched) == (Status.TO_BE_SEARCHED, ())
