"""The fate of protected records: no figure, list or certificate tells that one was found, or why one was kept."""

import re

import pytest
from django.urls import reverse

from tests import given as council
from tests.authorisations import given as authorisations
from tests.authorisations.test_earlier_record_import import GRANTED, import_rows
from tests.governance import signed
from tests.log import leaves_nothing
from tests.pages import signed_in, words
from tests.proof_only import one_in
from tests.retention import given as holds
from tests.retention.deletion import given as deletions
from tests.retention.deletion.given import thing
from tests.retention.given import now
from tests.retention.rights_request import given
from watchbook.acting.refusals import NotPermitted
from watchbook.authorisations.models import Authorisation
from watchbook.organisation.queries import today
from watchbook.retention.deletion import deletion, queue
from watchbook.retention.deletion.certificate_body import OF_A_THING, _thing
from watchbook.retention.deletion.models import EDITION


def page(name, *args):
    """The address of a page of retention."""
    return reverse(f"retention:{name}", args=args)


def searched_registers(client, row):
    """What the page of a request says of each register that was searched."""
    text = client.get(page("rights_request", row.reference)).text
    (table,) = re.findall(r"Registers searched.*?</table>", text, re.DOTALL)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>\s*(.*?)\s*</t[hd]>", one, re.DOTALL) for one in rows]
    return {name: count.split()[-1] for name, count in cells[1:]}


def test_of_a_register_in_which_the_person_was_found_nobody_is_told_nought(people):
    authorisations.source_kept(people, "The source is Rowan Marsh")
    row = given.searched(people, given.a_rights_request(people, name="Rowan Marsh"))
    assert row.founditems.filter(table="authorisations.authorisation").exists()
    for who in (people.bryn, people.fatima, people.simon):
        told = searched_registers(signed_in(who), row)
        for protected in ("Authorisations, overt plans and covert profiles", "Looks and re-triages"):
            assert told[protected] == "protected", who
        assert told["Error reports"] == "protected", who
        assert told["Letters"] == "0"


def test_its_page_leads_on_to_why_it_is_kept_only_those_who_may_know(people):
    row = authorisations.source_kept(people, "The source is Rowan Marsh")
    source, reason = (
        reverse("authorisations:authorisation", args=[row.reference]),
        page("kept", "authorisations.authorisation", row.id),
    )
    opens = {who: reason in signed_in(getattr(people, who)).get(source).text for who in ("leila", "helen")}
    assert opens == {"leila": False, "helen": True}
    for who, is_open in opens.items():
        assert (signed_in(getattr(people, who)).get(reason).status_code == 200) == is_open, who


def test_a_record_that_two_rights_ask_for_is_counted_once(people):
    for subject in ("About Zebedee Quaife", "Zebedee Quaife writes again"):
        council.a_letter(people, subject=subject)
    asked = given.a_rights_request(people, name="Zebedee Quaife")
    row = given.searched(people, asked)
    assert len(row.rights) == 2
    assert searched_registers(signed_in(people.bryn), row)["Letters"] == "2"


@pytest.mark.parametrize("outcome", ["held", "refused"])
def test_a_certificate_has_one_word_for_every_reason_to_keep_a_record(outcome):
    kept = dict.fromkeys(OF_A_THING, "") | {"outcome": outcome, "keys": [], "is_protected": False}
    assert _thing(kept, edition=EDITION)["outcome"] == "kept"
    assert _thing(kept, edition=2)["outcome"] == outcome, "what was signed before is made again as it was"
    assert _thing(kept | {"outcome": "deleted"}, edition=EDITION)["outcome"] == "deleted"


def imported(people, *subjects):
    """Earlier authorisations of 2014, one for each of these subjects, long past their last day."""
    days = {"decided_on": "2014-05-02", "court_on": "2014-05-07", "cancelled_on": "2014-07-30"}
    rows = [
        GRANTED | days | {"reference": f"HARR/2014/{number}", "subjects": subject}
        for number, subject in enumerate(subjects, 1)
    ]
    return import_rows(people, *rows)


def pages_of(client, *paths):
    """What some pages say, without what changes with the clock."""
    return [words(client.get(path)) for path in paths]


