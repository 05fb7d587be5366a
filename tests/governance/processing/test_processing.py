"""Activities with personal data: recorded, corrected, taken back; their papers; refused without them where that is set."""

from datetime import date, timedelta

import pytest
from psycopg import errors

from tests.authorisations import given as authorisations
from tests.evidence.given import a_capture, a_look
from tests.given import AT
from tests.governance import adopted, signed, tools_and_training
from tests.governance.processing.given import ACTIVITY, an_activity, papers
from tests.listening import given as listening
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.rights import refused_to_all_but, those_who_may
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.authorisations.models import CovertProfile
from watchbook.evidence.models import Capture
from watchbook.governance.processing import disposal, processing
from watchbook.governance.processing.models import Activity, Processing
from watchbook.governance.processing.permissions import may_read_processing, may_record_processing
from watchbook.governance.processing.queries import activities, check_papers, covering, lacking
from watchbook.governance.processing.urls import ACTIVITIES
from watchbook.listening.models import Project
from watchbook.looks.models import Look
from watchbook.register.spreadsheet import ImportRefused, run

ON = AT.date()
KEEPERS = {"helen", "simon", "fatima"}
ALL = ["lawful basis", "privacy notice section", "data protection impact assessment", "equality impact assessment", "training course"]  # fmt: skip


def correct(row, by, **changes):
    return processing.correct(row, ACTIVITY | changes, by=by, at=AT)


def take_back(row, by):
    return processing.take_back(row, by=by, at=AT)


def test_an_activity_is_recorded_with_its_service_and_the_log_tells_none_of_its_words(people):
    row = Processing.objects.get(pk=an_activity(people, service_name="trading standards").pk)
    assert (str(row), row.service.name, row.service_name) == (
        "PROC-0001",
        "Trading Standards",
        "Trading Standards",
    )
    name, by, _at, fields, personal = told(row)
    assert (name, by) == ("processing.recorded", people.fatima.id)
    assert (fields["activity"], fields["is_refused_without_papers"]) == ("looks", False)
    assert personal["purpose"] == ACTIVITY["purpose"]
    assert "Checks of trading" not in open_words()


def test_a_correction_keeps_the_old_version_and_only_the_newest_is_acted_on(people):
    old = an_activity(people)
    newer = correct(old, people.simon, purpose="Another.")
    assert (newer.corrects, told(newer)[0]) == (old, "processing.corrected")
    for act in (correct, take_back):
        leaves_nothing(WrongState, lambda act=act: act(old, people.helen), "has already corrected the entry")
    gone = take_back(newer, people.helen)
    leaves_nothing(WrongState, lambda: take_back(gone, people.helen), "has already taken the entry back")
    assert activities() == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"until_on": date(2018, 3, 31)}, "last date of the activity is before the first date"),
        ({"from_on": ON + timedelta(1)}, "in the future"),
        ({"activity": "tools"}, "The tool is missing|the tool is missing"),
        ({"tool": "TOOL-0001"}, "tool is entered, but the activity is not"),
        ({"dpia": "D-0099"}, "data protection impact assessment is recorded with the reference “D-0099”"),
        ({"training": "COURSE-0099"}, "training course is recorded with the reference"),
        ({"service_name": "No such service"}, "but no service has that name"),
    ],
)
def test_an_activity_that_cannot_be_so_is_neither_recorded_nor_corrected_into(people, changes, why):
    row = an_activity(people)
    leaves_nothing(WrongState, lambda: an_activity(people, **changes), why)
    leaves_nothing(WrongState, lambda: correct(row, people.helen, **changes), why)


def test_the_keepers_and_the_data_protection_officer_alone_record(people):
    row = an_activity(people)
    for act in (correct, take_back):
        refused_to_all_but(
            KEEPERS, people, lambda by, act=act: act(row, by), match="cannot record a processing"
        )
    refused_to_all_but(
        KEEPERS, people, lambda by: processing.add(ACTIVITY, by=by, at=AT), match="cannot record a processing"
    )
    assert those_who_may(people, may_record_processing) == KEEPERS
    readers = {"leila", "bryn", "oliver", "edmund", "ivo", "winston", "marian"}
    assert those_who_may(people, may_read_processing) == KEEPERS | readers


