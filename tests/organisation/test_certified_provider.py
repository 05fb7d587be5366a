"""A whole sign-in at a certified OpenID provider (npm `oidc-provider`) on loopback, as `make proof` brings it."""

import re
import shutil
import subprocess
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest

from tests import given
from tests.organisation.council import CLIENT, SECRET, SUBJECT
from tests.pages import browser
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.proof_only import in_proof_only
from watchbook.organisation import council_account
from watchbook.organisation.named_provider import Settings

pytestmark = [
    in_proof_only,
    pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not on this machine"),
]
VERSION = "9.13.3"
BACK = "http://testserver/organisation/council-sign-in/back/"
PROGRAM = Path(__file__).with_name("provider.mjs")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Redirections are followed by hand, as far as the provider's own addresses."""

    def redirect_request(self, *_about):
        """Not at all."""


class Person:
    """Somebody at the provider's pages."""

    def __init__(self):
        self.opener = urllib.request.build_opener(NoRedirect, urllib.request.HTTPCookieProcessor(CookieJar()))

    def sign_in(self, where, subject):
        """Fill in each form until it leads back to us."""
        while not where.startswith(BACK):
            where, page = self.step(where, None)
            if page:
                action = re.search(r'<form[^>]*action="([^"]+)"', page)[1]
                prompt = re.search(r'name="prompt" value="(\w+)"', page)[1]
                where, _page = self.step(
                    urljoin(where, action), {"prompt": prompt, "login": subject, "password": "any"}
                )
        return where

    def step(self, where, form):
        """One request."""
        request = urllib.request.Request(where, urlencode(form).encode() if form else None)
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return where, answer.read().decode()
        except HTTPError as answer:
            if answer.status not in {302, 303}:
                raise AssertionError(answer.read().decode()) from answer
            return urljoin(where, answer.headers["Location"]), ""


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    """The provider from npm, at one version."""
    folder = tmp_path_factory.mktemp("npm")
    subprocess.run(
        ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", f"oidc-provider@{VERSION}"],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    return folder


@pytest.fixture
def issuer(settings, tmp_path, modules):
    """The address of the provider, which the settings name."""
    (tmp_path / "secret").write_text(SECRET)
    port = free_port()
    words = ["node", PROGRAM, modules / "node_modules", str(port), CLIENT, SECRET, BACK]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as provider:
        assert provider.stdout.readline() == b"answers\n"
        settings.COUNCIL_SIGN_IN = Settings(f"http://localhost:{port}", CLIENT, tmp_path / "secret")
        yield f"http://localhost:{port}"
        provider.terminate()


def begun(client):
    """Where the button on the sign-in page leads."""
    return client.get("/organisation/council-sign-in/")["Location"]


def path_of(where):
    """The path of ours to which the provider leads back."""
    return where.removeprefix("http://testserver")


def test_the_linked_person_comes_in_once_and_another_does_not(issuer, people, record_property):
    council_account.link(people.ines, issuer=issuer, subject=SUBJECT, by=people.ines, at=given.AT)
    for subject, status in ((SUBJECT, 302), ("of-somebody-else", 403)):
        client = browser()
        back = Person().sign_in(begun(client), subject)
        assert client.get(path_of(back)).status_code == status
        assert client.get("/looks/").status_code == (200 if status == 302 else 302)
        assert browser().get(path_of(back)).status_code == 403  # in another browser
        assert client.get(path_of(back)).status_code in {302, 403}
        record_property("sign-ins at a certified provider", 1)


def test_an_answer_that_was_changed_on_the_way_is_refused(issuer, people, record_property):
    council_account.link(people.ines, issuer=issuer, subject=SUBJECT, by=people.ines, at=given.AT)
    for name in ("code", "state", "iss"):
        client = browser()
        back = urlsplit(Person().sign_in(begun(client), SUBJECT))
        told = {key: values[0] for key, values in parse_qs(back.query).items()}
        changed = urlencode(told | {name: "http://localhost:1" if name == "iss" else told[name][:-2] + "AA"})
        assert client.get(f"{back.path}?{changed}").status_code == 403, name
        assert client.get("/looks/").status_code == 302
        record_property("changed answers of a certified provider", 1)
