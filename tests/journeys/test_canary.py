"""A name typed into every form of the service stands in no log, no address, no error page and nowhere in the open log."""

import re
from urllib.parse import quote

import pytest

from tests import given, server
from tests.architecture.addresses import addresses
from tests.journeys import service as services
from tests.pages import browser
from tests.people import PASSWORD
from tests.visitor import Visitor
from watchbook.foi import request
from watchbook.machine import cluster
from watchbook.machine.connection import connect
from watchbook.organisation import duty, person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

CANARY = "Ottoline Wrenfeather"
TOKEN = "wrenfeather"  # in any case, in any encoding of the space before it
LOGO = b"\x89PNG\r\n\x1a\n" + CANARY.encode()
CONTENTS = {
    "logo": ("{}.png", LOGO),
    "rows": ("{}.csv", f"sender,subject\n{CANARY},{CANARY}\n".encode()),
    "file": ("{}.pdf", b"%PDF-1.7 " + CANARY.encode()),
    "document": ("{}.pdf", b"%PDF-1.7 " + CANARY.encode()),
}
# What an authority publishes of itself may be told in the open (tests/architecture/test_personal_fields.py).
PUBLISHED = {"authority.amended", "service.added"}
SETTINGS = "/organisation/authority/"
SIGNED_IN = ("ada", "simon", "helen", "bryn")
# Forms of allauth's that our service has no use for: each page answers, and has no form or a closed one.
KEYS = {"uidb36": "1-2", "key": "set-password"}


@pytest.fixture
def loud(committed, committed_people, hashed, tmp_path):
    """A service that logs all it can, with something on each page."""
    people = committed_people
    given.a_letter(people, dated_on=given.particulars().dated_on)
    request.receive("1. How often?", received_on=given.AT.date(), regime="foia", by=people.bryn, at=given.AT)
    duty.propose(people.nell, kind=DutyKind.INVESTIGATOR, from_on=today(), by=people.bashir, at=given.AT)
    log = tmp_path / "service.log"
    with services.running(committed, people=people, log=log, settings="tests.journeys.loud") as running:
        running.may_sign_in(*SIGNED_IN, hashed=hashed)
        yield running


def paths(service):
    """Every address of the service, filled with things that are there."""
    known = {
        "governance": {"reference": "L-0001"},
        "foi": {"reference": "FOI-0001"},
        "organisation": {
            "person_id": service.people.nell.id,
            "duty_id": service.asked("SELECT id FROM organisation_duty WHERE state = 'proposed'"),
            "sha256": "0" * 64,
        },
    }
    for address in addresses():
        things = known.get(address.name.split(":")[0], KEYS)
        pattern = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", address.pattern).replace("^", "").replace("$", "")
        yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found, of=things: quote(str(of[found[1]])), pattern)


def typed_into(form, *, only=lambda box: True):
    """Every box that takes text with the canary in it."""
    values = {}
    for box in form.fields:
        if box.kind == "email":
            values[box.name] = f"{CANARY.replace(' ', '.')}@canary.invalid"
        elif box.kind in {"text", "textarea", "password"} and only(box):
            values[box.name] = CANARY
    return values


def is_free_text(box):
    """Whether a box takes any words: neither a day's nor the colour's."""
    return not re.search(r"_(day|month|year)$|colour", box.name)


def filled(form):
    """A form as somebody fills it who means it: days and colours real, the canary wherever words go."""
    day = {"day": str(today().day), "month": str(today().month), "year": str(today().year)}
    days = {
        box.name: day[box.name.rpartition("_")[2]]
        for box in form.fields
        if re.search(r"_(day|month|year)$", box.name)
    }
    return days | {"colour": "#123456"} | typed_into(form, only=is_free_text)


def files_for(form):
    """The form's files, the canary in their names and in them."""
    return {name: (CONTENTS[name][0].format(CANARY), CONTENTS[name][1]) for name in form.files}


def use_every_form(visitor, service):
    """Open every page; send each form twice: nonsense first, then as somebody who means it."""
    sent = set()
    for path in paths(service):
        for form in visitor.forms(path):
            if "close" in form.action:
                continue  # it has no box, and the others need the account
            for values in (typed_into(form), filled(form)):
                if form.page == SETTINGS:
                    del values["name"]  # the council's own name stands on every page
                visitor.send(form, values, files_for(form))
            sent.add(form.page)
    return sent


def fail_to_sign_in(visitor):
    """A wrong password, an account that is not there, too many tries."""
    for _ in range(7):
        (form,) = visitor.forms("/account/login/")
        visitor.send(form, {"login": f"{CANARY.replace(' ', '.')}@canary.invalid", "password": CANARY})


