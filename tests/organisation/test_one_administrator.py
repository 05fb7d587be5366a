"""One administrator with a script becomes nobody: each way in a table, tried by HTTP, and what must still stand after it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import given
from tests.organisation.factors import with_codes
from tests.organisation.recovering import SEEN, a_colleague, with_password
from tests.pages import a_day, browser, signed_in, words
from watchbook.organisation import duty, sign_in
from watchbook.organisation.models import Duty, Person, Recovery
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.session_store import Session, SessionStore

NEW = "a-password-of-the-attacker"
PEOPLE = "/organisation/people/"
HOSTILE = "the-attacker@elsewhere.invalid"


def link_of(ada, whose):
    """Ask for the link, and use whatever comes back."""
    answer = ada.post(f"{PEOPLE}{whose.id}/link/", {"identity": "at_hand_over"})
    for word in answer.text.split():
        if "/account/password/reset/key/" in word:
            use(word)


def use(link):
    client = browser()
    page = client.get(link[link.index("/account/") :].split("<")[0], follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})


def recovery_of(ada, whose, lost="password"):
    ada.post(f"{PEOPLE}{whose.id}/recover/", {"lost": lost, "identity": "staff_pass"})
    return f"/organisation/recoveries/{Recovery.objects.get(person=whose).id}/"


def all_of_a_recovery(ada, people, *, lost):
    own = recovery_of(ada, people.simon, lost)
    for step in ("agree", "link", "factor", "agree"):
        answer = ada.post(f"{own}{step}/")
        for word in answer.text.split():
            if "/account/password/reset/key/" in word:
                use(word)


def propose(ada, whose, kind):
    sent = {"kind": kind, **a_day("from_on", today())}
    ada.post(f"{PEOPLE}{whose.id}/duties/propose/", sent)
    return [str(row.id) for row in Duty.objects.filter(state="proposed")]


def grant_own_proposal(ada, people, *, whose, kind):
    for row in propose(ada, whose, kind):
        ada.post(f"/organisation/duties/{row}/grant/")
        ada.post("/organisation/duties/", {"duties": [row], "answer": "grant"})


def old_link(ada, people):
    key = sign_in.make_link(people.nell, identity=SEEN, by=people.ada, at=given.AT)
    with_password(people.nell)
    use(key)


def with_a_key_of_another(ada, people):
    key = sign_in.make_link(people.nell, identity=SEEN, by=people.ada, at=given.AT)
    mine, hers = key.split("/")[-2].partition("-"), people.simon
    parts = sign_in.path_of_link(hers).split("/")[-2].partition("-")
    use(key.replace(mine[0] + mine[1], parts[0] + parts[1]))


def close_and_open(ada, people):
    for step in ("close", "reopen", "link"):
        ada.post(f"{PEOPLE}{people.simon.id}/{step}/")


def same_address_again(ada, people):
    for address in ("Simon@Council.invalid", " simon@council.invalid "):
        ada.post(f"{PEOPLE}add/", {"name": "Simon", "email": address, "service": ""})


def import_them(ada, people):
    rows = f"name,email,service,duties,from_on,until_on,rank,appointed_minute\nSimon,{given.address('simon')},,,,,,\n"
    file = SimpleUploadedFile("people.csv", rows.encode())
    ada.post(f"{PEOPLE}import/", {"file": file}, follow=True)


def session_from_the_table(ada, people):
    signed_in(people.simon)
    kept = list(Session.objects.values_list("session_key", flat=True))
    for key in kept:
        thief = browser()
        thief.cookies["watchbook_session"] = key
        assert thief.get("/").status_code == 302
    Session.objects.exclude(session_key__in=[]).filter(session_key__in=kept).delete()


def set_fields_that_are_not_asked(ada, people):
    sent = {
        "name": "Zed",
        "email": HOSTILE,
        "is_system": "on",
        "password": NEW,
        "kind": "senior_responsible_officer",
    }
    ada.post(f"{PEOPLE}add/", sent)


def end_the_other(ada, people):
    row = people.bashir.duties.get()
    ada.post(f"/organisation/duties/{row.id}/end/", a_day("on", today()))
    grant_own_proposal(ada, people, whose=people.nell, kind="solicitor")


WAYS = {
    "the link of the SRO": lambda ada, people: link_of(ada, people.simon),
    "the link of the other administrator": lambda ada, people: link_of(ada, people.bashir),
    "links of everybody at once": lambda ada, people: ada.post(
        f"{PEOPLE}links/", {"people": [str(one.id) for one in Person.objects.all()]}
    ),
    "a recovery of the SRO, agreed alone": lambda ada, people: all_of_a_recovery(ada, people, lost="password"),
    "the SRO's second factor, agreed alone": lambda ada, people: all_of_a_recovery(ada, people, lost="second_factor"),
    "a recovery of one's own account": lambda ada, people: ada.post(f"{PEOPLE}{people.ada.id}/recover/", {"lost": "password", "identity": "staff_pass"}),
    "an old first link": old_link,
    "a key made for another": with_a_key_of_another,
    "a guessed key": lambda ada, people: use(f"{sign_in.path_of_link(people.simon)[:-6]}aaaaa/"),
    "an account closed, opened and linked": close_and_open,
    "the same address once more": same_address_again,
    "the same person by import": import_them,
    "fields that no form asks for": set_fields_that_are_not_asked,
    "a duty for oneself": lambda ada, people: grant_own_proposal(ada, people, whose=people.ada, kind="investigator"),
    "the SRO's duty for oneself": lambda ada, people: grant_own_proposal(
        ada, people, whose=people.ada, kind="senior_responsible_officer"
    ),
    "a duty for an accomplice": lambda ada, people: grant_own_proposal(ada, people, whose=people.nell, kind="solicitor"),
    "a third administrator": lambda ada, people: grant_own_proposal(
        ada, people, whose=people.nell, kind="system_administrator"
    ),
    "the other administration ended": end_the_other,
    "a session out of the table": session_from_the_table,
    "another address for one's account": lambda ada, people: ada.post(
        "/account/email/", {"action_add": "", "email": given.address("simon")}
    ),
    "signing up": lambda ada, people: browser().post(
        "/account/signup/", {"email": HOSTILE, "password1": NEW, "password2": NEW}
    ),
    "beginning the register again": lambda ada, people: [browser().get("/begin/"), browser().post("/begin/", {"name": "X"})],
    "a reset by the address": lambda ada, people: browser().post(
        "/account/password/reset/", {"email": given.address("simon")}
    ),
    "the passkey of another": lambda ada, people: [
        ada.post(f"/account/second-factor/webauthn/keys/{pk}/remove/") for pk in range(1, 5)
    ],
}  # fmt: skip
CASE_DATA = (
    "/investigations/", "/investigations/subjects/", "/looks/", "/evidence/", "/foi/requests/", "/authorisations/",
    "/authorisations/central-record.csv", "/triage/", "/governance/letters/", "/oversight/errors/",
)  # fmt: skip


def standing():
    """What no way may change: who holds what in force, whose password and factor is which, who is signed in."""
    duties = set(Duty.objects.filter(state="granted").values_list("person", "kind"))
    passwords = dict(Person.objects.exclude(name__in=["Ada", "Nell"]).values_list("email", "password"))
    sessions = {SessionStore().decode(row.session_data).get("_auth_user_id") for row in Session.objects.all()}
    return duties, {email: kept for email, kept in passwords.items() if email != HOSTILE}, sessions


@pytest.fixture
def cast(people):
    """The SRO and the second administrator have passwords, the SRO a second factor too."""
    for whose in (people.simon, people.bashir):
        with_codes(with_password(whose))
    return people


@pytest.mark.parametrize("way", WAYS)
def test_one_administrator_becomes_nobody_and_grants_nothing(cast, way, record_property):
    ada = signed_in(cast.ada)
    duties, passwords, sessions = standing()
    WAYS[way](ada, cast)
    now = standing()
    assert now[0] <= duties
    assert {email: now[1][email] for email in passwords} == passwords
    assert now[2] <= sessions | {None}
    tried = browser()
    for name in ("simon", "bashir"):
        tried.post("/account/login/", {"login": given.address(name), "password": NEW})
        assert tried.get("/").status_code == 302
    record_property("ways tried", 1)


@pytest.mark.parametrize("page", CASE_DATA)
def test_one_administrator_reads_no_case_data(cast, page, record_property):
    assert signed_in(cast.ada).get(page).status_code in {403, 404}
    record_property("pages of cases refused", 1)


def test_two_who_collude_are_told_to_the_sro_and_the_data_protection_officer(people):
    victim = a_colleague(people)
    ada, bashir = signed_in(people.ada), signed_in(people.bashir)
    bashir.post(f"{recovery_of(ada, victim)}agree/")
    for name in ("simon", "fatima"):
        page = signed_in(getattr(people, name)).get("/")
        assert "Recovery of the account of Carys, asked for by Ada" in page.text
    row = duty.propose(people.nell, kind=DutyKind.SOLICITOR, from_on=today(), by=people.ada, at=given.AT)
    bashir.post(f"/organisation/duties/{row.id}/grant/")
    row.refresh_from_db()
    assert row.state == "proposed"


def test_two_who_end_the_duties_of_both_officers_are_told_to_them_on_their_own_pages(people):
    """Without a mail server too: the page of what administrators did is closed to them from the next day on."""
    ada = signed_in(people.ada)
    for name, duty_ended in (("simon", "senior responsible officer"), ("fatima", "data protection officer")):
        officer = getattr(people, name)
        row = officer.duties.get()
        ada.post(f"/organisation/duties/{row.id}/end/", a_day("on", today()))
        Duty.objects.filter(pk=row.pk).update(until_on=today() - timedelta(days=1))
        page = words(signed_in(officer).get("/"))
        assert f"Ada ended your duty: {duty_ended}" in page
        assert "if you did not expect this, tell the person who appointed you" in page
        assert "actions by administrators in the last 7 days" not in page
    Duty.objects.filter(person=people.simon).update(until_on=today() - timedelta(days=15))
    assert "ended your duty" not in words(signed_in(people.simon).get("/"))
