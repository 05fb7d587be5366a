"""A name typed into every form of the service stands in no log, no address, no error page and nowhere in the open log."""

import json
import re
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from tests import given, server
from tests.journeys import service as services
from tests.journeys.canary import CANARY, MAIL, TOKEN, files_for, filled, names_the_canary, nonsense
from tests.journeys.everything import ENDS, acts, paths
from tests.journeys.spreadsheets import IMPORTS, bring_in
from tests.pages import browser
from tests.people import PASSWORD
from tests.proof_only import in_proof_only
from tests.visitor import Visitor
from watchbook.machine import cluster
from watchbook.machine.connection import connect
from watchbook.organisation import founding_address, person

# What an authority publishes of itself may be told in the open (tests/architecture/test_personal_fields.py).
PUBLISHED = {"authority.amended", "service.added"}
# The pages at which a register begins, in the order in which they can be filled.
BEGIN = ("begin:authority", "begin:laws", "begin:administrators", "begin:check")
SETTINGS = "/organisation/authority/"
SIGNED_IN = ("ada", "helen", "bryn", "simon", "edmund", "fatima", "ines", "leila", "marian", "oliver")
# Of an answer what it says: its heading, and what is wrong; and of that so many characters.
TOLD = re.compile(r"<h1.*?</h1>|govuk-error-summary__list\">.*?</ul>", re.DOTALL)
TAG, SHORT = re.compile(r"<[^>]*>|^[^<]*\">"), 300
# Forms of the library's that refuse the canary, and must have been sent all the same.
LIBRARYS = {"account_login", "account_change_password"}
# Acts of ours whose form nobody's visit sends, each with the reason.
ROWS = "its boxes are rows to choose; tests/authorisations types names into the act"
TICKED = "it is ticked, never typed; tests/retention sends it"
NOT_TAKEN = {
    "reports:sample_draw": "it takes choices, days and a number alone; tests/reports sends it",
    "retention:deletion_propose": TICKED,
    "retention:deletion_send_again": TICKED,
    "retention:restored": TICKED,
    "retention:restored_stand_in": TICKED,
    **dict.fromkeys(
        ("mfa_authenticate", "mfa_reauthenticate_webauthn"),
        "it is shown only to somebody with a second factor; tests/journeys/test_second_factor.py sends it",
    ),
    "account_logout": "it takes no words, and ends the visit; tests/organisation sends it",
    "account_email": "nobody changes their own address, so the page has no form",
    "authorisations:covert_profile_add": ROWS,
    **dict.fromkeys(
        ("organisation:recovery_decline", "organisation:recovery_link", "organisation:recovery_factor"),
        "its button comes in another state of a recovery and takes no words",
    ),
    **dict.fromkeys(
        (
            "organisation:session_end",
            "organisation:council_link_confirm",
            "organisation:council_unlink",
        ),
        "its button stands beside a second session and takes no words",
    ),
    "foi:refusal_lift": "its button stands beside a refusal and takes no words",
    "triage:check": "its form comes once every question is answered; tests/triage types names into the act",
    "evidence:intake": "there is no key here to seal with; tests/evidence types names into the act",
}


@pytest.fixture
def loud(committed, committed_people, things, hashed, tmp_path):
    """A service that logs all it can, with something on each page."""
    log = tmp_path / "service.log"
    with services.running(
        committed, people=committed_people, log=log, settings="tests.journeys.loud"
    ) as running:
        running.may_sign_in(*SIGNED_IN, hashed=hashed)
        yield running


class Everybody:
    """Visitors who open every page and send each of its forms until somebody's is taken."""

    def __init__(self, visitors):
        self.visitors = visitors
        self.sent = set()  # who sent which act: some pages have two forms of one, told apart by boxes
        self.taken = set()  # the acts whose form was taken
        self.postponed = {}  # the pages with forms that end something
        self.answered = {}  # what an act whose form was not taken was answered last

    def use(self, addresses):
        """First what ends nothing, then what does."""
        for name, path in sorted(addresses, key=lambda one: bool(ENDS.search(one[0]))):
            for visitor in self.visitors:
                self._open(visitor, path, may_end=bool(ENDS.search(name)))
        for path in (
            *self.postponed,
        ) * 3:  # a page has two forms that end something, and what was closed can be opened again
            for visitor in self.visitors:
                self._open(visitor, path, may_end=True)

    def _open(self, visitor, path, *, may_end):
        for form in visitor.forms(path):
            act = act_of(form)
            sent = (act, visitor, frozenset(form.values))
            if act in self.taken or sent in self.sent:
                continue
            if ENDS.search(act) and not may_end:
                self.postponed[path] = None
                continue
            self.sent.add(sent)
            taken = bring_in(visitor, path, IMPORTS[act]) if act in IMPORTS else send(visitor, form)
            self.taken |= {act} if taken else set()
            self.answered[act] = visitor.answers[-1]
            if taken and may_end:
                return  # what the page's other forms are about may have ended

    def said_of(self, act):
        """An act in words: what was answered last where its form was shown and not taken."""
        if act in self.taken or act not in self.answered:
            return f"{act}: its form was {'taken' if act in self.taken else 'never shown'}"
        answer = self.answered[act]
        parts = " ".join(TOLD.findall(answer.text)) or answer.text
        return f"{act}: {answer.status} {answer.path} {' '.join(TAG.sub(' ', parts).split())[:SHORT]}"


def act_of(form):
    """The name of the address to which a form is sent."""
    return resolve(urlsplit(urljoin(form.page, form.action)).path).view_name


