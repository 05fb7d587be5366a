"""Each duty walks the service by its links alone; every address found is asked for by every other duty and by the public."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.urls import Resolver404, resolve

from tests.architecture.addresses import addresses
from tests.architecture.test_rights_matrix import (  # noqa: F401  # pytest finds the fixture `places` by its name
    ASKS,
    FORBIDDEN,
    OPEN_TO_ALL_SIGNED_IN,
    VISITORS,
    places,
)
from tests.organisation.factors import required
from tests.pages import browser, signed_in
from tests.proof_only import in_proof_only
from tools import rights

LINK = re.compile(r"""<a\b[^>]*\bhref=["']([^"'#]*)""")
OF_EACH = 8  # of the addresses of one pattern, as many are followed as this
ACCOUNT = ("account_", "mfa_")
# No refusals of a right: the slip of a reading that was undone here, and a new factor, which asks first to sign in afresh.
NO_REFUSALS = {"oversight:slip", "mfa_add_webauthn", "mfa_activate_totp"}
BY_TABLE = {"reports:export"}  # asks besides for the right to read the very register


def name_of(path):
    """The name of the address that answers at a path, or nothing."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def asked(client, path):
    """The answer to a page; what the request wrote is undone."""
    with transaction.atomic():
        answer = client.get(path)
        transaction.set_rollback(True)
    return answer


def followed(client):
    """Follow links from the first page: each path, how it is answered, and the page whose link leads there."""
    seen, of_each = {"/"}, Counter()
    waiting = deque([("/", "")])
    while waiting:
        path, led_by = waiting.popleft()
        answer = asked(client, path)
        yield path, answer.status_code, led_by
        if answer.status_code != 200:
            continue
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        for link in LINK.findall(answer.text):
            parts = urlsplit(urljoin(path, unescape(link)))
            if parts.netloc or parts.path in seen or not (name := name_of(parts.path)):
                continue
            seen.add(parts.path)
            of_each[name] += 1
            if of_each[name] <= OF_EACH:
                waiting.append((parts.path, path))


def walked(client):
    """Every path that answers with a page, by following links from the first one."""
    return [path for path, status, _led_by in followed(client) if status == 200]


def verdicts():
    """For each address and duty what the rights table says: always, never, or by whose thing it is."""
    holders = {}
    for right in rights.rights():
        holders.setdefault(right.may, []).append(right.holders)
    for name, (may, _about) in ASKS.items():
        for who, duty in VISITORS.items():
            said = {duty in each for each in holders[may]}
            yield (name, who), said.pop() if len(said) == 1 and name not in BY_TABLE else None


@pytest.fixture
def crawled(people, places):  # noqa: F811  # the fixture by its name
    """Every path found by anybody, once, with its name."""
    paths = {path for who in VISITORS for path in walked(signed_in(getattr(people, who)))}
    return {path: name for path in sorted(paths) if not (name := name_of(path)).startswith(ACCOUNT)}


@in_proof_only
def test_every_address_that_one_duty_finds_is_judged_by_the_rights_table(people, crawled, record_property):
    told, wrong = dict(verdicts()), set()
    public = {one.name for one in addresses() if one.is_public}
    counted = Counter()
    for who in VISITORS:
        client = signed_in(getattr(people, who))
        for path, name in crawled.items():
            opens = asked(client, path).status_code != FORBIDDEN
            wanted = True if name in public | OPEN_TO_ALL_SIGNED_IN else told[name, who]
            counted["by the table" if wanted is not None else "by whose thing it is"] += 1
            if wanted is not None and opens != wanted:
                wrong.add((who, path, name, opens))
    client = browser()
    for path, name in crawled.items():
        counted["by the public"] += 1
        answer = asked(client, path)
        is_shut = answer.status_code == 302 and answer["Location"].startswith(("/account/login/", "/about/"))
        if is_shut == (name in public):
            wrong.add(("public", path, name, answer.status_code))
    assert not wrong, sorted(wrong)
    record_property("addresses crawled", len(crawled))
    for what, number in counted.items():
        record_property(f"replays {what}", number)


@pytest.mark.parametrize(
    "who", [pytest.param(who, marks=[] if who == "ines" else [in_proof_only]) for who in VISITORS]
)
def test_no_link_leads_to_a_refusal(people, places, who, record_property):  # noqa: F811  # the fixture by its name
    links = list(followed(signed_in(getattr(people, who))))
    refused = [
        (led_by, path) for path, status, led_by in links if status >= 400 and name_of(path) not in NO_REFUSALS
    ]
    assert not refused, "\n".join(f"{led_by} leads to {path}" for led_by, path in refused)
    record_property("links followed", len(links))


@in_proof_only
def test_none_of_them_is_reached_without_the_second_factor(people, crawled, settings, record_property):
    required(settings)
    public = {one.name for one in addresses() if one.is_public}
    open_without = {"organisation:council_fresh"}
    shut = [path for path, name in crawled.items() if name not in public | open_without]
    for who in VISITORS:
        client = signed_in(getattr(people, who))
        for path in shut:
            answer = asked(client, path)
            assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/"), path
    record_property("addresses shut without a second factor", len(shut) * len(VISITORS))
