"""Where a capture may go, and the list that only tests have."""

import pytest

from tests.each import each
from watchbook.capture.policy import Policy, is_call_home, is_in, listed
from watchbook.capture.refusal import CaptureRefused


def test_a_list_of_allowed_addresses_is_refused_in_production():
    for make in (lambda: Policy(allowed={("a", 1): ""}), lambda: listed(["a.test:8000"], mode="production")):
        with pytest.raises(CaptureRefused) as refusal:
            make()
        assert "tests" in refusal.value.as_error()["why"]


def test_without_a_list_production_is_what_one_gets():
    assert Policy().mode == "production"
    assert listed([], mode="production").allowed == {}


def test_entries_are_hosts_ports_and_addresses_to_take():
    policy = listed(["Site.Test.:8000", "a.test:443=127.0.0.1", "[::1]:80"], mode="test")
    assert policy.allowed == {("site.test", 8000): "", ("a.test", 443): "127.0.0.1", ("::1", 80): ""}


def test_a_made_up_site_may_answer_at_another_port_of_its_address():
    policy = listed(["shop.example:80=127.0.0.1:8123", "six.example:443=::1"], mode="test")
    assert policy.allowed == {("shop.example", 80): "127.0.0.1", ("six.example", 443): "::1"}
    assert policy.ports == {("shop.example", 80): 8123}


@each("entry", ["", "a.test", "a.test:0", "a.test:65536", "a.test:http", "a/b:80", "a b:80", "http://a:80"])
def test_an_entry_that_cannot_be_read_is_refused(entry):
    with pytest.raises(CaptureRefused, match="cannot be read"):
        listed([entry], mode="demo")


@pytest.mark.parametrize(
    "host", ["update.googleapis.com", "ACCOUNTS.google.com.", "clients2.google.com", "redirector.gvt1.com"]
)
def test_what_only_the_browser_asks_for_is_known(host):
    assert is_call_home(host)


@pytest.mark.parametrize(
    "host",
    [
        "www.google.com",
        "fonts.googleapis.com",
        "maps.googleapis.com",
        "update.googleapis.com.example",
        "xupdate.googleapis.com",
    ],
)
def test_what_a_page_may_need_is_not_taken_for_it(host):
    assert not is_call_home(host)


@pytest.mark.parametrize(
    ("address", "is_own"),
    [
        ("203.0.113.7", True),
        ("203.0.114.7", False),
        ("2001:db8:7::1%eth0", True),
        ("2001:db8:8::1", False),
        ("::ffff:203.0.113.7", True),  # each carries the address inside
        ("2002:cb00:7107::1", True),
        ("64:ff9b::203.0.113.7", True),
    ],
)
def test_a_network_of_the_authority_is_known_however_it_is_reached(address, is_own):
    assert is_in(address, ["203.0.113.0/24", "2001:db8:7::/48"]) is is_own