def send(visitor, form):
    """Send a form twice, nonsense first, then as somebody who means it; whether it was taken."""
    for values in (nonsense(form), filled(form, act_of(form))):
        if form.page == SETTINGS:
            del values["name"]  # the council's own name stands on every page
        answer = visitor.send(form, values, files_for(form))
        if answer.status in {200, 302} and "govuk-error-summary" not in answer.text:
            return True
    return False


def failed(answer):
    """Whether the service failed; nobody seals here, and its health says just that once acts have waited a minute."""
    if answer.path == "/health" and answer.status == 503:
        return json.loads(answer.text) != {"well": False, "database": True, "seal": False}
    return answer.status >= 500


def fail_to_sign_in(visitor):
    """A wrong password, an account that is not there, too many tries."""
    for _ in range(7):
        visitor.send(visitor.sign_in_form(), {"login": MAIL, "password": CANARY})


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
    return [
        visitor.send(form, filled(form, act_of(form)), files_for(form)).status for form in visitor.forms(path)
    ]


@in_proof_only  # some minutes, since each of eleven visitors opens every report and export
def test_a_name_typed_into_every_form_stands_where_it_was_typed_and_nowhere_else(loud, things):
    visitors = {
        name: Visitor(loud.address).sign_in(loud.people.addresses[name], PASSWORD) for name in SIGNED_IN
    }
    everybody = Everybody([Visitor(loud.address), *visitors.values()])
    everybody.use(paths(things))
    left = acts() - everybody.taken.union(BEGIN)
    wrong = sorted(left.symmetric_difference(NOT_TAKEN))
    assert not wrong, "\n".join(everybody.said_of(act) for act in wrong)
    assert {act for act, *_by in everybody.sent} >= LIBRARYS
    assert_each_register_was_imported_step_by_step(loud)
    answered = [answer for visitor in everybody.visitors for answer in visitor.answers]
    assert not [(answer.method, answer.path) for answer in answered if failed(answer)]
    stranger = Visitor(loud.address)
    fail_to_sign_in(stranger)
    for visitor in (stranger, visitors["bryn"]):
        be_a_nuisance(visitor)

    break_the_database(loud)
    assert provoke(visitors["bryn"], "/foi/requests/new/") == [500]
    assert provoke(visitors["helen"], "/governance/letters/add/") == [500]
    cut_the_database_off(loud)
    assert visitors["bryn"].ask("GET", "/foi/requests/").status == 503

    everyone = [*everybody.visitors, stranger]
    assert_errors_and_addresses_do_not_name_it([answer for visitor in everyone for answer in visitor.answers])
    assert_the_log_in_the_open_does_not_name_it(loud)
    assert not names_the_canary(loud.log.read_text()), loud.log.read_text()
    assert things["authorisations:calendar"]["secret"] not in loud.log.read_text()
    assert things["account_reset_password_from_key"]["key"] not in loud.log.read_text()
    assert '"status": 500' in loud.log.read_text()
    assert {400, 403, 404, 500, 503} <= {answer.status for visitor in everyone for answer in visitor.answers}
    if (
        server.IS_EMBEDDED
    ):  # what another server writes is its operator's to settle: use-another-postgresql.md
        assert not names_the_canary(cluster.log_file(server.HOME).read_text(errors="replace"))


def test_a_name_typed_where_a_register_begins_stands_in_the_register_alone(committed, tmp_path):
    token = founding_address.make(server.HOME.founding_address, at=timezone.now())
    log = tmp_path / "service.log"
    with services.running(committed, people=None, log=log, settings="tests.journeys.loud") as running:
        founder = Everybody([Visitor(running.address)])
        founder.use((act, reverse(act, args=[token])) for act in BEGIN)
        assert founder.taken == set(BEGIN)
        assert (
            running.asked("SELECT count(*) FROM organisation_person WHERE name LIKE %s", f"%{CANARY}%") == 2
        )
        be_a_nuisance(founder.visitors[0])
        assert founder.visitors[0].get(f"/begin/{token}/").status == 404
        assert_errors_and_addresses_do_not_name_it(founder.visitors[0].answers)
        assert_the_log_in_the_open_does_not_name_it(running)
        assert not names_the_canary(log.read_text()), log.read_text()
        assert token not in log.read_text()
        assert running.asked("SELECT count(*) FROM organisation_session") == 0, (
            "what was typed is kept in a session"
        )


def assert_each_register_was_imported_step_by_step(loud):
    query = "SELECT count(DISTINCT fields ->> 'register') FROM audit_log_event WHERE name = %s"
    steps = [loud.asked(query, f"pending_import.{step}") for step in ("kept", "matched", "imported")]
    assert steps == [len(IMPORTS) - 1] * 3, "people come by pages of their own"
    assert loud.asked(query, "pending_import.answered") > 0


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


def assert_the_log_in_the_open_does_not_name_it(loud):
    with server.as_database_role("backup", database=loud.database) as sql:
        rows = sql.execute("SELECT name, fields::text FROM audit_log_event").fetchall()
    assert {name for name, fields in rows if names_the_canary(fields)} <= PUBLISHED


def test_no_mail_is_sent_that_could_name_anybody(people, mailoutbox):
    person.add(email=MAIL, name=CANARY, service=None, by=people.ada, at=given.AT)
    for address in (MAIL, f"not.{MAIL}"):
        assert browser().post("/account/password/reset/", {"email": address}).status_code == 405
    assert mailoutbox == []