def test_by_a_list_nobody_learns_which_protected_record_a_request_found(people):
    signed.an_adopted_schedule(people)
    asked_about, other = imported(people, "Xanthe Oldroyd", "Somebody Else")
    table, code = "authorisations.authorisation", "directed_surveillance_record"
    where = page("deletion_propose_of", table, code, other.service_id)
    bryn, winston, helen = map(signed_in, (people.bryn, people.winston, people.helen))
    overdue = page("deletions")
    before = pages_of(bryn, overdue), pages_of(winston, overdue)
    given.searched(people, given.a_rights_request(people, name="Xanthe Oldroyd"))
    assert given.questions_for(people.helen), "its keepers are asked"
    assert (pages_of(bryn, overdue), pages_of(winston, overdue)) == before
    for text in (before[0][0], before[1][0]):
        assert "only to people who may propose their deletion" in text
        assert "Overdue records that are not on a list" not in text, "also not by a row that comes and goes"
    for who in (bryn, winston):
        assert who.get(where).status_code == 403, "without access nobody proposes what is protected"
        assert who.post(where, {"dates_compared": "yes", "sure": "yes"}).status_code == 403
    told = words(helen.get(where))
    assert "Records on the list 1 Left out because they are held 1 held by a request" in told, (
        "who has access sees it"
    )
    assert "Records ready to propose 1 Held 1 held by a request" in words(helen.get(overdue))
    (group,) = queue.overdue(on=today(), by=people.helen)
    things = list(queue.proposed(group, on=today(), by=people.helen))
    assert [one.item.id for one in things] == [other.id]
    both = [thing(asked_about), thing(other)]
    leaves_nothing(
        NotPermitted,
        lambda: deletion.propose(both, queue.cause(group), by=people.bryn, at=now()),
        "You cannot",
    )
    row = deletion.propose(both, queue.cause(group), by=people.helen, at=now(), dates_compared=True)
    assert row.items.get().item == other.id, "nor does the act take it"


def test_the_pages_of_overdue_records_tell_no_protected_kind_by_their_number(people, monkeypatch):
    monkeypatch.setattr("watchbook.web.long_list.ON_A_PAGE", 1)
    signed.an_adopted_schedule(people)
    council.a_letter(people)
    clients = {who: signed_in(getattr(people, who)) for who in ("bryn", "winston", "helen")}
    before = {who: words(client.get(page("deletions"))) for who, client in clients.items()}
    imported(people, "Xanthe Oldroyd")
    after = {who: words(client.get(page("deletions"))) for who, client in clients.items()}
    assert {who for who in clients if after[who] != before[who]} == {"helen"}, "who proposes them"


def listed(people, *rows, by=None):
    """A list of these authorisations that Helen, who reads each of them, proposed and Winston or another approved."""
    group = next(one for one in queue.overdue(on=today(), by=people.helen) if one.count)
    told = {"by": people.helen, "at": now(), "dates_compared": True}
    return deletions.approved(people, deletion.propose(map(thing, rows), queue.cause(group), **told), by=by)


def of_any_list(client, row):
    """What the page of a list and its line among all lists say, without its reference and the times."""
    own = words(client.get(page("deletion", row.reference)))
    line = re.search(rf"{row.reference} Ground.*?(?=DEL-|$)", words(client.get(page("deletions"))))[0]
    line = re.match(r".*?State [a-z ]+", line)[0]
    return re.sub(r"DEL-\d+|\d+(:\d+)?[ap]m", "", own), re.sub(r"DEL-\d+", "", line)


def overviews(people):
    """What the overviews say of retention to those who may not know what became of a list."""
    sheets = [words(signed_in(who).get("/defensible/")) for who in (people.fatima, people.simon)]
    inspected = [words(signed_in(who).get("/reports/inspection/")) for who in (people.fatima, people.simon)]
    known = words(signed_in(people.edmund).get("/reports/inspection/"))
    assert re.search(r"\d records? (is|are) past (its|their) retention date", known)
    told = [re.search(r"Retention .*? Audit log", one)[0] for one in sheets]
    assert all(
        "The counts of records past their retention date leave out kinds of record" in one for one in told
    )
    return [*told, *(one.partition("How long is online data kept?")[2][:500] for one in inspected)]


