"""Pages of software, hardware and in-house methods."""

import re
from datetime import date, timedelta

import pytest

from tests.given import AT
from tests.governance.tools_and_training import a_tool, tool_facts
from tests.log import everything
from tests.pages import a_day, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.governance.software import software
from watchbook.governance.software.models import Tool
from watchbook.organisation import service as service_acts
from watchbook.organisation.queries import today

TOOLS = "/governance/tools/"
ADD = f"{TOOLS}add/"
KEEPERS = {"helen", "simon"}
READERS = KEEPERS | {"leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston", "marian"}
SENT = {
    "kind": "software",
    "name": "Monitor",
    "acquired": "bought",
    "supplier": "Example Limited",
    "purpose": "Alerts on mentions",
    "does_sentiment_analysis": "yes",
    "used_by": "all",
    **a_day("from_on", date(2018, 4, 1)),
}
AHEAD = today() + timedelta(days=2)  # of midnight too, which a run may pass


def page_of(reference="TOOL-0001", tail=""):
    return f"{TOOLS}{reference}/{tail}"


def end(tool, people, on=date(2019, 3, 31)):
    return software.end(tool, until_on=on, by=people.helen, at=AT)


def test_the_register_lists_tools_by_kind_in_use_and_ended_and_marks_sentiment_analysis(people):
    a_tool(people, name="Feelings", does_sentiment_analysis=True)
    end(a_tool(people, name="Old one"), people)
    a_tool(
        people,
        kind="in_house_method",
        acquired="made",
        supplier="",
        services=frozenset({people.marian.service_id}),
    )
    text = words(signed_in(people.edmund).get(TOOLS))
    for said in (
        "Tools in use today that do sentiment analysis: 1.",
        "In use: software",
        "TOOL-0001: Feelings Supplier Example Limited How we obtained the tool bought Sentiment analysis yes",
        "Used by the whole authority Dates of use since 1 April 2018",
        "No longer in use: software",
        "1 April 2018 to 31 March 2019",
        "The register has no hardware.",
        "In use: in-house method",
        "Supplier not recorded How we obtained the tool made by the authority Sentiment analysis no Used by Trading Standards",
    ):
        assert said in text
    assert "Record a tool" not in text


def test_an_empty_register_says_that_this_proves_nothing(people):
    text = words(signed_in(people.helen).get(TOOLS))
    assert "No tools or methods yet" in text
    assert "Record a tool or a method" in text


def test_the_register_leads_whoever_may_to_signing_that_none_is_held_of_what_is_not_in_use(people):
    def offered(name):
        return re.findall(r'none-held/sign/[?]kind=(\w+)"', signed_in(getattr(people, name)).get(TOOLS).text)

    assert offered("simon") == ["tool", "in_house_method"]
    assert offered("helen") == []
    a_tool(people)
    assert offered("simon") == ["in_house_method"]


def test_a_tool_is_recorded(people):
    client = signed_in(people.helen)
    assert "Does the tool do sentiment analysis?" in words(client.get(ADD))
    response = client.post(ADD, SENT, follow=True)
    assert "The entry was recorded as TOOL-0001." in words(response)
    row = Tool.objects.get()
    assert (row.name, row.does_sentiment_analysis, row.whole_authority) == ("Monitor", True, True)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Enter the name of the tool"),
        ({"supplier": ""}, "the supplier of a bought tool is missing."),
        ({"kind": "in_house_method"}, "in-house method must be made by the authority"),
        (a_day("from_on", AHEAD), "the first date of use is in the future"),
        (a_day("until_on", date(2018, 3, 31)), "last date of use is before the first date"),
        ({"used_by": "some"}, "Select at least one service"),
    ],
)
def test_a_refused_tool_keeps_what_was_typed_and_writes_nothing(people, changes, says):
    client = signed_in(people.helen)
    before = everything()
    response = client.post(ADD, SENT | changes)
    assert response.status_code == 200
    assert "Error: Record a tool or a method" in words(response)
    assert says in words(response)
    kept = {value for name, value in (SENT | changes).items() if name != "purpose" and value}
    assert kept <= typed(response)
    assert "Alerts on mentions" in response.text
    assert everything() == before


def test_markup_in_a_name_is_shown_and_never_run(people):
    a_tool(people, name="<script>alert(1)</script>", purpose="<b>x</b>")
    client = signed_in(people.helen)
    for address in (TOOLS, page_of(), page_of(tail="end/"), page_of(tail="correct/")):
        assert "<script>alert" not in client.get(address).text


def test_a_line_manager_records_for_their_own_service(people):
    service_acts.add(name="Housing", by=people.ada, at=AT)
    client = signed_in(people.marian)
    shown = words(client.get(ADD))
    assert "As a line manager, you can record tools only for the services that you lead." in shown
    assert "Housing" not in shown
    sent = {name: value for name, value in SENT.items() if name != "used_by"}
    response = client.post(ADD, sent | {"services": [str(people.marian.service_id)]}, follow=True)
    assert "The entry was recorded as TOOL-0001." in words(response)


