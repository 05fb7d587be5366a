"""Every path that can destroy something asks for legal holds: each delete in SQL, each key, each file, each disposal."""

import ast
import re
from functools import partial
from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection

from tests.architecture.source import called, calls, dotted, every_node, imported, listed, modules
from watchbook.files import disposal as files_disposal
from watchbook.files.removal import NAMES_A_FILE
from watchbook.foi.request_hold import ALL_TABLES

# Tables that lose rows and hold nothing that a hold can be on, each with the reason.
NOTHING_TO_HOLD = {
    "account_emailaddress": "an address to sign in by: the account's, which is emptied by the key of its events",
    "account_emailconfirmation": "a link that was sent to confirm an address",
    "web_press": "the hash of a press of a button, and where it led",
    "governance_pendingimport": "an upload that nobody has taken in yet",
    "django_cache": "counted again when asked for",
    "organisation_session": "who is signed in",
    "procrastinate_jobs": "work that is done",
    "organisation_councilaccount": "which council account signs somebody in, whose link its holder removes",
    "mfa_authenticator": "a second factor, which its holder or two administrators take off",
    "procrastinate_events": "work that is done",
    "procrastinate_periodic_defers": "work that is done",
    "procrastinate_workers": "which workers run",
}
LOSING_ROWS = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND has_table_privilege(%s, oid, 'DELETE')
"""
# Columns that hold a content: to write over one destroys it.
CONTENT = ("envelope", *sorted(NAMES_A_FILE))
# Tables whose content may be written over, each with the reason.
NOTHING_TO_KEEP = {
    "organisation_authority.logo_sha256": "the council's own logo",
    "governance_pendingimport.parcel_sha256": "never changed",
    "foi_request.file_sha256": "never changed",
}
CHANGEABLE = """
    SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attname = ANY (%s)
    AND has_column_privilege(%s, pg_class.oid, attname, 'UPDATE')
    AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname LIKE 'pgtrigger\\_written\\_once%%' AND tgenabled = 'O')
"""
KEPT = """
    SELECT relname, pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname = 'not_overwritten' AND tgtype & 2 = 2 AND tgtype & 1 = 1 AND tgtype & 16 = 16 AND tgenabled = 'O'
"""
GUARDED = """
    SELECT relname, tgtype & 8 = 8, tgtype & 4 = 4, tgtype & 16 = 16 FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname = %s AND tgtype & 2 = 2 AND tgtype & 1 = 1 AND tgenabled = 'O'
"""
# After a statement that adds rows, for all of them: the statement is undone where one is held.
GUARDED_AT_ONCE = """
    SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname = %s AND tgtype = 4 AND tgnewtable = 'added' AND tgenabled = 'O'
