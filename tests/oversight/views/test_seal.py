"""The page of the seal: how it stands, which entry an event is, and its receipt."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from tests.audit_log.outside import a_witness, an_authority
from tests.audit_log.sealing import a_place, as_sealer, sealed
from tests.ledger.reading import check_receipt
from tests.pages import browser, signed_in, words
from tests.rights import closed_to_all_but
from watchbook.audit_log import health, publish
from watchbook.audit_log.event_opening import leaf_of
from watchbook.audit_log.models import Event
from watchbook.audit_log.outsiders import Outsiders
from watchbook.audit_log.queries import events_about
from watchbook.ledger import slip
from watchbook.ledger.tree import leaf_hash

SEAL = "/oversight/seal/"
CHECKERS = {"simon", "helen", "fatima", "edmund", "ivo"}


def test_before_anything_is_sealed_the_page_says_so(people):
    text = words(signed_in(people.edmund).get(SEAL))
    assert "Last seal none yet" in text
    assert "Last published checkpoint none yet" in text
    assert "none yet; the operator chooses the time-stamping authorities" in text


def test_a_sealed_log_shows_seal_publication_time_stamp_and_witness(committed_people, tmp_path):
    database, place = connection.settings_dict["NAME"], a_place(tmp_path)
    authority, stamps = an_authority(tmp_path)
    witness, signs = a_witness(place.signer.verifier)
    size = sealed(database, place)
    with as_sealer(database):
        publish.publish(key=place.signer.verifier.line, now=datetime(2026, 11, 25, 12, tzinfo=UTC))
        for outsiders, send in ((Outsiders((authority,)), stamps), (Outsiders((), (witness,)), signs)):
            publish.Asking(outsiders, send=send).step()
    client = signed_in(committed_people.edmund)
    text = words(client.get(SEAL))
    assert f"25 November 2026; entries: {size}" in text
    assert "by Test authority" in text
    assert "by witness.example/w1" in text
    event = Event.objects.filter(name="duty.granted").first()
    assert "The event is sealed as entry" in words(client.get(SEAL, {"event": str(event.id)}))
    answer = client.get(reverse("oversight:receipt", args=[event.id]))
    assert check_receipt(answer.content, log=place.signer.verifier).event == event.id
    page = f"/organisation/people/{committed_people.nell.pk}/"
    assert "Sealed in the audit log as entry" in words(signed_in(committed_people.ada).get(page))
    address = reverse("oversight:receipt", args=[event.id])
    for person, may in ((committed_people.edmund, True), (committed_people.ada, False)):
        request = RequestFactory().get(page)
        request.user = person
        events = events_about(event.subject_id)
        assert (address in render_to_string("audit_log/events.html", {"events": events}, request)) is may


def test_what_is_not_there_or_not_sealed_has_no_receipt(people):
    client = signed_in(people.ivo)
    assert "No event has this ID." in words(client.get(SEAL, {"event": "nothing"}))
    first = str(Event.objects.first().id)
    assert "The event is recorded but not sealed yet." in words(client.get(SEAL, {"event": first}))
    for event in (Event.objects.first().id, "00000000-0000-4000-8000-000000000000"):
        assert client.get(reverse("oversight:receipt", args=[event])).status_code == 404
    assert "Not yet sealed." in words(signed_in(people.ada).get(f"/organisation/people/{people.nell.pk}/"))


def test_whoever_acted_keeps_a_slip_and_nobody_takes_anothers(people, settings, tmp_path):
    place = a_place(tmp_path / "signer")
    settings.SIGNING_KEY = tmp_path / "signer" / "key"
    event = Event.objects.filter(by=people.ada.pk).first()
    address = reverse("oversight:slip", args=[event.id])
    answer = signed_in(people.ada).get(address)
    assert slip.read(answer.text, key=place.signer.verifier) == (event.id, leaf_hash(leaf_of(event)))
    named = f"{event.recorded_at:%Y-%m-%d-%H%M%S}-{event.name}-{event.id}.slip"
    assert answer["Content-Disposition"] == f'attachment; filename="{named}"'
    for other in (people.nell, people.edmund):
        assert signed_in(other).get(address).status_code == 404
    request = RequestFactory().get("/")
    for person, may in ((people.ada, True), (people.edmund, False)):
        request.user = person
        page = render_to_string("audit_log/events.html", {"events": events_about(event.subject_id)}, request)
        assert (address in page) is may
    settings.SIGNING_KEY = tmp_path / "none"
    refused = signed_in(people.ada).get(address)
    assert refused.status_code == 409
    assert "cannot read the key of the audit log" in words(refused)
    assert str(tmp_path) not in refused.text


def test_what_waits_too_long_is_said_with_what_to_do(people, monkeypatch):
    monkeypatch.setattr(health, "LONGEST_WAIT", health.timedelta(seconds=-1))
    assert "Some entries have been waiting for more than a minute to be sealed" in words(
        signed_in(people.simon).get(SEAL)
    )


def test_only_those_who_check_and_the_administrator_see_it(people):
    closed_to_all_but({*CHECKERS, "ada", "bashir"}, people, SEAL, match="check the seal")


@pytest.mark.parametrize("waits", [True, False])
def test_the_public_health_says_yes_or_no_and_nothing_else(people, monkeypatch, waits):
    if waits:
        monkeypatch.setattr(health, "LONGEST_WAIT", health.timedelta(seconds=-1))
    answer = browser().get("/health")
    assert answer.status_code == (503 if waits else 200)
    assert answer.json() == {"well": not waits, "database": True, "seal": not waits}
