"""What was decided for a request as a whole is filed under one of its rights when a home is upgraded; the others are asked for."""

from importlib import import_module
from uuid import uuid4

from tests import server

FILED = import_module("watchbook.retention.migrations.0006_right_by_right").FILED
TABLES = ("retention_rightsrequest", "retention_founditem", "organisation_person")
REQUEST = """
    INSERT INTO retention_rightsrequest (id, recorded_at, envelope, reference, rights, received_on, state, closed_on, recorded_by_id)
    VALUES (%s, now(), '', %s, '{access,erasure}', '2026-01-01', %s, %s, %s)
"""
ITEM = """
    INSERT INTO retention_founditem (id, recorded_at, envelope, number, "right", is_protected, told_about, "table", thing,
        thing_reference, decision, ground, request_id, decided_by_id, decided_on)
    VALUES (gen_random_uuid(), now(), '', %s, '', true, %s, '', gen_random_uuid(), '', %s, %s, %s, %s, '2026-01-02')
"""
OPEN = {
    ("give", "copy"): {"access": "give", "erasure": ""},
    ("erase", "no_need"): {"access": "", "erasure": "erase"},
    ("restrict", "dispute"): {"access": "", "erasure": "restrict"},
    ("refuse", "public_task"): {"access": "", "erasure": "refuse"},
    ("refuse", "crime"): {"access": "refuse", "erasure": ""},
    ("neither", "neither"): {"access": "neither", "erasure": "neither"},
    ("not_theirs", ""): {"access": "not_theirs", "erasure": "not_theirs"},
}


def test_a_decision_for_a_whole_request_answers_one_right_and_an_open_request_asks_for_the_others():
    with server.fresh_database() as name, server.as_database_role("owner", database=name) as owner:
        owner.execute("ALTER TABLE retention_founditem DROP CONSTRAINT found_item_is_once_a_requests")
        _guards(owner, "DISABLE")
        person, requests = uuid4(), {"open": uuid4(), "answered": uuid4()}
        owner.execute(
            "INSERT INTO organisation_person (id, recorded_at, password, email, name, is_active, is_system)"
            " VALUES (%s, now(), '', 'a@council.invalid', 'A', true, false)",
            [person],
        )
        for state, request in requests.items():
            closed = None if state == "open" else "2026-01-03"
            owner.execute(REQUEST, [request, state, state, closed, person])
            for number, (decision, ground) in enumerate(OPEN, 1):
                owner.execute(ITEM, [number, request, decision, ground, request, person])
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _guards(owner, "ENABLE")
        owner.execute(FILED)
        rows = owner.execute(
            'SELECT request.state, number, "right", decision FROM retention_founditem AS found'
            " JOIN retention_rightsrequest AS request ON request.id = found.request_id"
        ).fetchall()
        for number, (given, rights) in enumerate(OPEN.items(), 1):
            filed = {
                right: decision for state, of, right, decision in rows if (state, of) == ("open", number)
            }
            assert filed == rights, given
        closed = [decision for state, _of, _right, decision in rows if state == "answered"]
        assert sorted(closed) == sorted(decision for decision, _ground in OPEN), "nothing is asked for again"
        owner.rollback()


def _guards(owner, how):
    for table in TABLES:
        owner.execute(f"ALTER TABLE {table} {how} TRIGGER USER")
