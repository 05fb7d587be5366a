"""Whole exports: each table, in each form, is the database field by field; who took it is recorded; none is forgotten."""

import csv
import json
import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from uuid import UUID

import jsonschema
import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from openpyxl import load_workbook

from tests.authorisations import given as authorisations
from tests.foi.answering import received
from tests.governance import adopted, signed, tools_and_training
from tests.governance.members.given import a_meeting
from tests.governance.processing.given import an_activity
from tests.governance.third_parties.given import a_third_party
from tests.looks import given as looks
from tests.oversight import given as oversight
from tests.oversight.error_report import given as errors
from tests.pages import signed_in
from tests.reports.not_exported import NOT_EXPORTED
from tests.rights import those_who_may
from tests.triage.rules import adopt
from watchbook.acting.refusals import can
from watchbook.audit_log.models import Event, Recorded
from watchbook.files.formulas import begins_a_formula
from watchbook.foi.permissions import may_read_requests
from watchbook.organisation.models import Person, Service
from watchbook.reading.table import CELL_LIMIT
from watchbook.reports import export_engine
from watchbook.reports.export_engine import as_csv, as_json, as_xlsx, schema
from watchbook.reports.exported import EXPORTED, table_of
from watchbook.reports.permissions import may_export_requests

RUNS_A_SOURCE = {"handler_id", "controller_id", "record_keeper_id"}
OF_NO_USE = {
    "file_name",
    "keys",
    "files",
}  # how somebody called a file; what a deletion destroyed, by its hashes
OF_WHO_ASKS = {"foi.request": {"text"}}


def filled(people):
    """Rows of many kinds, with words that a spreadsheet would run and that break lines."""
    adopted.a_clause(
        adopted.a_draft(title='=HYPERLINK("http://x")'), heading='+1\nand, "more"', text="-2; é 🙂"
    )
    adopted.approve(adopted.newest())
    tools_and_training.a_tool(people)
    tools_and_training.a_session(people, attended_by=[people.ines])
    a_third_party(people)
    signed.an_adopted_schedule(people)
    an_activity(people)
    a_meeting(people)
    adopt(people)
    oversight.an_audit(people, findings="@cmd", report=oversight.audit_report(findings="@cmd"))
    oversight.a_discharged_recommendation(people)
    errors.a_notice(people)
    authorisations.cancelled(people, authorisations.in_force(people), at=authorisations.AT.replace(month=4))
    authorisations.a_checked_profile(people, "Seen")
    looks.an_evaluation(people)


def of_the_database(table, row):
    """A row as the database has it, column by column; no envelope, nor who runs a source, nor what is of no use to a reader."""
    return {
        field.attname: getattr(row, field.attname)
        for field in table._meta.concrete_fields
        if not isinstance(field, models.BinaryField)
        and field.attname not in RUNS_A_SOURCE | OF_NO_USE | OF_WHO_ASKS.get(table._meta.label_lower, set())
    }


def plain(value):
    """A value as text, whichever form it was written in."""
    if value is None:
        return ""
    if isinstance(value, bool | int | list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def active(text):
    """A cell without the mark that makes it inert."""
    return text[1:] if text.startswith("'") and begins_a_formula(text[1:]) else text


def in_a_cell(text):
    """What a workbook's cell holds of a text; of one that is too long, where it stands."""
    return (
        text
        if len(text) <= CELL_LIMIT
        else "[Too long for a cell. The CSV and JSON files have the whole text.]"
    )


def names_of_people(found, expected):
    """The columns that an export has besides those of the database, which hold a name."""
    return {name for name in found if name not in expected}


def compared(table, rows):
    """How many fields of each form are those of the rows, which the database has in this order; a difference fails."""
    label = table._meta.label_lower
    wanted = [of_the_database(table, row) for row in rows]
    told = json.loads(b"".join(as_json(table)))
    for row in told["rows"]:
        jsonschema.validate(row, told["schema"])
    listed = list(csv.DictReader(StringIO(b"".join(as_csv(table)).decode(), newline="")))
    sheet = load_workbook(BytesIO(as_xlsx(table)), read_only=True).worksheets[0]
    head, *lines = ([cell or "" for cell in line] for line in sheet.iter_rows(values_only=True))
    booked = [dict(zip(head, line, strict=True)) for line in lines]
    assert len(told["rows"]) == len(listed) == len(booked) == len(wanted), label
    for expected, as_told, as_listed, as_booked in zip(wanted, told["rows"], listed, booked, strict=True):
        for name, value in expected.items():
            assert plain(as_told[name]) == plain(value), (label, name)
            assert active(as_listed[name]) == plain(value), (label, name)
            assert as_booked[name] == in_a_cell(plain(value)), (label, name)
        assert all(name.endswith("_name") for name in names_of_people(as_told, expected))
        assert not OF_NO_USE & {*as_told, *as_listed, *as_booked}
        assert not {name.replace("_id", end) for name in RUNS_A_SOURCE for end in ("_id", "_name")} & {
            *as_told,
            *as_listed,
            *as_booked,
        }
    return sum(3 * len(one) for one in wanted)


def test_each_table_in_each_form_is_the_database_field_by_field(people):
    filled(people)
    tables = [table_of(label) for label in EXPORTED]
    assert sum(compared(one, one._default_manager.order_by("pk")) for one in tables) > 2_000


def an_example(field, number):
    """A value of a column unlike those of the others, with what a spreadsheet would run or break."""
    kinds = (
        (models.BooleanField, bool(number % 2)),
        (models.IntegerField, number),
        (models.DateTimeField, datetime(2026, 3, 1, 9, number % 60, tzinfo=UTC)),
        (models.DateField, date(2026, 3, 1) + timedelta(number)),
        (models.UUIDField, UUID(int=number)),
        (models.ForeignKey, UUID(int=number)),
        (ArrayField, [f"={number}", 'é, "two"']),
        (models.JSONField, {"told": [number, "=1"]}),
    )
    text = f'=HYPERLINK("{field.name}")\n{number}; é 🙂'
    return next((value for kind, value in kinds if isinstance(field, kind)), text)


def an_unsaved(table):
    """A row with a value in each column, and with the people and services that it names."""
    row = table()
    for number, field in enumerate(table._meta.concrete_fields, start=1):
        setattr(row, field.attname, an_example(field, number))
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Person | Service):
            named = field.related_model(id=UUID(int=number), name=f"@Name {number}")
            row._state.fields_cache[field.name] = named
    return row