def test_a_line_manager_sees_what_their_service_and_the_whole_authority_use(people):
    housing = service_acts.add(name="Housing", by=people.ada, at=AT)
    a_tool(people, name="Theirs", services=frozenset({housing.id}))
    a_tool(people, name="Everybody’s")
    text = words(signed_in(people.marian).get(TOOLS))
    assert "Everybody’s" in text
    assert "Theirs" not in text
    assert signed_in(people.marian).get(page_of()).status_code == 403
    assert "Correct this entry" not in words(signed_in(people.marian).get(page_of("TOOL-0002")))


def test_a_tool_shows_all_that_is_known_of_it(people):
    tool = a_tool(people)
    newer = software.correct(tool, tool_facts(does_sentiment_analysis=True), by=people.simon, at=AT)
    end(newer, people)
    text = words(signed_in(people.bryn).get(page_of()))
    for said in (
        "TOOL-0001",
        "Description software",
        "Sentiment analysis yes",
        "Last date of use 31 March 2019",
        "Earlier versions of this entry Monitor, bought, without sentiment analysis, since 1 April 2018",
        "The tool was recorded. – 2 March 2026 at 10:00am, by Helen",
        "The tool’s entry was corrected by a new version. – ",
        "The last date of the tool’s use was recorded. – ",
    ):
        assert said in text
    assert "Correct this entry" not in text


def test_an_entry_is_corrected_from_what_it_says(people):
    housing = service_acts.add(name="Housing", by=people.ada, at=AT)
    a_tool(people, services=frozenset({housing.id}))
    service_acts.close(housing, by=people.ada, at=AT)
    client, address = signed_in(people.simon), page_of(tail="correct/")
    assert {"software", "Monitor", "bought", "some", "no", str(housing.id), "2018"} <= typed(
        client.get(address)
    )
    response = client.post(address, SENT, follow=True)
    assert "The entry was corrected. We keep the earlier version." in words(response)
    assert Tool.objects.as_at(None).get().does_sentiment_analysis is True


def test_the_last_day_is_recorded_once(people):
    a_tool(people)
    client, address = signed_in(people.helen), page_of(tail="end/")
    early = client.post(address, a_day("until_on", date(2018, 3, 31)))
    assert "last date of use is before the first date" in words(early)
    response = client.post(address, a_day("until_on", date(2019, 3, 31)), follow=True)
    assert "The last date of use was recorded." in words(response)
    assert "Record the last date of use" not in words(response)
    again = client.post(address, a_day("until_on", date(2019, 3, 31)))
    assert "already recorded" in words(again)


def test_a_page_opened_before_somebody_else_corrected_the_tool_changes_nothing(people):
    old = a_tool(people)
    client, address = signed_in(people.helen), page_of(tail="correct/")
    assert f'name="seen" value="{old.id}"' in client.get(address).text
    software.correct(old, tool_facts(name="Monitor Plus"), by=people.simon, at=AT)
    for tail, sent in (("correct/", SENT), ("take-back/", {"confirmed": "on"})):
        answer = client.post(page_of(tail=tail), {**sent, "seen": str(old.id)})
        assert "somebody has already corrected the entry" in words(answer)
    assert Tool.objects.newest(reference="TOOL-0001").name == "Monitor Plus"


def test_an_entry_is_taken_back_and_its_page_says_so(people):
    a_tool(people)
    client, address = signed_in(people.helen), page_of(tail="take-back/")
    assert "Tick the box to take the entry back" in words(client.post(address, {"x": "y"}))
    response = client.post(address, {"confirmed": "on"}, follow=True)
    assert "This entry was taken back, so no list or answer counts it." in words(response)
    assert "No tools or methods yet." in words(client.get(TOOLS))


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    a_tool(people)
    closed_to_all_but(READERS, people, TOOLS, page_of(), match="cannot read the register of tools")
    closed_to_all_but(
        KEEPERS | {"marian"},
        people,
        ADD,
        page_of(tail="correct/"),
        page_of(tail="end/"),
        page_of(tail="take-back/"),
        match="cannot record, correct or take back a tool",
    )
    assert "own service" in words(signed_in(people.marian).get(page_of(tail="end/")))


def test_there_is_no_page_of_a_tool_that_was_not_recorded(people):
    client = signed_in(people.simon)
    for tail in ("", "correct/", "end/", "take-back/"):
        assert client.get(page_of("TOOL-9999", tail)).status_code == 404


def test_the_register_takes_the_same_number_of_queries_for_two_tools_and_for_thirty(
    people, django_assert_num_queries
):
    for name in ("simon", "marian"):
        client = signed_in(getattr(people, name))
        for count in (2, 30):
            while Tool.objects.count() < count:
                a_tool(people, services=frozenset({people.marian.service_id}))
            with django_assert_num_queries(4):
                client.get(TOOLS)


def test_a_tool_takes_the_same_number_of_queries_for_two_versions_and_for_thirty(
    people, django_assert_num_queries
):
    newest = a_tool(people)
    client = signed_in(people.simon)
    for count in (2, 30):
        while Tool.objects.count() < count:
            newest = software.correct(newest, tool_facts(), by=people.helen, at=AT)
        client.get(page_of())
        with django_assert_num_queries(10):
            client.get(page_of())
