"""After a restore a list that was carried out stands so again: nobody decides on it anew, and its number has one certificate."""

import json
from functools import partial

from django.urls import reverse

from tests.evidence import given as evidence
from tests.pages import signed_in, words
from tests.proof_only import in_proof_only
from tests.retention import given as holds
from tests.retention.deletion import given
from tests.retention.deletion.test_restored import parameters_of
from tests.rights import the_system
from watchbook.evidence.models import Capture
from watchbook.keys import rotation
from watchbook.machine import replaying
from watchbook.machine.came_back_doctor import came_back_findings
from watchbook.organisation.queries import today
from watchbook.retention import due, jobs
from watchbook.retention.deletion import course, deletion, outside, restored
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ListState
from watchbook.web import wording

FIRST, LOST, LATE, WAITS = "DEL-0001", "DEL-0002", "DEL-0003", "DEL-0004"


def page(name, *args):
    """The address of a page of retention."""
    return reverse(f"retention:{name}", args=args)


def test_what_was_carried_out_before_a_restore_is_not_decided_again(register, capsys):
    people = register.people
    captures = [evidence.a_held_capture(people) for _ in range(4)]
    first, lost, late, waits = (given.a_proposed_list(people, one) for one in captures)
    assert [one.reference for one in (first, lost, late, waits)] == [FIRST, LOST, LATE, WAITS]
    late = given.approved(people, late)
    folder = register.back_up()
    for row in (given.approved(people, first), given.approved(people, lost), late):
        given.carried_out(row)
    unlisted = given.carried_out(given.an_approved_list(people, evidence.a_held_capture(people)))
    deletion.give_up(waits, by=waits.proposed_by, at=given.now())
    same = given.carried_out(given.an_approved_list(people, captures[3]))
    register.bring_back(folder)
    (file,) = outside.folder().glob(f"{LOST}-*.json")
    place = json.loads(file.read_bytes())["place"]
    file.unlink()
    (outside.folder() / f"{place}.lost").write_text(LOST)
    assert replaying.run([]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["lists"], told["lost"], told["deleted"]) == (4, 1, 3)
    assert list(Capture.objects.all()) == [captures[1]], "what a lost list deleted is back"
    for one in (people.winston, people.fatima, people.simon, people.leila, people.bryn):
        restored.confirm(lists=[LOST], by=one, at=given.now())

    client, proposer = signed_in(people.winston), signed_in(people.marian)
    for reference in (FIRST, LATE):
        shown = words(proposer.get(page("deletion", reference)))
        assert f"The certificate given out on {wording.day(today())} still counts." in shown
        assert "Carried out before a restore" in shown
        assert "deleted" in shown
        assert proposer.get(page("certificate", reference)).status_code == 404
        shown = words(client.get(page("deletion", reference)))
        assert "Carried out before a restore" in shown
        assert "Approve the deletion" not in shown
    for name in ("deletion_approve", "deletion_send_back"):
        refused = words(client.post(page(name, FIRST), {"confirmed": "on", "shown": 0, "change": "needed"}))
        assert "its state is “carried out before a restore”" in refused
    given.carried_out(DeletionList.objects.get(reference=LATE))
    assert DeletionList.objects.get(reference=LATE).state == ListState.EARLIER, "no worker takes it up"
    shown = words(proposer.get(page("deletion", LOST)))
    assert "The records may be back in the register." in shown
    assert "Not known: the outcome was lost in a restore 1" in shown
    assert "Outcome not known: the outcome was lost in a restore" in shown
    assert "left out of the list" not in shown, "which nobody knows"
    back = due.page_of(captures[1])
    assert f'href="{back}">This record is back in the register' in proposer.get(page("deletion", LOST)).text
    assert proposer.get(back).status_code == 410, "its row is back, and its key is not"
    shown = words(client.get(page("deletion_approve", LOST)))
    assert "You cannot approve this list: its state is “carried out before a restore”." in shown
    assert "will delete" not in shown
    shown = words(client.get(page("deletions")))
    assert f"a restore lost their entries: {unlisted.reference}, {same.reference}." in shown
    doctor = partial(came_back_findings, register.home, partial(parameters_of, register))
    ((finding,), here) = doctor(), captures[1].reference
    assert (finding.ok, f"1 records of lost deletion lists are here: {here}." in finding.what) == (
        False,
        True,
    )
    again = [given.thing(captures[1])]
    again = deletion.propose(again, given.BY_SCHEDULE, by=people.marian, at=given.now())  # on a new list
    assert [one.ok for one in doctor()] == [False], "until it is gone"
    given.carried_out(given.approved(people, again))
    assert [one.ok for one in doctor()] == [True]

    row = given.approved(people, DeletionList.objects.get(reference=WAITS))
    given.carried_out(row)
    shown = words(proposer.get(page("deletion", WAITS)))
    assert "had already been deleted" in shown
    assert "No record deleted: each was kept or had already been deleted" in shown
    assert proposer.get(page("certificate", WAITS)).status_code == 404
    assert replaying.run([]) == 0, "a second time nothing is put back"


@in_proof_only
def test_a_list_whose_keys_went_before_the_backup_goes_on_to_its_later_ends(register):
    row = given.carried_out(given.an_approved_list(register.people, evidence.a_held_capture(register.people)))
    folder = register.back_up()
    rotation.rotate()
    assert given.carried_out(row).state == ListState.IRRECOVERABLE
    register.bring_back(folder)
    assert replaying.run([]) == 0
    row = DeletionList.objects.get()
    assert (row.state, row.irrecoverable_at) == (ListState.UNREADABLE, None)
    client = signed_in(register.people.marian)
    shown = words(client.get(page("deletion", row.reference)))
    assert f"A restore lost a later step of this deletion, dated {wording.day(today())}." in shown
    assert "Carried out before a restore" not in shown
    jobs.delete.func(0)
    assert DeletionList.objects.get().state == ListState.IRRECOVERABLE
    course.note_gone(oldest_backup_at=None, by=the_system(), moment=given.now())
    assert DeletionList.objects.get().state == ListState.GONE
    assert "not yet" not in words(client.get(page("certificate", row.reference)))


def test_what_a_list_had_kept_before_a_restore_reads_as_kept(register):
    gone, held = (given.a_letter_long_ago(register.people) for _ in range(2))
    row = given.an_approved_list(register.people, gone, held)
    folder = register.back_up()
    holds.a_hold(register.people, held)
    given.carried_out(row)
    register.bring_back(folder)
    assert replaying.run([]) == 0
    shown = words(signed_in(register.people.winston).get(page("deletion", row.reference)))
    assert "The reason was lost in a restore." in shown
    assert "eft out of the list" not in shown


@in_proof_only
def test_a_list_whose_ends_the_backup_has_goes_on(register):
    row = given.carried_out(given.an_approved_list(register.people, evidence.a_held_capture(register.people)))
    folder = register.back_up()
    (file,) = outside.folder().glob("*.json")
    whole = file.read_bytes()
    register.bring_back(folder)
    assert replaying.run([]) == 0
    assert DeletionList.objects.get().state == ListState.UNREADABLE
    file.write_bytes(whole.replace(b"things", b"thongs"))
    outside.note_end(row, ListState.GONE, at=given.now())
    assert b"thongs" in file.read_bytes(), "what was changed is not sealed again"
    file.unlink()
    outside.note_end(row, ListState.GONE, at=given.now())
    assert not file.exists()
