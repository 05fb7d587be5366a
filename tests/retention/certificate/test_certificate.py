"""A certificate of deletion: page, PDF and file; an outsider checks the file alone, and every change of it shows."""

import copy
import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.evidence import given as evidence
from tests.pages import signed_in, words
from tests.retention import given as holds
from tests.retention.deletion import given
from watchbook.audit_log.models import Event
from watchbook.evidence import custody
from watchbook.evidence.models import Handling
from watchbook.ledger import export, verify
from watchbook.organisation.queries import today
from watchbook.retention.certificate import certificate
from watchbook.retention.deletion.certificate_body import copies_that_left, digest
from watchbook.retention.deletion.states import ListState
from watchbook.web import wording

FREED = "Legal hold LH-0001 was on 1 record on this list, for a prosecution (CPIA 1996). {0} placed it, and {1} ended it on {day}."


def checked(folder, told, key):
    """What verify.py says of a file, alone in an empty folder, and how it ends."""
    file, program = folder / "certificate.json", folder / "verify.py"
    file.write_text(told if isinstance(told, str) else json.dumps(told))
    program.write_bytes(export.verify_program())
    done = subprocess.run(
        [sys.executable, "-I", "-S", program, file, "--key", key],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def delete(register):
    """Have a capture handed over, freed from a hold and then erased, and its deletion sealed in the log."""
    capture, leila = evidence.a_held_capture(register.people), register.people.leila
    holds.ended(register.people, holds.a_hold(register.people, capture, by=leila), by=leila)
    custody.note(
        capture, Handling.TRANSFERRED, why="For the prosecutor", to_whom="Legal services",
        by=register.people.ines, at=given.now(),
    )  # fmt: skip
    row = given.carried_out(given.an_approved_list(register.people, capture, cause=given.BY_REQUEST))
    register.sealed()
    return row, capture


@pytest.fixture
def deleted(register):
    """The list and the capture that it deleted."""
    return register.brought_about(delete)


def test_an_outsider_checks_the_file_alone(register, deleted, tmp_path):
    row, capture = deleted
    told = "".join(certificate.as_file(row, at_end=ListState.IRRECOVERABLE))
    outside = tmp_path / "outside"
    outside.mkdir()
    status, said = checked(outside, told, register.log_key)
    assert (status, "EVERYTHING HOLDS" in said) == (0, True), said
    for step in ("proposed", "approved", "keys_listed", "rows_deleted", "keys_destroyed", "keys_replaced"):
        assert f"name = 'deletion.{step}'" in said
    assert f"things = ['{capture.reference}: deleted']" in said
    assert "cannot prove that no copy was made" in said


def leaves(told, way=()):
    """The place of every leaf of a JSON tree, and of every branch that is empty."""
    if isinstance(told, dict | list) and told:
        for step in told if isinstance(told, dict) else range(len(told)):
            yield from leaves(told[step], (*way, step))
    else:
        yield way


def parent_in(told, way):
    for step in way[:-1]:
        told = told[step]
    return told


def otherwise(value):
    """Other values than this one, of its kind and of another."""
    if isinstance(value, str):
        return [
            f"{value}x",
            value[:-1] or "y",
            value.swapcase() if value.swapcase() != value else f" {value}",
            [value],
            None,
        ]
    return [1 if value is None else None, "", [value], 0 if value else 7]


def changed(told):
    """The file with each leaf changed, taken away and given a neighbour, one after the other."""
    for way in leaves(told):
        here = parent_in(told, way)[way[-1]]
        for other in otherwise(here):
            one = copy.deepcopy(told)
            parent_in(one, way)[way[-1]] = other
            yield way, one
        one = copy.deepcopy(told)
        del parent_in(one, way)[way[-1]]
        yield way, one
        one = copy.deepcopy(told)
        beside = parent_in(one, way)
        if isinstance(beside, dict):
            beside["added"] = here
        else:
            beside.insert(way[-1], here)
        yield way, one
    yield "receipts turned round", told | {"receipts": told["receipts"][::-1]}
    yield "no receipts", told | {"receipts": []}
    yield "limits beside the body", told | {"limits": []}
    yield "no certificate", []


def outcome_of(file, key, capsys):
    status, said = verify.main([str(file), "--key", key]), capsys.readouterr().out
    assert ("EVERYTHING HOLDS" in said) == (not status)
    assert ("NOT PROVEN" in said) == bool(status)
    return status


def test_every_change_of_it_shows(register, deleted, tmp_path, capsys):
    row, _capture = deleted
    whole = "".join(certificate.as_file(row, at_end=ListState.IRRECOVERABLE))
    file = tmp_path / "certificate.json"
    file.write_text(whole)
    assert outcome_of(file, register.log_key, capsys) == 0
    told = json.loads(whole)
    assert told["body"]["left"]
    unseen = []
    for way, one in changed(told):
        file.write_text(json.dumps(one))
        if outcome_of(file, register.log_key, capsys) == 0:
            unseen.append(way)
    assert unseen == []
    file.write_text(whole.replace('"body": {', '"body": {"number": "DEL-0009", ', 1))
    assert outcome_of(file, register.log_key, capsys) == 1, "a name that stands twice"


def test_its_fields_are_those_of_the_standard(deleted):
    row, capture = deleted
    told = json.loads("".join(certificate.as_file(row, at_end=ListState.IRRECOVERABLE)))
    body = told["body"]
    assert body["limits"][0].startswith("This certificate cannot prove that no copy exists")
    assert body["method"]["technique"].startswith("NIST SP 800-88 r2")
    assert body["method"]["key_versions_destroyed_before"] == row.key_version
    assert body["copies"]["first"]
    assert body["copies"]["second"]
    assert body["ground"] == {"kind": "erasure", "because": "RR-0001", "class": "", "rule": ""}
    assert {(one["record"], one["read"]) for one in body["decided"]["sample"]} == {
        (1, "record"),
        (1, "entry"),
    }
    approved = body["decided"]["approved_at"]
    assert all(one["by"] and one["at"] <= approved for one in body["decided"]["sample"])
    (thing,) = body["things"]
    assert (thing["table"], thing["reference"]) == ("evidence.capture", capture.reference)
    assert thing["files"] == [capture.file_sha256]
    (key,) = thing["keys"]
    assert [len(one) for one in key["wrapped"]] == [64, 64]
    assert {kind.split(".")[0] for kind, _digest in key["sealed"]} == {"evidence", "audit_log"}


def test_copies_that_left_are_listed_with_whom_to_ask(register, deleted):
    row, capture = deleted
    (left,) = copies_that_left(row)
    assert (left.what, left.reference, left.event.by) == (
        "transferred",
        capture.reference,
        register.people.ines.id,
    )
    page = signed_in(register.people.winston).get(reverse("retention:certificate", args=[row.reference]))
    assert "Legal services" not in page.text, "that went with the capture"
    assert register.people.ines.name in page.text
    assert "cannot prove that no copy exists" in page.text


def test_page_and_files(register, deleted):
    row, _capture = deleted
    client = signed_in(register.people.winston)
    for name in ("deletion", "certificate"):
        told = words(client.get(reverse(f"retention:{name}", args=[row.reference])))
        assert "Sample: the people who opened each record before the decision" in told
        assert "What Entry read By Winston" in told
        assert "What Record opened By " in told
        assert FREED.format(*["Leila"] * 2, day=wording.day(today())) in told, "who freed it, once it is gone"
    pdf = client.get(reverse("retention:certificate_file", args=[row.reference, "pdf"]))
    assert pdf.content.startswith(b"%PDF")
    printed = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages).split())
    assert "Leila ended it" in printed
    file = client.get(reverse("retention:certificate_file", args=[row.reference, "json"]))
    body, leila = json.loads(file.getvalue())["body"], str(register.people.leila.id)
    assert body["number"] == row.reference
    told = {"words": FREED.replace("{day}", wording.day(today())), "people": [leila, leila]}
    assert body["decided"]["let_go"] == [told]
    other = client.get(reverse("retention:certificate_file", args=[row.reference, "exe"]))
    assert other.status_code == 404
    told = Event.objects.get(subject_id=row.id, name="deletion.keys_replaced")
    assert told.fields["certificate_sha256"] == digest(row, at_end=ListState.IRRECOVERABLE)


def test_before_the_first_end_there_is_none(people):
    row = given.a_proposed_list(people, evidence.a_failed_capture(people))
    client = signed_in(people.winston)
    assert client.get(reverse("retention:certificate", args=[row.reference])).status_code == 404
    assert certificate.ended_at(row) is None


def test_the_programs_for_outsiders_need_the_standard_library_alone():
    for program in (Path("watchbook/ledger/try_to_open.py"),):
        names = {
            line.split()[1].split(".")[0]
            for line in program.read_text().splitlines()
            if line.startswith(("import ", "from "))
        }
        assert names <= sys.stdlib_module_names