@pytest.mark.parametrize("label", list(EXPORTED))
def test_each_column_of_each_register_is_exported_with_its_own_value(label, monkeypatch):
    """Of every register, one row whose columns all differ; no database, so that none is left out for want of a row."""
    table = table_of(label)
    row = an_unsaved(table)
    monkeypatch.setattr(export_engine, "rows", lambda _table: iter([row]))
    assert compared(table, [row]) >= 3 * (len(table._meta.concrete_fields) - 6)
    told = json.loads(b"".join(as_json(table)))["rows"][0]
    for field in table._meta.concrete_fields:
        if f"{field.name}_name" in told and field.is_relation:
            assert told[f"{field.name}_name"] == getattr(row, field.name).name


def test_no_table_of_a_register_is_forgotten():
    tables = {
        one._meta.label_lower
        for part in apps.get_app_configs()
        if part.name.startswith("watchbook.")
        for one in part.get_models()
        if issubclass(one, Recorded)
    }
    assert set(EXPORTED) | set(NOT_EXPORTED) >= tables, tables - set(EXPORTED) - set(NOT_EXPORTED)
    assert not set(EXPORTED) & set(NOT_EXPORTED)
    assert set(NOT_EXPORTED) <= tables


def test_no_export_holds_what_an_envelope_holds(people):
    filled(people)
    for label in EXPORTED:
        assert "envelope" not in schema(table_of(label))["properties"], label
        assert b"Jane Roe" not in b"".join(as_json(table_of(label))), label


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_one_takes_what_one_may_read_and_that_is_recorded_first(people, ending):
    browser = signed_in(people.edmund)
    page = browser.get("/reports/exports/").text
    shown = set(re.findall(rf'/reports/exports/([a-z.]+)\.{ending}"', page))
    assert shown == {label for label, one in EXPORTED.items() if can(one.may, people.edmund)}
    answered = browser.get(f"/reports/exports/oversight.inspection.{ending}")
    assert answered.status_code == 200
    assert b"".join(answered) if answered.streaming else answered.content
    event = Event.objects.get(name="exported.taken")
    assert event.fields == {"table": "oversight.inspection", "format": ending, "rows": 0}
    assert event.by == people.edmund.id


def test_what_one_may_not_read_or_what_is_no_register_is_not_exported(people):
    browser = signed_in(people.ines)
    assert browser.get("/reports/exports/oversight.inspection.csv").status_code == 403
    browser = signed_in(people.edmund)
    for name in (
        "organisation.person.csv",
        "auth.user.json",
        "oversight.inspection.pdf",
        "keys.key.csv",
        "a.b.c.csv",
    ):
        assert browser.get(f"/reports/exports/{name}").status_code == 404
    assert not Event.objects.filter(name="exported.taken").exists()
    browser = signed_in(people.bryn)  # may not see by name who took part in training
    assert browser.get("/reports/exports/governance.attendance.csv").status_code == 403
    assert browser.get("/reports/exports/governance.course.csv").status_code == 200


def test_those_export_requests_who_may_read_each_and_without_the_words_of_who_asked(people):
    assert those_who_may(people, may_export_requests) == those_who_may(people, may_read_requests)
    row = received(people, "1. How often? Yours, Jane Roe")
    told = b"".join(as_json(table_of("foi.request"))).decode()
    assert row.reference in told
    assert "Jane Roe" not in told


def test_who_runs_a_source_is_in_no_export_and_applications_go_to_their_readers(people):
    authorisations.in_force(people)
    address = "/reports/exports/authorisations.authorisation.csv"
    assert signed_in(people.bryn).get(address).status_code == 403
    assert signed_in(people.fatima).get(address).status_code == 403
    page = signed_in(people.simon).get(address)
    head = b"".join(page.streaming_content if page.streaming else [page.content]).decode().splitlines()[0]
    assert "applicant_name" in head
    assert not [one for one in ("handler", "controller", "record_keeper") if one in head]
