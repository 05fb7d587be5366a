"""Documents edition by edition: recorded, corrected, taken back."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from tests.given import AT
from tests.governance.adopted import (
    FILE,
    a_draft,
    a_newer_edition,
    a_policy,
    newest,
    particulars,
    withdraw,
)
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.governance.documents import document, document_step
from watchbook.governance.documents.models import Document
from watchbook.governance.documents.queries import editions_of

HASH = sha256(FILE.data).hexdigest()
OTHER = Content(data=b"%PDF-1.7 another", name="other.pdf", media_type="application/pdf")
TOMORROW = AT.date() + timedelta(days=1)
LATER = date(2019, 1, 1)


def correct(row, by, *, file=None, **changes):
    return document.correct(row, particulars(**changes), file=file, by=by, at=AT)


def take_back(row, by):
    return document.take_back(row, by=by, at=AT)


def test_a_document_is_recorded_as_the_first_edition_with_its_file(people):
    row = Document.objects.get(pk=a_draft(title=" RIPA policy ", must_read=("investigator",)).pk)
    assert (row.reference, row.edition, str(row)) == ("D-0001", 1, "D-0001/1")
    assert (row.kind, row.title, row.version_label) == ("policy", "RIPA policy", "3.1")
    assert (row.owner, row.recorded_by, row.must_read) == (people.helen, people.simon, ["investigator"])
    assert (row.file_sha256, row.file_name, row.file_size) == (HASH, "ripa-policy.pdf", len(FILE.data))
    assert the_store().get(HASH) == FILE.data
    assert a_draft(file=None).file_sha256 == ""
    assert newest("D-0002").reference == "D-0002"


def test_the_log_tells_a_document_without_its_title(people):
    row = a_draft(must_read=("investigator",))
    fields = {
        "reference": "D-0001",
        "edition": 1,
        "kind": "policy",
        "concerns_social_media": "partly",
        "dated_on": "2018-05-01",
        "owner": str(people.helen.id),
        "service": None,
        "must_read": ["investigator"],
        "review_on": None,
        "in_use_from": None,
        "file_sha256": HASH,
        "corrects": None,
        "is_struck": False,
    }
    personal = {"title": "RIPA policy", "version_label": "3.1"}
    assert told(row) == ("document.recorded", people.simon.id, AT, fields, personal)
    newer = correct(row, people.helen, title="Jane Roe’s policy")
    assert told(newer)[0] == "document.corrected"
    assert told(newer)[3]["corrects"] == str(row.id)
    gone = take_back(newer, people.helen)
    assert (told(gone)[0], told(gone)[3]["is_struck"]) == ("document.taken_back", True)
    assert "Jane Roe" not in open_words()
    assert "RIPA policy" not in open_words()


def test_a_document_bears_no_date_to_come(people):
    leaves_nothing(WrongState, lambda: a_draft(dated_on=TOMORROW), "is in the future")
    row = a_draft(dated_on=None)
    leaves_nothing(WrongState, lambda: correct(row, people.helen, dated_on=TOMORROW), "is in the future")


def test_a_further_edition_counts_on_and_is_a_draft(people):
    row = a_policy()
    newer = document.add_edition(row, particulars(version_label="4"), file=OTHER, by=people.helen, at=AT)
    assert (newer.reference, newer.edition, newer.file_name) == ("D-0001", 2, "other.pdf")
    take_back(newer, people.helen)
    third = document.add_edition(row, particulars(), file=None, by=people.helen, at=AT)
    assert (third.edition, third.file_sha256) == (3, "")
    assert [held.state for held in editions_of("D-0001")] == ["approved", "draft"]


def test_an_edition_is_of_its_documents_kind(people):
    row = a_draft()
    sentence = "You cannot change the kind of a document"
    leaves_nothing(
        WrongState,
        lambda: document.add_edition(row, particulars(kind="guidance"), file=None, by=people.simon, at=AT),
        sentence,
    )
    leaves_nothing(WrongState, lambda: correct(row, people.simon, kind="dpia"), sentence)


def test_a_correction_is_a_new_version_that_carries_the_file_over(people):
    row = a_draft()
    newer = correct(row, people.helen, title="RIPA Policy", version_label=" 3.2 ")
    assert (newer.corrects, newer.title, newer.version_label) == (row, "RIPA Policy", "3.2")
    assert (newer.file_sha256, newer.file_name, newer.file_size) == (HASH, "ripa-policy.pdf", len(FILE.data))
    row.refresh_from_db()
    assert row.title == "RIPA policy"
    assert correct(newer, people.helen, file=OTHER).file_name == "other.pdf"


FIXED = "You cannot replace the file of an approved edition. Record a new edition instead."


def test_the_file_of_an_edition_that_was_ever_approved_is_not_exchanged(people):
    row = a_policy()
    leaves_nothing(WrongState, lambda: correct(row, people.simon, file=OTHER), FIXED)
    renamed = correct(row, people.simon, title="RIPA Policy")
    assert (renamed.title, renamed.file_sha256) == ("RIPA Policy", HASH)
    withdraw(renamed)
    leaves_nothing(WrongState, lambda: correct(renamed, people.simon, file=OTHER), FIXED)


def test_a_file_is_added_to_an_approved_edition_of_which_none_is_held_and_stays(people):
    added = correct(a_policy(file=None), people.simon, file=OTHER)
    assert added.file_name == "other.pdf"
    leaves_nothing(WrongState, lambda: correct(added, people.simon, file=FILE), FIXED)


def test_only_the_newest_version_is_corrected_or_taken_back(people):
    row = a_draft()
    newer = correct(row, people.helen)
    for act in (correct, take_back):
        leaves_nothing(WrongState, lambda act=act: act(row, people.simon), "the entry since you opened it")
    take_back(newer, people.helen)
    for act in (correct, take_back):
        leaves_nothing(
            WrongState, lambda act=act: act(newer, people.simon), "was taken back because it was a mistake"
        )


def test_a_correction_of_the_day_it_comes_into_use_moves_the_end_of_the_edition_before(people):
    row = a_policy()
    newer = a_newer_edition(row, approved_on=date(2018, 12, 1), in_use_from=LATER)
    assert editions_of("D-0001")[0].ended.on == LATER
    facts = {"version_label": "next", "in_use_from": date(2019, 2, 1)}
    correct(newer, people.simon, **facts)
    first, second = editions_of("D-0001")
    assert (first.ended.on, first.ended.step) == (date(2019, 2, 1), "superseded")
    assert second.in_force_from == date(2019, 2, 1)
    leaves_nothing(NotPermitted, lambda: correct(newest(edition=2), people.helen), "approved or withdrawn")


def test_taking_back_what_superseded_an_edition_puts_it_back_in_force(people):
    row = a_policy()
    newer = a_newer_edition(row, approved_on=LATER)
    take_back(newer, people.simon)
    [first] = editions_of("D-0001")
    assert (first.state, first.ended) == ("approved", None)
    assert told(newest_step("superseded"))[0] == "document.restored"


def newest_step(step):
    return document_step.DocumentStep.objects.filter(step=step).latest("recorded_at")


def test_policies_are_recorded_by_the_coordinator_or_the_sro(people):
    row = a_draft()
    for act in (
        lambda by: document.add(particulars(), file=FILE, by=by, at=AT),
        lambda by: document.add_edition(row, particulars(), file=FILE, by=by, at=AT),
        lambda by: correct(row, by),
        lambda by: take_back(row, by),
    ):
        refused_to_all_but(
            {"helen", "simon"}, people, act, match="only the RIPA co-ordinator or senior responsible officer"
        )


@pytest.mark.parametrize("kind", ["dpia", "pia", "privacy_notice"])
def test_what_is_about_personal_data_is_recorded_by_the_dpo_or_the_sro(people, kind):
    refused_to_all_but(
        {"fatima", "simon"},
        people,
        lambda by: document.add(particulars(kind=kind), file=None, by=by, at=AT),
        match="only the data protection officer or senior responsible officer",
    )
    assert a_draft(kind=kind, by=people.fatima).kind == kind


def test_what_was_approved_is_the_sros_alone_to_correct_or_take_back(people):
    row = a_policy()
    for act in (correct, take_back):
        leaves_nothing(NotPermitted, lambda act=act: act(row, people.helen), "approved or withdrawn")
    assert correct(row, people.simon).corrects == row


def test_whoever_was_refused_left_no_file_either(people, files_folder):
    leaves_nothing(NotPermitted, lambda: a_draft(by=people.nell))
    leaves_nothing(WrongState, lambda: a_draft(dated_on=TOMORROW))
    assert not list(files_folder.rglob("*"))


def test_a_failing_log_undoes_each(people, monkeypatch):
    row = a_draft()
    approved = a_policy(title="Other")
    a_newer_edition(approved, approved_on=LATER)
    for act in (
        a_draft,
        lambda: a_newer_edition(row),
        lambda: correct(row, people.helen),
        lambda: take_back(row, people.helen),
    ):
        undone_when_the_log_fails(monkeypatch, document, act)
    undone_when_the_log_fails(
        monkeypatch, document_step, lambda: take_back(newest("D-0002", 2), people.simon)
    )