@pytest.mark.parametrize("act", [correct, take_back])
def test_a_failing_log_undoes_it(people, monkeypatch, act):
    row = an_activity(people)
    undone_when_the_log_fails(monkeypatch, processing, lambda: act(row, people.helen))


def test_a_paper_counts_while_it_is_in_force(people):
    bare = an_activity(people, lawful_basis="")
    assert lacking(bare, on=ON) == ALL
    held = papers(people)
    whole = correct(bare, people.fatima, **held)
    assert lacking(whole, on=ON) == []
    assert lacking(whole, on=adopted.APPROVED_ON - timedelta(1)) == ALL[1:-1]
    draft = adopted.a_draft(kind="dpia", title="Draft")
    assert lacking(correct(whole, people.fatima, **held | {"dpia": draft.reference}), on=ON) == [ALL[2]]


@pytest.mark.parametrize("said", ["\u200b", "\u3164\u3164 \u3164", ".", "yes"])
def test_what_says_nothing_is_no_lawful_basis(people, said):
    assert lacking(an_activity(people, lawful_basis=said), on=ON) == ALL


@pytest.mark.parametrize("said", ["\u200b", "\u2800\u2800"])
def test_a_cell_that_draws_nothing_is_empty(people, said):
    head = "activity,purpose,regime,people,is_refused_without_papers,from_on"
    file = f"{head}\nlooks,{said},general,Traders,no,2025-04-01".encode()
    with pytest.raises(ImportRefused):
        run(ACTIVITIES, file, name="processing.csv", files={}, by=people.helen, at=AT)


def test_the_entry_of_a_service_comes_before_that_of_the_whole_authority(people):
    tool = tools_and_training.a_tool(people)
    whole, own = an_activity(people), an_activity(people, service_name="Trading Standards")
    used = an_activity(people, activity="tools", tool=tool.reference)
    rows = activities(on=ON)
    assert covering(rows, Activity.LOOKS, service=own.service_id) == own
    assert covering(rows, Activity.LOOKS) == whole
    assert covering(rows, Activity.TOOLS, tool=tool.reference) == used
    assert covering(rows, Activity.TOOLS, tool="TOOL-0099") is None
    assert covering(rows, Activity.CAPTURE) is None


def test_where_it_is_set_a_look_is_refused_until_every_paper_is_there(people):
    row = an_activity(people, is_refused_without_papers=True)
    with pytest.raises(
        WrongState,
        match="entry PROC-0001 in the register of processing is not complete \\(missing or not in force: privacy notice section, data",
    ):
        looks.opened(people)
    assert not Look.objects.exists()
    correct(row, people.fatima, **papers(people), is_refused_without_papers=True)
    assert looks.opened(people).reference


def test_an_entry_that_refuses_nothing_does_not_hide_one_that_refuses(people, monkeypatch):
    """Two entries of one activity, as they could be recorded before that was refused."""
    monkeypatch.setattr(processing, "overlapping", lambda _row: None)
    an_activity(people)
    an_activity(people, is_refused_without_papers=True)
    with pytest.raises(
        WrongState,
        match="entry PROC-0002 in the register of processing is not complete \\(missing or not in force: ",
    ):
        looks.opened(people)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"service_name": "Trading Standards"}, {"service_name": "Trading Standards"}),
        ({"until_on": date(2020, 3, 31)}, {"from_on": date(2020, 3, 31)}),
        ({"from_on": date(2020, 4, 1)}, {"until_on": date(2020, 4, 1)}),
        ({"from_on": date(2020, 4, 1), "until_on": date(2020, 4, 30)}, {}),
    ],
)
def test_two_entries_of_an_activity_on_one_day_are_refused(people, first, second):
    row = an_activity(people, **first)
    leaves_nothing(WrongState, lambda: an_activity(people, **second), "another entry, PROC-0001, describes")
    other = an_activity(people, activity="capture", **second)
    leaves_nothing(WrongState, lambda: correct(other, people.helen, **second), "another entry, PROC-0001")
    take_back(row, people.helen)
    assert an_activity(people, **second).reference == "PROC-0003"