"""
# Who destroys keys and files: only these, each after the database took the order of a disposal.
DESTROYS_KEYS = {
    "watchbook.keys.keyring": "the two copies themselves",
    "watchbook.keys.destruction": "what the act of a disposal ordered, once it is committed",
    "watchbook.keys.repair": "a copy that missed what the other had destroyed already",
    "watchbook.keys.draft": "words that nobody has sent yet",
    "watchbook.keys.tally": "running counts of a week that is over, which would tell who posted",
}
REMOVES_FILES = {"watchbook.files.removal": "what no row names any more, once the disposal is committed"}
# Who orders the removal of files beside the disposals: each in the transaction of an update that its table's guard asks about.
ORDERS_FILES = {
    "watchbook.evidence.capture": "a capture that failed",
    "watchbook.evidence.capture_worker": "a file that another worker gave up",
    "watchbook.evidence.intake": "a file that could not be stored",
    "watchbook.evidence.time_stamp": "a bundle that grew by a time stamp",
    "watchbook.register.pending_import": "an upload that nobody has taken in yet",
    "watchbook.retention.deletion.course": "what a list deleted, once its rows are gone",
}
# Who orders the end of keys beside the disposals, which ask for holds.
ORDERS_KEYS = {
    "watchbook.listening.label_sheet": "texts of days: whoever posted was promised their end, and no hold is on them",
}
# Statements of SQL in the product that change or delete rows: the log's own, of what waits to be sealed, and the copies of keys.
WRITES_SQL = {
    "watchbook.audit_log.rejoin",
    "watchbook.audit_log.seal",
    "watchbook.keys.copies",
    "watchbook.web.plain_cache",  # which forgets what is over
}
SQL = re.compile(r"\b(DELETE FROM|TRUNCATE (TABLE )?\w|UPDATE \w+ SET|DROP TABLE|INSERT INTO keys_)")
DELETES_ROWS = {
    "watchbook.web.press": "the hash of a press of a button, after a day or where it may be pressed again",
    "watchbook.organisation.council_account": "which council account signs somebody in: the event says so",
    "watchbook.organisation.sessions": "who is signed in, ended by its holder or an administrator: the event says so",
    "watchbook.organisation.person": "who is signed in, of an account that was closed: the event says so",
    "watchbook.organisation.sign_in": "who is signed in, of an account that has a new password: the event says so",
    "watchbook.organisation.recovery": "a lost second factor, or every session of an account: the event says so",
    "watchbook.organisation.session_store": "a session that somebody ended",
    "watchbook.foi.request.requester": "forget: guarded by its table, under its request",
    "watchbook.register.pending_import": "an upload that nobody has taken in yet",
    "watchbook.investigations.subject": "the index of a name that was corrected: written anew at once",
}


def asked(question, *values):
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


@pytest.mark.usefixtures("db")
def test_every_table_that_loses_rows_is_guarded_or_holds_nothing():
    losing = {name for (name,) in asked(LOSING_ROWS, settings.DATABASE_ROLES["app"])}
    guarded = {
        name for name, deleted, _inserted, _updated in asked(GUARDED, "not_under_legal_hold") if deleted
    }
    assert losing - guarded == set(NOTHING_TO_HOLD), listed(sorted(losing - guarded))


@pytest.mark.usefixtures("db")
def test_the_order_to_destroy_a_key_and_the_erasure_of_an_event_are_guarded():
    guarded = asked(GUARDED, "not_under_legal_hold")
    assert [name for name, _deleted, _inserted, updated in guarded if updated] == ["audit_log_eventsecret"]
    for name in ("not_under_legal_hold", "not_asked_for"):
        assert asked(GUARDED_AT_ONCE, name) == [("keys_keydestruction",)]


@pytest.mark.usefixtures("db")
def test_every_content_that_can_be_written_over_is_guarded_or_need_not_be_kept():
    changeable = {
        f"{table}.{column}"
        for table, column in asked(CHANGEABLE, list(CONTENT), settings.DATABASE_ROLES["app"])
    }
    guards = dict(asked(KEPT))
    guarded = {
        one
        for one in changeable
        for table, column in [one.split(".")]
        if re.search(rf"old\.{column}\S* IS DISTINCT FROM", guards.get(table, ""))
    }
    assert changeable - guarded == set(NOTHING_TO_KEEP), listed(sorted(changeable - guarded))


@pytest.mark.usefixtures("db")
def test_what_requests_may_be_about_is_guarded_for_them_too():
    guarded = {name for name, deleted, _inserted, _updated in asked(GUARDED, "not_asked_for") if deleted}
    assert guarded == {label.replace(".", "_") for label in ALL_TABLES}


TAKES = "watchbook.files.disposal"


def test_the_end_of_a_key_is_ordered_by_disposals_alone():
    orders_it = {
        module.name
        for module in modules()
        if any(dotted(call.func) == "destruction.at_commit" for call in calls(module.tree))
    }
    assert orders_it == {TAKES, *ORDERS_KEYS}
    wrong = [
        module.at(call)
        for module in modules()
        for call in calls(module.tree)
        if (dotted(call.func) == "destruction.at_commit" and module.name not in orders_it)
        or (orders(call, "KeyDestruction") and module.name != "watchbook.keys.destruction")
    ]
    assert not wrong, listed(wrong)


def orders(call, table):
    """Whether a call writes rows of a table: makes one, or goes by its manager to create or change."""
    whole = dotted(call.func) or ""
    return whole == table or (
        whole.startswith(f"{table}.objects.") and whole.split(".")[-1] in {"create", "bulk_create", "update"}
    )


def test_nothing_else_orders_the_removal_of_files():
    found = {
        module.name
        for module in modules()
        if module.noun != "disposal" and not module.name.startswith("watchbook.machine")
        for call in calls(module.tree)
        if dotted(call.func) in {"removal.at_commit", "removal.remove"}
    }
    assert found == set(ORDERS_FILES), listed(sorted(found ^ set(ORDERS_FILES)))


def test_no_statement_of_sql_destroys_past_the_acts():
    found = {
        module.name
        for module in modules()
        if not module.name.startswith("watchbook.machine")
        for node in every_node(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    }
    assert found == WRITES_SQL, listed(sorted(found ^ WRITES_SQL))


@pytest.mark.parametrize(
    ("verb", "known"), [("destroy", DESTROYS_KEYS), ("remove", REMOVES_FILES), ("delete", DELETES_ROWS)]
)
def test_nothing_else_destroys(verb, known):
    found = {
        module.name
        for module in modules()
        if module.noun != "disposal" and not module.name.startswith(("watchbook.machine", "watchbook.demo"))
        for call in calls(module.tree)
        if destroys(call, verb)
    }
    assert found == set(known), listed(sorted(found ^ set(known)))


def destroys(call, verb):
    """Whether a call destroys by this verb: a key of a ring or a copy, a file of the store, a row."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != verb:
        return False
    whole = dotted(call.func.value) or ""
    if verb == "destroy":
        return whole.split(".")[-1] in {"ring", "copy"}
    if verb == "remove":
        of = call.func.value
        return isinstance(of, ast.Call) and dotted(of.func) == "the_store"
    return not call.args and not call.keywords


def test_each_disposal_goes_the_one_way():
    wrong = [name for name in settings.DISPOSAL if not are_declared(import_module(name))]
    assert not wrong, listed(wrong)


def are_declared(disposal):
    """Whether a part's disposal takes what it declares, and nothing else, by the one act."""
    return (
        isinstance(disposal.dispose, partial)
        and disposal.dispose.func is files_disposal._dispose
        and disposal.dispose.args == (disposal.GOES,)
    )


# Who takes things: each with the question that it asks first, about all of them.
TAKERS = {
    "watchbook.retention.deletion.list_pass": "why_held",
    "watchbook.retention.deletion.replay": "why_held",
    "watchbook.retention.deletion.kept_lines": "why_held",
}


def test_whoever_disposes_asks_for_holds_first():
    taking = {"dispose", "_dispose", "take", "gather"}
    takers = {
        module.name
        for module in modules()
        if module.noun != "disposal"
        for where, what, _node in imported(module.tree)
        if where == TAKES and what in taking
    } | {
        module.name
        for module in modules()
        if module.noun != "disposal" and any(called(call) == "dispose" for call in calls(module.tree))
    }
    assert takers == set(TAKERS)
    for module in modules():
        if question := TAKERS.get(module.name):
            assert question in {called(call) for call in calls(module.tree)}, module.name
