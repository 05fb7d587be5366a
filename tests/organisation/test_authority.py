"""The authority's own settings."""

from hashlib import sha256

from tests import given
from tests.log import open_words, told, undone_when_the_log_fails
from tests.rights import BOTH, refused_to_all_but
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.organisation import authority
from watchbook.organisation.models import Authority

LOGO = Content(data=b"\x89PNG\r\n\x1a\n", name="logo.png", media_type="image/png")
HASH = sha256(LOGO.data).hexdigest()


def amend(by, **changes):
    facts = {"name": " Tilling Council ", "colour": "#123456", "contact": " 01632 960001 "} | changes
    return authority.amend(Authority.objects.get(), by=by, at=given.AT, **facts)


def test_the_settings_are_changed_and_told_and_no_person_is_named(people):
    amend(people.ada, logo=LOGO)
    row = Authority.objects.get()
    assert (row.name, row.colour, row.contact) == ("Tilling Council", "#123456", "01632 960001")
    assert (row.logo_sha256, row.nation, str(row)) == (HASH, "england", "Tilling Council")
    assert the_store().get(HASH) == LOGO.data
    fields = {
        "title": "Tilling Council",
        "colour": "#123456",
        "logo_sha256": HASH,
    }
    personal = dict.fromkeys(authority.SETTINGS, "") | {"contact": "01632 960001"}
    assert told(row) == ("authority.amended", people.ada.id, given.AT, fields, personal)
    assert "01632" not in open_words()


def test_a_logo_that_is_not_given_stays(people):
    amend(people.ada, logo=LOGO)
    assert amend(people.bashir).logo_sha256 == HASH
    assert told(Authority.objects.get())[3]["logo_sha256"] == HASH


def test_only_a_system_administrator_changes_them(people):
    refused_to_all_but(
        BOTH,
        people,
        amend,
        match="You cannot change the authority’s settings: only a system administrator can",
    )


def test_a_failing_log_undoes_the_act(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, authority, lambda: amend(people.ada))


def test_the_public_reaches_it_by_each_line_that_is_set_once():
    row = Authority(contact="a@council.invalid", address="The Guildhall", email="a@council.invalid")
    assert authority.reached(row) == ["a@council.invalid", "The Guildhall"]
