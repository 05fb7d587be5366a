"""Pages of the authority's settings, its services, and its colour as a style sheet."""

import re

import pytest

from tests import given
from tests.log import everything
from tests.pages import a_file, browser, signed_in, typed, words
from tests.rights import BOTH, closed_to_all_but
from watchbook.files.store import the_store
from watchbook.organisation import service
from watchbook.organisation.models import Authority, Service

SETTINGS = "/organisation/authority/"
ADD = "/organisation/services/add/"
CSS = "/organisation/brand.css"
PNG = b"\x89PNG\r\n\x1a\n and a picture"
JPEG = b"\xff\xd8\xff and a picture"
SENT = {"name": "Tilling Council", "colour": "#123ABC", "contact": "01632 960001"}


def test_the_settings_show_what_is_set_and_the_services(people):
    service.close(service.add(name="Parking", by=people.ada, at=given.AT), by=people.ada, at=given.AT)
    page = signed_in(people.ada).get(SETTINGS)
    assert {"Test Council", "#1d4f7c"} <= typed(page)
    assert "Parking (closed 2 March 2026)" in words(page)
    assert "Access-to-information law FOIA, EIR" in words(page)


def test_the_settings_are_saved_with_the_logo_kept(people):
    client = signed_in(people.ada)
    response = client.post(SETTINGS, SENT | {"logo": a_file("logo.png", PNG)}, follow=True)
    assert "The settings were saved." in words(response)
    row = Authority.objects.get()
    assert (row.name, row.colour, row.contact) == ("Tilling Council", "#123abc", "01632 960001")
    assert the_store().get(row.logo_sha256) == PNG
    client.post(SETTINGS, SENT | {"name": "Again"})
    assert Authority.objects.get().logo_sha256 == row.logo_sha256
    assert Authority.objects.get().name == "Again"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Enter the authority’s name"),
        ({"colour": "red"}, "Enter the colour as #"),
        (
            {"logo": ("logo.png", b"GIF89a")},
            "The file’s name ends in .png, but its content is of another kind.",
        ),
        ({"logo": ("logo.pdf", b"%PDF-1.7")}, "Select a PNG or JPEG picture"),
        ({"logo": ("logo.svg", b"<svg onload='x'/>")}, "We do not keep files of this kind."),
    ],
)
def test_refused_settings_keep_what_was_typed_and_write_nothing(people, files_folder, changes, says):
    before = everything()
    sent = SENT | {name: a_file(*value) if name == "logo" else value for name, value in changes.items()}
    response = signed_in(people.ada).post(SETTINGS, sent)
    assert response.status_code == 200
    assert "Error: Settings" in words(response)
    assert says in words(response)
    assert {value for value in (SENT | changes).values() if isinstance(value, str) and value} <= typed(
        response
    )
    assert everything() == before
    assert not files_folder.exists()


def test_the_logo_is_a_picture_for_everybody_and_no_other_kept_file_has_its_address(people):
    other = the_store().put(b"%PDF-1.7 a letter")
    unset = browser().get(f"/organisation/logo/{other}/")
    for name, data, media_type in (("a.png", PNG, "image/png"), ("a.jpg", JPEG, "image/jpeg")):
        signed_in(people.ada).post(SETTINGS, SENT | {"logo": a_file(name, data)})
        response = browser().get(f"/organisation/logo/{Authority.objects.get().logo_sha256}/")
        assert (response.content, response["Content-Type"]) == (data, media_type)
        assert response["Cache-Control"] == "public, max-age=86400, immutable"
        assert response["X-Content-Type-Options"] == "nosniff"
    assert browser().get(f"/organisation/logo/{other}/").status_code == unset.status_code == 404


def test_a_service_is_added(people):
    client = signed_in(people.ada)
    assert "What is the service called?" in words(client.get(ADD))
    assert "The service was added." in words(client.post(ADD, {"name": "Licensing"}, follow=True))
    assert Service.objects.filter(name="Licensing").exists()
    response = client.post(ADD, {"name": "LICENSING"})
    assert "You cannot use this name: another service has it." in words(response)
    assert "LICENSING" in typed(response)


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    closed_to_all_but(BOTH, people, SETTINGS, ADD, match="You cannot change the authority’s settings")


def test_the_style_sheet_has_the_colour_and_is_there_before_signing_in(people):
    response = browser().get(CSS)
    assert re.fullmatch(r":root { --[a-z-]+: #1d4f7c; }\n", response.text)
    assert response["Content-Type"] == "text/css"
    assert response["Cache-Control"] == "public, max-age=300"
    assert browser().post(CSS).status_code == 405


def test_before_set_up_there_is_no_colour(db):
    assert browser().get(CSS).text == ""


def test_there_are_no_settings_without_an_authority(people, monkeypatch):
    monkeypatch.setattr("watchbook.organisation.views.authority.the_authority", lambda: None)
    assert signed_in(people.ada).get(SETTINGS).status_code == 404