@pytest.mark.parametrize("why", one_in(3, ["question", "legal hold", "that another record needs"]))
def test_a_list_that_kept_a_protected_record_is_told_as_one_that_kept_none_whatever_the_reason(
    people, why, monkeypatch, django_capture_on_commit_callbacks
):
    signed.an_adopted_schedule(people)
    kept, gone, *others = imported(people, "Xanthe Oldroyd", "Somebody Else", "Anybody", "Nobody")
    row, other = listed(people, kept, gone, by=people.fatima), listed(people, *others, by=people.fatima)
    clients = [signed_in(who) for who in (people.bryn, people.winston, people.fatima, people.simon)]
    for client in clients:
        assert "HARR/2014" not in words(client.get(page("deletion", row.reference))), "while it waits"
    before = overviews(people)
    if why == "question":
        given.searched(people, given.a_rights_request(people, name="Xanthe Oldroyd"))
    elif why == "legal hold":
        holds.a_hold(people, kept)
    else:
        monkeypatch.setattr(
            "watchbook.retention.deletion.list_pass.why_not",
            lambda mine, **_on: {one.number: "Not due" for one in mine if one.item == kept.id},
        )
    with django_capture_on_commit_callbacks(execute=True):
        deletions.carried_out(row)
        deletions.carried_out(other)
    there = set(Authorisation.objects.values_list("pk", flat=True))
    assert there == {kept.pk, gone.pk}, "nothing of the one went, and all of the other"
    for client in clients:
        told, whole = of_any_list(client, row), of_any_list(client, other)
        if client is not clients[-1]:
            assert told == whole
            assert "Carried out" in told[0]
            assert "State carried out" in told[1]
            assert "Records protected" in told[1]
            assert not re.search(r"HARR/2014|Kept|kept;|rows deleted|certificate|History", told[0])
            for one in (row, other):
                assert client.get(page("certificate", one.reference)).status_code == 404
                assert client.get(page("deletion_thing", one.reference, 1)).status_code in (403, 404)
    assert overviews(people) == before, "nor does the sheet or the page for inspectors tell"
    for client in clients:
        lines = [
            re.findall(r"DEL-\d+ Ground", words(client.get(page("deletions"), {"sort": f"{way}state"})))
            for way in ("", "-")
        ]
        assert lines[0] == lines[1], "nor does their order"
    record = reverse("authorisations:record")
    for client in (clients[0], clients[2]):
        text = words(client.get(record, {"has": "imported"}))
        assert "HARR/2014" not in text, "nor does the central record tell, by a line or by a gap"
        assert "whose retention period is over are not listed here" in text
        assert b"HARR" not in client.get(reverse("authorisations:record_csv")).content
    reader = signed_in(people.helen)
    assert "HARR/2014" in words(reader.get(record))
    text = words(reader.get(page("deletion", row.reference)))
    assert "Outcome kept: " in text, "who has access reads the reason"
    assert "Watchbook kept every record" in text
    assert "Only people with access" not in text, "to who has it"
    reason = reverse("retention:kept", args=["authorisations.authorisation", kept.pk])
    assert f'href="{reason}">Retention and legal holds' in reader.get(page("deletion", row.reference)).text
    assert reader.get(reason).status_code == 200
    assert reader.get(page("certificate", other.reference)).status_code == 200


def test_who_checks_and_who_approved_see_what_became_of_a_closed_list(
    people, django_capture_on_commit_callbacks
):
    signed.an_adopted_schedule(people)
    kept, gone, *others = imported(people, "Xanthe Oldroyd", "Somebody Else", "Anybody", "Nobody")
    row, other = listed(people, kept, gone), listed(people, *others)
    holds.a_hold(people, kept, by=people.fatima)
    given.searched(people, given.a_rights_request(people, name="Xanthe Oldroyd"))
    approver = signed_in(people.winston)
    stays, went = (one.items.first().item_reference for one in (row, other))
    assert stays not in words(approver.get(page("deletion", row.reference))), "not before it is done"
    with django_capture_on_commit_callbacks(execute=True):
        deletions.carried_out(row)
        deletions.carried_out(other)
    for who in (people.winston, people.edmund):
        client = signed_in(who)
        assert "no record deleted" in words(client.get(page("deletions")))
        assert "Kept 2" in words(client.get(page("deletion", row.reference)))
        assert "Deleted 2" in words(client.get(page("deletion", other.reference)))
        assert went in words(client.get(page("certificate", other.reference)))
        assert client.get(page("certificate_file", other.reference, "json")).status_code == 200
    told = words(approver.get(page("deletion", row.reference)))
    assert told.count("kept; people with access can see why") == 2, "the approver reads no reason"
    entry = words(approver.get(page("deletion_thing", row.reference, 1)))
    assert "does not show you the reference, any holds or the history" in entry
    assert stays not in entry
    assert "held by a request" not in told
    for who in (people.judith, people.marian, people.simon, people.bryn, people.fatima):
        assert signed_in(who).get(page("certificate", other.reference)).status_code in (403, 404), who
    for label, ending in (("deletionlist", "csv"), ("deletionitem", "json")):
        export = reverse("reports:export", args=[f"retention.{label}", ending])
        assert signed_in(people.edmund).get(export).status_code == 200
        for who in (people.winston, people.bryn, people.fatima, people.simon):
            assert signed_in(who).get(export).status_code in (403, 404), "nor by a whole register"
    assert "an auditor or an inspector" in words(signed_in(people.bryn).get(page("deletion", row.reference)))
