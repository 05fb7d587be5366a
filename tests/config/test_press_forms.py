"""Every form of every page carries the key of its press, the library's pages too."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse

from tests.pages import browser, signed_in
from watchbook.web import press

TEMPLATES = [*Path("watchbook").rglob("*.html")]
OF_THE_LIBRARY = (
    "account_change_password", "account_logout", "account_reauthenticate", "mfa_activate_totp", "mfa_reauthenticate",
)  # fmt: skip


class Forms(HTMLParser):
    """The forms of a page that are sent by POST: where to, and what they send as they stand."""

    def __init__(self, text):
        super().__init__()
        self.found, self._open = [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self._open = None
            if told.get("method", "").lower() == "post":
                self._open = {}
                self.found.append((told.get("action") or "", self._open))
        elif self._open is not None and tag in {"input", "button"} and told.get("name"):
            is_off = told.get("type") in {"checkbox", "radio"} and "checked" not in told
            if not is_off and told.get("type") != "file":
                self._open[told["name"]] = told.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self._open = None


def test_each_template_gives_its_forms_the_key_and_never_the_token_alone():
    assert not [path.name for path in TEMPLATES if "{% csrf_token" in path.read_text()]
    forms = [
        (path.name, form)
        for path in TEMPLATES
        for form in re.findall(
            r"<form\b[^>]*method=.?post\b.*?</form>", path.read_text(), re.DOTALL | re.IGNORECASE
        )
    ]
    assert len(forms) > 20
    assert not [name for name, form in forms if "csrf_input" not in form]


@pytest.mark.parametrize("name", OF_THE_LIBRARY)
def test_the_librarys_forms_carry_the_key(people, name):
    page = signed_in(people.ada).get(reverse(name), follow=True)
    forms = Forms(page.text).found
    assert forms
    assert all(press.KEY.fullmatch(told.get(press.FIELD, "")) for _, told in forms), name


@pytest.mark.django_db
def test_the_page_to_sign_in_carries_the_key():
    assert 'name="press"' in browser().get(reverse("account_login")).text
