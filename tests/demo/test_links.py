"""Each duty of the demonstration follows every link: its records are of many services, kinds and people."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.architecture.test_crawled_addresses import NO_REFUSALS, asked, followed, name_of
from tests.audit_log.sealing import a_place, as_sealer, sealed
from tests.pages import signed_in
from tests.proof_only import in_proof_only
from watchbook.audit_log.publish import publish
from watchbook.organisation.models import Person
from watchbook.organisation.rules import DutyKind

MENU = re.compile(r'<ul class="govuk-service-navigation__list".*?</ul>', re.DOTALL)


@pytest.fixture(scope="session")
def published(standing, tmp_path_factory, django_db_blocker):
    """Its log, signed: a certificate leads to the key."""
    database, _files = standing
    with django_db_blocker.unblock():
        place = a_place(tmp_path_factory.mktemp("signer") / "signer")
        sealed(database, place)
        with as_sealer(database):
            publish(key=place.signer.verifier.line, now=timezone.now())


@in_proof_only
@pytest.mark.parametrize("kind", list(DutyKind))
def test_no_link_of_the_demonstration_leads_to_a_refusal_and_each_page_has_one_current_item(
    published, loaded, kind, record_property, monkeypatch
):
    menus = []

    def counted(client: Client, path: str):
        answer = asked(client, path)
        if found := MENU.findall(
            answer.text if answer.get("Content-Type", "").startswith("text/html") else ""
        ):
            menus.append((path, [menu.count("aria-current=") for menu in found]))
        return answer

    monkeypatch.setattr("tests.architecture.test_crawled_addresses.asked", counted)
    person = Person.objects.filter(duties__kind=kind).order_by("email").first()
    links = list(followed(signed_in(person)))
    refused = [
        (led_by, path) for path, status, led_by in links if status >= 400 and name_of(path) not in NO_REFUSALS
    ]
    assert not refused, "\n".join(f"{led_by} leads to {path}" for led_by, path in refused)
    assert [path for path, counts in menus if counts != [1]] == []
    record_property("links followed", len(links))
    record_property("menus read", len(menus))
