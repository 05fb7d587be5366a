"""Inspections: recorded, their report recorded, corrected."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.forms.models import model_to_dict

from tests.given import AT
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.oversight import given
from tests.oversight.given import EVIDENCE, REPORT, inspection_particulars
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.files.store import the_store
from watchbook.oversight.inspection import inspection
from watchbook.oversight.inspection.forms import InspectionForm
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.recommendation import recommendation

HASH = sha256(REPORT.data).hexdigest()
CAME = date(2018, 7, 30)
TOMORROW = AT.date() + timedelta(days=1)
ONLY = "You cannot record an inspection: only the RIPA co-ordinator or senior responsible officer can"


def correct(row, by, *, file=None, **changes):
    return inspection.correct(row, inspection_particulars(**changes), file=file, by=by, at=AT)


def report(row, by, *, file=None, came=CAME, **changes):
    return inspection.report(
        row, given.inspection_report(report_received_on=came, **changes), file=file, by=by, at=AT
    )


def test_an_inspection_is_recorded_with_its_report_and_the_next_reference(people):
    row = Inspection.objects.get(pk=given.an_inspection(people, scope=" RIPA ").pk)
    assert (row.reference, str(row), row.body, row.scope) == ("I-0001", "I-0001", "ipco", "RIPA")
    assert (row.concerns_social_media, row.first_on, row.last_on) == (
        "partly",
        date(2018, 6, 12),
        date(2018, 6, 13),
    )
    assert (row.report_received_on, row.release, row.release_provision) == (CAME, "not_considered", "")
    assert (row.file_sha256, row.file_name, row.recorded_by) == (HASH, "report.pdf", people.helen)
    assert the_store().get(HASH) == REPORT.data
    assert given.an_inspection(people).reference == "I-0002"


def test_the_log_tells_an_inspection_without_its_words(people):
    row = given.an_inspection(people)
    fields = {
        "reference": "I-0001",
        "body": "ipco",
        "concerns_social_media": "partly",
        "first_on": "2018-06-12",
        "last_on": "2018-06-13",
        "report_received_on": "2018-07-30",
        "release": "not_considered",
        "file_sha256": HASH,
        "corrects": None,
    }
    personal = {"scope": "The use of RIPA, by telephone", "release_provision": ""}
    assert told(row) == ("inspection.recorded", people.helen.id, AT, fields, personal)
    newer = correct(row, people.simon, scope="Jane Roe")
    assert told(newer)[:2] == ("inspection.corrected", people.simon.id)
    assert told(newer)[3]["corrects"] == str(row.id)
    for words in ("Jane Roe", "by telephone"):
        assert words not in open_words()


def test_the_report_is_a_new_version_that_carries_the_rest_over(people):
    begun = given.an_inspection_without_report(people)
    row = report(begun, people.simon, file=REPORT, release="exempt", release_provision="s.31")
    assert (row.reference, row.corrects, row.scope) == ("I-0001", begun, begun.scope)
    assert (row.report_received_on, row.file_sha256, row.release_provision) == (CAME, HASH, "s.31")
    assert told(row)[0] == "inspection.reported"
    leaves_nothing(WrongState, lambda: report(row, people.simon), "is already recorded")


def test_a_report_needs_its_day(people):
    begun = given.an_inspection_without_report(people)
    leaves_nothing(
        WrongState, lambda: report(begun, people.simon, came=None), "date of the report is missing"
    )


def test_a_correction_is_a_new_version_that_carries_the_report_over(people):
    old = given.an_inspection(people)
    newer = correct(old, people.simon, body="osc", concerns_social_media="no")
    assert (newer.corrects, newer.body, newer.file_name) == (old, "osc", "report.pdf")
    assert correct(newer, people.helen, file=EVIDENCE).file_name == "evidence.pdf"
    old.refresh_from_db()
    assert (old.body, old.concerns_social_media) == ("ipco", "partly")


def test_only_the_newest_version_is_corrected_or_reported(people):
    old = given.an_inspection_without_report(people)
    correct(old, people.helen, report=given.inspection_report())
    leaves_nothing(WrongState, lambda: correct(old, people.helen), "has already corrected the entry")
    leaves_nothing(WrongState, lambda: report(old, people.helen), "has already corrected the entry")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"first_on": TOMORROW, "last_on": TOMORROW}, "is in the future"),
        ({"last_on": date(2018, 6, 11)}, "is before its first date"),
        (
            {"report": given.inspection_report(report_received_on=date(2018, 6, 12))},
            "before the last date of the inspection",
        ),
        (
            {"report": given.inspection_report(report_received_on=CAME, release="exempt")},
            "enter a provision if",
        ),
        (
            {"report": given.inspection_report(report_received_on=CAME, release_provision="s.31")},
            "enter a provision if",
        ),
        ({"report": given.inspection_report()}, "without the date of the report"),
    ],
)
def test_what_cannot_be_right_is_refused(people, files_folder, changes, says):
    leaves_nothing(WrongState, lambda: given.an_inspection(people, **changes), says)
    assert not files_folder.exists()
    row = given.an_inspection(people)
    leaves_nothing(WrongState, lambda: correct(row, people.helen, **changes), says)


def test_what_is_said_of_an_inspection_can_be_said_again(people):
    row = given.an_inspection(people)
    newer, names = correct(row, people.helen), InspectionForm.field_order
    said = model_to_dict(row, fields=names)
    assert model_to_dict(newer, fields=names) == said
    assert model_to_dict(correct(newer, people.helen, body="osc"), fields=names) == said | {"body": "osc"}


def test_only_the_coordinator_and_the_sro_record_report_and_correct(people):
    row, begun = given.an_inspection(people), given.an_inspection_without_report(people)
    for act in (
        lambda by: inspection.add(inspection_particulars(), file=REPORT, by=by, at=AT),
        lambda by: correct(row, by),
        lambda by: report(begun, by),
        lambda by: inspection.take_back(row, by=by, at=AT),
    ):
        refused_to_all_but({"helen", "simon"}, people, act, match=ONLY)


def test_an_entry_made_by_mistake_is_taken_back_and_stays_to_be_read(people):
    old = given.an_inspection(people)
    row = inspection.take_back(old, by=people.helen, at=AT)
    assert (row.reference, row.corrects, row.is_struck, row.file_name) == (
        old.reference,
        old,
        True,
        "report.pdf",
    )
    assert told(row)[0] == "inspection.taken_back"
    leaves_nothing(WrongState, lambda: report(row, people.helen), "has already taken the entry back")
    leaves_nothing(
        WrongState,
        lambda: inspection.take_back(row, by=people.helen, at=AT),
        "has already taken the entry back",
    )
    leaves_nothing(
        WrongState, lambda: given.a_recommendation(people, row), "has already taken the entry back"
    )
    assert not correct(row, people.helen).is_struck


def test_an_entry_on_which_a_recommendation_rests_is_not_taken_back(people):
    row = given.an_inspection(people)
    rests = given.a_recommendation(people, row)
    leaves_nothing(
        WrongState, lambda: inspection.take_back(row, by=people.helen, at=AT), "Take those back first"
    )
    recommendation.take_back(rests, by=people.helen, at=AT)
    assert inspection.take_back(row, by=people.helen, at=AT).is_struck


@pytest.mark.parametrize("name", ["add", "correct", "report", "take_back"])
def test_a_failing_log_undoes_the_act(people, monkeypatch, name):
    row, begun = given.an_inspection(people), given.an_inspection_without_report(people)
    act = {
        "add": lambda: given.an_inspection(people),
        "correct": lambda: correct(row, people.helen),
        "take_back": lambda: inspection.take_back(row, by=people.helen, at=AT),
        "report": lambda: report(begun, people.helen),
    }[name]
    undone_when_the_log_fails(monkeypatch, inspection, act)
    assert given.an_inspection(people).reference == "I-0003"
