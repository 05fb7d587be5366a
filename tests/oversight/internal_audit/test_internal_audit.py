"""Internal audits: recorded, reported, corrected."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from tests.given import AT
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.oversight import given
from tests.oversight.given import EVIDENCE, REPORT, audit_particulars, audit_report
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.files.store import the_store
from watchbook.organisation.models import Service
from watchbook.oversight.internal_audit import internal_audit
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.recommendation import recommendation

HASH = sha256(REPORT.data).hexdigest()
TOMORROW = AT.date() + timedelta(days=1)
ONLY = "You cannot record an internal audit: only the internal auditor can"


def correct(audit, by, *, file=None, **changes):
    return internal_audit.correct(audit, audit_particulars(**changes), file=file, by=by, at=AT)


def report(audit, by, *, file=None, **changes):
    return internal_audit.report(audit, audit_report(**changes), file=file, by=by, at=AT)


def test_an_audit_is_recorded_with_its_report_and_the_next_reference(people):
    row = InternalAudit.objects.get(pk=given.an_audit(people, title=" On social media ").pk)
    assert (row.reference, str(row), row.title, row.trigger) == (
        "A-0001",
        "A-0001",
        "On social media",
        "commissioner",
    )
    assert (row.concerns_social_media, row.whole_authority, row.services) == ("exclusively", True, [])
    assert (row.began_on, row.reported_on) == (date(2018, 3, 1), date(2018, 5, 4))
    assert (row.findings, row.release, row.release_provision) == (
        "Staff did not know the policy.",
        "not_considered",
        "",
    )
    assert (row.file_sha256, row.file_name, row.file_size) == (HASH, "report.pdf", len(REPORT.data))
    assert (row.recorded_by, row.corrects) == (people.edmund, None)
    assert the_store().get(HASH) == REPORT.data
    assert given.an_audit(people).reference == "A-0002"


def test_an_audit_of_some_services_names_them(people):
    service = Service.objects.get()
    row = given.an_audit(people, services=(service.id,))
    row.refresh_from_db()
    assert (row.whole_authority, row.services) == (False, [service.id])


def test_the_log_tells_an_audit_without_its_words(people):
    row = given.an_audit(people, report=audit_report(release="exempt", release_provision="s.31"))
    fields = {
        "reference": "A-0001",
        "trigger": "commissioner",
        "concerns_social_media": "exclusively",
        "whole_authority": True,
        "services": [],
        "began_on": "2018-03-01",
        "reported_on": "2018-05-04",
        "release": "exempt",
        "file_sha256": HASH,
        "corrects": None,
    }
    personal = {
        "title": "Social media in investigations",
        "findings": "Staff did not know the policy.",
        "release_provision": "s.31",
    }
    assert told(row) == ("internal_audit.recorded", people.edmund.id, AT, fields, personal)
    newer = correct(row, people.edmund, title="Jane Roe")
    assert told(newer)[0] == "internal_audit.corrected"
    assert told(newer)[3]["corrects"] == str(row.id)
    for words in ("Jane Roe", "Staff did not", "Social media in"):
        assert words not in open_words()


def test_the_report_of_an_audit_under_way_is_a_new_version_that_carries_the_rest_over(people):
    begun = given.an_audit_under_way(people)
    row = report(begun, people.edmund, file=REPORT)
    assert (row.reference, row.corrects, row.title) == ("A-0001", begun, begun.title)
    assert (row.reported_on, row.file_sha256) == (date(2018, 5, 4), HASH)
    assert told(row)[0] == "internal_audit.reported"
    leaves_nothing(WrongState, lambda: report(row, people.edmund), "is already recorded")


def test_a_report_needs_its_day(people):
    begun = given.an_audit_under_way(people)
    leaves_nothing(
        WrongState, lambda: report(begun, people.edmund, reported_on=None), "date of the report is missing"
    )


def test_a_correction_is_a_new_version_that_carries_the_report_over(people):
    old = given.an_audit(people)
    newer = correct(old, people.edmund, concerns_social_media="partly")
    assert (newer.corrects, newer.concerns_social_media, newer.file_name) == (old, "partly", "report.pdf")
    third = correct(newer, people.edmund, file=EVIDENCE)
    assert third.file_name == "evidence.pdf"
    old.refresh_from_db()
    assert old.concerns_social_media == "exclusively"


def test_only_the_newest_version_is_corrected_or_reported(people):
    old = given.an_audit_under_way(people)
    correct(old, people.edmund, report=given.no_audit_report())
    leaves_nothing(WrongState, lambda: correct(old, people.edmund), "has already corrected the entry")
    leaves_nothing(WrongState, lambda: report(old, people.edmund), "has already corrected the entry")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"began_on": TOMORROW}, "is in the future"),
        ({"began_on": date(2018, 5, 5)}, "report is before the audit began"),
        ({"report": given.no_audit_report(findings="Something.")}, "without the date of the report"),
        ({"report": audit_report(release="exempt")}, "enter a provision if"),
        ({"report": audit_report(release="publishable", release_provision="s.31")}, "enter a provision if"),
    ],
)
def test_what_cannot_be_right_is_refused(people, files_folder, changes, says):
    leaves_nothing(WrongState, lambda: given.an_audit(people, **changes), says)
    assert not files_folder.exists()
    row = given.an_audit(people)
    leaves_nothing(WrongState, lambda: correct(row, people.edmund, **changes), says)


def test_an_audit_cannot_lose_its_report_day_while_its_copy_is_on_file(people):
    row = given.an_audit(people)
    told_again = audit_particulars(report=given.no_audit_report())
    leaves_nothing(
        WrongState,
        lambda: internal_audit.correct(row, told_again, file=None, by=people.edmund, at=AT),
        "without the date of the report",
    )


def test_the_internal_auditor_alone_records_reports_and_corrects(people):
    row, begun = given.an_audit(people), given.an_audit_under_way(people)
    for act in (
        lambda by: internal_audit.add(audit_particulars(), file=REPORT, by=by, at=AT),
        lambda by: correct(row, by),
        lambda by: report(begun, by),
        lambda by: internal_audit.take_back(row, by=by, at=AT),
    ):
        refused_to_all_but({"edmund"}, people, act, match=ONLY)


def test_an_entry_made_by_mistake_is_taken_back_and_stays_to_be_read(people):
    old = given.an_audit(people)
    row = internal_audit.take_back(old, by=people.edmund, at=AT)
    assert (row.reference, row.corrects, row.is_struck, row.file_name) == (
        old.reference,
        old,
        True,
        "report.pdf",
    )
    assert told(row)[0] == "internal_audit.taken_back"
    leaves_nothing(WrongState, lambda: report(row, people.edmund), "has already taken the entry back")
    leaves_nothing(
        WrongState,
        lambda: internal_audit.take_back(row, by=people.edmund, at=AT),
        "has already taken the entry back",
    )
    leaves_nothing(
        WrongState, lambda: given.a_recommendation(people, row), "has already taken the entry back"
    )
    assert not correct(row, people.edmund).is_struck


def test_an_entry_on_which_a_recommendation_rests_is_not_taken_back(people):
    row = given.an_audit(people)
    rests = given.a_recommendation(people, row)
    leaves_nothing(
        WrongState, lambda: internal_audit.take_back(row, by=people.edmund, at=AT), "Take those back first"
    )
    recommendation.take_back(rests, by=people.edmund, at=AT)
    assert internal_audit.take_back(row, by=people.edmund, at=AT).is_struck


@pytest.mark.parametrize("name", ["add", "correct", "report", "take_back"])
def test_a_failing_log_undoes_the_act(people, monkeypatch, name):
    row, begun = given.an_audit(people), given.an_audit_under_way(people)
    act = {
        "add": lambda: given.an_audit(people),
        "correct": lambda: correct(row, people.edmund),
        "take_back": lambda: internal_audit.take_back(row, by=people.edmund, at=AT),
        "report": lambda: report(begun, people.edmund),
    }[name]
    undone_when_the_log_fails(monkeypatch, internal_audit, act)
    assert given.an_audit(people).reference == "A-0003"