def test_entries_of_other_days_services_or_tools_stand_beside_each_other(people):
    tool = tools_and_training.a_tool(people)
    an_activity(people, until_on=date(2020, 3, 31))
    an_activity(people, from_on=date(2020, 4, 1))
    an_activity(people, service_name="Trading Standards")
    an_activity(people, activity="tools", tool=tool.reference)
    assert len(activities()) == 4


@pytest.mark.parametrize("set_by", ["ended", "of another service"])
def test_where_papers_are_wanted_an_activity_that_no_entry_describes_is_refused(people, set_by):
    if set_by == "ended":
        an_activity(people, is_refused_without_papers=True, until_on=date(2020, 3, 31))
    else:
        signed.another_service(people)
        an_activity(people, is_refused_without_papers=True, service_name="Housing", **papers(people))
    words = "the register of processing has no entry in force for the activity “looks” that covers Trading Standards"
    with pytest.raises(WrongState, match=words):
        looks.opened(people)
    assert not Look.objects.exists()
    with pytest.raises(
        WrongState, match="no entry in force for the activity “looks” that covers the whole authority"
    ):
        check_papers(Activity.LOOKS, None, on=ON, tried="You cannot")
    check_papers(Activity.CAPTURE, None, on=ON, tried="You cannot")
    an_activity(people, service_name="Trading Standards", from_on=date(2020, 4, 1))
    assert looks.opened(people).reference


def test_where_it_is_not_set_a_look_is_opened_without_them(people):
    an_activity(people)
    assert looks.opened(people).reference


def test_where_it_is_set_a_covert_profile_is_not_approved(people):
    an_activity(people, activity="covert_profiles", is_refused_without_papers=True)
    with pytest.raises(WrongState, match="missing or not in force: privacy notice"):
        authorisations.a_checked_profile(people, "Seen")
    assert not CovertProfile.objects.filter(state="approved").exists()


def test_where_it_is_set_no_page_is_captured(people):
    look = a_look(people)
    an_activity(people, activity="capture", is_refused_without_papers=True)
    with pytest.raises(WrongState, match="missing or not in force: privacy notice"):
        a_capture(people, look)
    assert not Capture.objects.exists()


def test_where_it_is_set_a_listening_project_is_not_approved(people):
    an_activity(people, activity="listening", is_refused_without_papers=True)
    with pytest.raises(WrongState, match="missing or not in force: privacy notice"):
        listening.approved(people)
    assert not Project.objects.filter(state="approved").exists()


def test_nothing_is_asked_of_papers_where_no_refusal_is_set(people, django_assert_num_queries):
    an_activity(people)
    with django_assert_num_queries(1):
        check_papers(Activity.LOOKS, None, on=ON, tried="You cannot")


def test_a_spreadsheet_is_imported_whole_or_not_at_all(people):
    head = "activity,service_name,purpose,regime,people,is_refused_without_papers,from_on"
    rows = [head, "looks,Trading Standards,Checks,general,Traders,no,2025-04-01", "capture,,Keeping pages,general,Traders,yes,2025-04-01"]  # fmt: skip
    run(ACTIVITIES, "\n".join(rows).encode(), name="processing.csv", files={}, by=people.helen, at=AT)
    assert [row.activity for row in activities()] == ["capture", "looks"]
    rows.append("looks,Nowhere,Checks,general,Traders,no,2025-04-01")
    with pytest.raises(ImportRefused):
        run(ACTIVITIES, "\n".join(rows).encode(), name="processing.csv", files={}, by=people.helen, at=AT)
    assert len(activities()) == 2


def test_an_activity_that_ended_is_due_and_goes_with_its_versions(people):
    running = an_activity(people)
    other = an_activity(people, activity="capture")
    ended = correct(other, people.helen, activity="capture", until_on=date(2019, 3, 31))
    assert ended.pk in disposal.due(date(2050, 1, 1))
    assert running.pk not in disposal.due(date(2050, 1, 1))
    assert disposal.find("Checks of trading standards")


def test_the_table_keeps_its_rules_also_by_sql(committed_people, as_app):
    an_activity(committed_people)
    with pytest.raises(errors.IntegrityConstraintViolation, match="never changed"):
        as_app.execute("UPDATE governance_processing SET until_on = '2025-03-31'")
    assert Event.objects.filter(name="processing.recorded").count() == 1