def be_a_nuisance(visitor):
    """The name where no form has it: in an address, a parameter, a header, a cookie, a body that is no form."""
    name = quote(CANARY)
    for path in (
        f"/{name}/",
        f"/foi/requests/{name}/",
        f"/?q={name}",
        f"/governance/letters/{name}/file/",
        f"/static/{name}.css",
    ):
        visitor.ask("GET", path)
    for header in ("Referer", "User-Agent", "X-Forwarded-For", "Accept-Language", "Host", "Cookie", "Origin"):
        visitor.ask("GET", "/licence/", headers={header: f"{CANARY}.invalid"})
    for kind in (
        "application/json",
        "multipart/form-data; boundary=x",
        f"text/plain; charset={CANARY.split()[1]}",
    ):
        visitor.ask("POST", "/foi/requests/new/", CANARY.encode(), {"Content-Type": kind})
    visitor.ask(
        "POST",
        "/account/login/",
        f"login={name}".encode(),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    visitor.ask(CANARY.split(maxsplit=1)[0].upper(), "/licence/")


def break_the_database(service):
    """From here on PostgreSQL refuses every row that names the canary, and says the row in its complaint."""
    tables = {"foi_request": "text", "governance_letterreceived": "subject", "organisation_person": "name"}
    with server.as_database_role("owner", database=service.database) as sql:
        for table, column in tables.items():
            sql.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT x_{column} CHECK ({column} NOT ILIKE '%{TOKEN}%') NOT VALID"
            )


def cut_the_database_off(service):
    """No connection any more."""
    app = f"{server.PREFIX}_app"
    with connect(server.admin()) as sql:
        sql.execute(f'REVOKE CONNECT ON DATABASE "{service.database}" FROM "{app}"')
        query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s AND datname = %s"
        sql.execute(query, [app, service.database])


def provoke(visitor, path):
    """Send the forms of a page as somebody who means it."""
    return [visitor.send(form, filled(form), files_for(form)).status for form in visitor.forms(path)]


def names_the_canary(text):
    """Whether a text holds the name in any case."""
    return TOKEN in text.lower()


def test_a_name_typed_into_every_form_stands_where_it_was_typed_and_nowhere_else(loud):
    visitors = [Visitor(loud.address).sign_in(loud.people.addresses[name], PASSWORD) for name in SIGNED_IN]
    used = set().union(*(use_every_form(visitor, loud) for visitor in [Visitor(loud.address), *visitors]))
    assert {
        "/account/login/", "/account/password/reset/", "/account/password/change/",
        "/foi/requests/new/", "/governance/letters/add/", "/governance/letters/import/",
        "/governance/letters/L-0001/correct/", "/governance/letters/L-0001/reply/", "/governance/letters/L-0001/no-reply/",
        SETTINGS, "/organisation/services/add/", "/organisation/people/", "/organisation/people/add/",
    } <= used  # fmt: skip
    stranger = Visitor(loud.address)
    fail_to_sign_in(stranger)
    for visitor in (stranger, visitors[-1]):
        be_a_nuisance(visitor)
    kept = loud.asked("SELECT count(*) FROM foi_request WHERE text ILIKE %s", f"%{TOKEN}%")
    kept += loud.asked("SELECT count(*) FROM governance_letterreceived WHERE subject ILIKE %s", f"%{TOKEN}%")
    kept += loud.asked("SELECT count(*) FROM organisation_person WHERE name ILIKE %s", f"%{TOKEN}%")
    assert kept >= 3, "the forms were not accepted, so nothing was shown"

    break_the_database(loud)
    officer, keeper = visitors[3], visitors[2]
    assert provoke(officer, "/foi/requests/new/") == [500]
    assert provoke(keeper, "/governance/letters/add/") == [500]
    cut_the_database_off(loud)
    assert officer.ask("GET", "/foi/requests/").status == 503

    everyone = [*visitors, stranger]
    assert_errors_and_addresses_do_not_name_it([answer for visitor in everyone for answer in visitor.answers])
    assert_the_log_in_the_open_does_not_name_it(loud)
    assert not names_the_canary(loud.log.read_text()), loud.log.read_text()
    assert '"status": 500' in loud.log.read_text()
    if (
        server.IS_EMBEDDED
    ):  # what another server writes is its operator's to settle: use-another-postgresql.md
        assert not names_the_canary(cluster.log_file(server.HOME).read_text(errors="replace"))


def assert_errors_and_addresses_do_not_name_it(answers):
    """A kept file is handed out under its own name; an address that was typed with the name may come back."""
    told = [
        (answer.path, name, value)
        for answer in answers
        for name, value in answer.headers
        if names_the_canary(value) and name != "content-disposition" and not names_the_canary(answer.path)
    ]
    shown = [answer for answer in answers if answer.status >= 400 and names_the_canary(answer.text)]
    assert not told
    assert not [(answer.status, answer.path, answer.text) for answer in shown]
    assert {400, 403, 404, 500, 503} <= {answer.status for answer in answers}


def assert_the_log_in_the_open_does_not_name_it(loud):
    with server.as_database_role("backup", database=loud.database) as sql:
        rows = sql.execute("SELECT name, fields::text FROM audit_log_event").fetchall()
        sessions = sql.execute("SELECT count(*) FROM django_session").fetchone()
    assert {name for name, fields in rows if names_the_canary(fields)} <= PUBLISHED
    assert sessions[0] > 0


def test_no_mail_names_anybody_in_its_subject(people, mailoutbox):
    email = f"{CANARY.replace(' ', '.')}@canary.invalid"
    person.add(email=email, name=CANARY, service=None, by=people.ada, at=given.AT)
    for address in (email, f"not.{email}"):
        browser().post("/account/password/reset/", {"email": address})
    assert mailoutbox
    assert not [mail.subject for mail in mailoutbox if names_the_canary(mail.subject)]
