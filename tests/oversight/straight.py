"""Rows of oversight straight in SQL."""

from uuid import uuid4

NOTHING = {"file_sha256": "", "file_name": "", "file_media_type": "", "file_size": 0}
ENTRY = {"is_struck": False, "corrects_id": None}


def insert(sql, table, facts):
    """One row straight into a table."""
    facts = {"id": uuid4(), **facts}
    columns, places = ", ".join(f'"{name}"' for name in facts), ", ".join(f"%({name})s" for name in facts)
    sql.execute(f"INSERT INTO oversight_{table} ({columns}) VALUES ({places})", facts)


def audit_facts(people, **changes):
    return {
        "reference": "A-9",
        "title": "x",
        "trigger": "other",
        "concerns_social_media": "no",
        "whole_authority": True,
        "services": [],
        "began_on": "2018-03-01",
        "reported_on": "2018-05-04",
        "findings": "",
        "release": "not_considered",
        "release_provision": "",
        "recorded_by_id": people.edmund.id,
        **ENTRY,
        **NOTHING,
    } | changes


def inspection_facts(people, **changes):
    return {
        "reference": "I-9",
        "body": "ipco",
        "scope": "x",
        "concerns_social_media": "no",
        "first_on": "2018-03-01",
        "last_on": "2018-03-02",
        "report_received_on": "2018-05-04",
        "release": "not_considered",
        "release_provision": "",
        "recorded_by_id": people.helen.id,
        **ENTRY,
        **NOTHING,
    } | changes
