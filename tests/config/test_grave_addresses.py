"""Before each grave act a second factor of the last minutes: the settings' list against the acts, and by HTTP."""

import re
import time

import pytest
from django.conf import settings
from django.urls import reverse

from tests.architecture.addresses import addresses
from tests.log import everything
from tests.organisation.factors import required, signed_in_with_factor, with_codes
from tests.proof_only import share
from watchbook.audit_log.record import KINDS

# Of each grave event the address by which a person makes it; a disposal has no page.
BY = {
    "duty.granted": ("organisation:duty_grant", "organisation:duties"),
    "authority.own_pages_confirmed": ("organisation:own_pages_confirm",),
    "council_account.linked": ("organisation:council_link_confirm",),
    "recovery.agreed": ("organisation:recovery_agree",),
    "recovery.factor_removed": ("organisation:recovery_factor",),
    "authorising.granted": ("authorisations:grant",),
    "judicial_approval.granted": ("authorisations:judicial_approval",),
    "judicial_approval.refused": ("authorisations:judicial_approval",),
    "judicial_approval.quashed": ("authorisations:judicial_approval",),
    "renewal.granted": ("authorisations:renew",),
    "renewal.completed": ("authorisations:renewal_judicial_approval",),
    "renewal.ordered": ("authorisations:renewal_judicial_approval",),
    "source_opening.granted": ("authorisations:source_open",),
    "subject.kind_confirmed": ("investigations:kind_confirm",),
    "break_glass.opened": ("investigations:break_glass_open",),
    "deletion.proposed": (
        "retention:deletion_propose",
        "retention:deletion_propose_of",
        "retention:rights_request_erase",
    ),
    "deletion.approved": ("retention:deletion_approve",),
    "found_item.restriction_lifted": ("retention:rights_request_lift",),
    "rights_question.restriction_lifted": ("retention:rights_question_lift",),
    "rights_question.erasure_agreed": ("retention:rights_question_agree",),
    "legal_hold.placed": ("retention:hold_place",),
    "legal_hold.ended": ("retention:hold_end",),
    "complaint.link_ended": ("retention:complaint_link_end",),
    "answer.sent": ("foi:send",),
    "publication.published": ("foi:publication_new",),
    "publication.corrected": ("foi:publication_correct",),
    "publication.withdrawn": ("foi:publication_withdraw",),
    "error_report.established": ("oversight:error_establish",),
    "error_report.dismissed": ("oversight:error_dismiss",),
    "error_report.notified": ("oversight:error_interim", "oversight:error_full"),
}
# What no person's press makes: the job of a deletion that two people agreed on, an update, a restore, an opening that ran out.
BY_THE_CLOCK = {
    "deletion.completed",
    "deletion.keys_destroyed",
    "deletion.keys_replaced",
    "deletion.list_restored",
    "deletion.replayed",
    "deletion.rows_deleted",
    "guard.changed",
    "installation.restored",
    "source_opening.ended",
}
# What gives many names away at once, as a file.
EXPORTS_WITH_NAMES = {
    *(f"authorisations:record_{ending}" for ending in ("csv", "xlsx", "pdf")),
    "authorisations:court_pack",
    "evidence:pack",
    "governance:training_matrix_csv",
    "reports:export",
    "reports:inspection_pack",
}
# What could shut people out, or put somebody forward, from a browser that was left open.
OF_ACCOUNTS = {
    f"organisation:{name}"
    for name in ("person_close", "person_reopen", "person_sessions_end", "duty_end", "duty_propose")
}
ANYTHING = {"uuid": "0199aaaa-0000-7000-8000-000000000000", "int": 1}


def path_of(address):
    """The path of an address with anything for its arguments."""
    arguments = re.findall(r"<(?:(\w+):)?(\w+)>", address.pattern)
    return reverse(address.name, kwargs={name: ANYTHING.get(kind, "A-1") for kind, name in arguments})


@pytest.fixture(autouse=True)
def _in_production(settings):
    required(settings)


def test_every_grave_act_has_its_address_in_the_list():
    grave = {kind.name for kind in KINDS.values() if kind.is_grave}
    by_person = grave - BY_THE_CLOCK - {name for name in grave if name.endswith(".disposed")}
    assert by_person <= BY.keys(), sorted(by_person - BY.keys())
    assert {address for name in by_person for address in BY[name]} <= settings.GRAVE_ADDRESSES
    assert EXPORTS_WITH_NAMES | OF_ACCOUNTS <= settings.GRAVE_ADDRESSES
    assert {address.name for address in addresses()} >= settings.GRAVE_ADDRESSES


def test_no_grave_form_is_taken_without_a_fresh_factor(people, record_property):
    known = {one.name: one for one in addresses()}
    client = signed_in_with_factor(with_codes(people.ada), at=time.time() - 601)
    before = everything()
    for name in sorted(settings.GRAVE_ADDRESSES):
        answer = client.post(path_of(known[name]), {"x": "y"})
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/account/second-factor/reauthenticate/"), name
    assert everything() == before
    record_property("grave forms refused", len(settings.GRAVE_ADDRESSES))


def test_with_a_fresh_factor_the_page_answers_for_itself(people):
    client = signed_in_with_factor(with_codes(people.ada), at=time.time() - 300)
    assert client.get("/organisation/people/add/").status_code == 200


def test_no_address_is_reached_without_a_second_factor(people, record_property):
    from_factor = ("mfa_", "account_")
    tried = [one for one in addresses() if not one.is_public and not one.name.startswith(from_factor)]
    clients = [signed_in_with_factor(whose, at=None) for whose in (people.ada, people.simon)]
    for at, one in enumerate(tried):
        if one.name in {"organisation:brand_css", "organisation:logo", "organisation:council_fresh"}:
            continue
        for client in share(clients, at, of=len(clients)):
            answer = client.get(path_of(one))
            assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/"), one.name
    record_property("addresses closed", len(tried))
