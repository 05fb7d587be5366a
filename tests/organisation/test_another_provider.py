"""A whole sign-in at a provider that others wrote: its keys, its forms, its tokens."""

import http.client
from urllib.parse import urlencode, urlsplit

import oidc_provider_mock
import pytest

from tests import given
from tests.organisation.council import CLIENT, SECRET, SUBJECT
from tests.pages import browser
from watchbook.organisation import council_account
from watchbook.organisation.named_provider import Settings


@pytest.fixture
def issuer(settings, tmp_path):
    """The address of the provider, which the settings name."""
    (tmp_path / "secret").write_text(SECRET)
    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as server:
        address = f"http://localhost:{server.server_port}"
        settings.COUNCIL_SIGN_IN = Settings(address, CLIENT, tmp_path / "secret")
        yield address


def sign_in_there(where, subject):
    """Send the provider's form, and give the path to which it leads back."""
    asked = urlsplit(where)
    connection = http.client.HTTPConnection(asked.hostname, asked.port)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"{asked.path}?{asked.query}", urlencode({"sub": subject}), form)
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    return f"{back.path}?{back.query}"


def test_the_linked_person_comes_in_and_another_does_not(issuer, people):
    council_account.link(people.ines, issuer=issuer, subject=SUBJECT, by=people.ines, at=given.AT)
    for subject, status in ((SUBJECT, 302), ("of-somebody-else", 403)):
        client = browser()
        where = client.get("/organisation/council-sign-in/")["Location"]
        answer = client.get(sign_in_there(where, subject))
        assert answer.status_code == status
        assert client.get("/looks/").status_code == (200 if status == 302 else 302)
