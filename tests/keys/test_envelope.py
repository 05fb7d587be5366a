"""Envelopes, drafts, the blind index, and that a dump of the database without the keys names nobody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given as tried
from hypothesis import settings as options
from hypothesis import strategies

from tests import given, server
from watchbook.investigations.models import Investigation
from watchbook.keys import blind_index, draft, envelope
from watchbook.keys.refused import EnvelopeNotOpened, KeyDestroyed, KeysMissing
from watchbook.organisation.session_store import SessionStore

FACTS = {"called": "Zoë", "handles": ["@z"], "known": ""}
CANARIES = (
    "Ottoline Wrenfeather",
    "@wrenfeather_o",
    "Wrenfeather sells at the market",
    "About Wrenfeather",
    "Wrenfeather van",
)


def test_an_envelope_opens_for_its_item_and_kind_alone(ring):
    item, other = uuid4(), uuid4()
    sealed = envelope.seal(FACTS, item=item, kind="subject")
    assert envelope.open_sealed(sealed, item=item, kind="subject") == FACTS
    assert sealed != envelope.seal(FACTS, item=item, kind="subject")
    envelope.seal(FACTS, item=other, kind="subject")
    for place in ({"item": other, "kind": "subject"}, {"item": item, "kind": "note"}):
        with pytest.raises(EnvelopeNotOpened):
            envelope.open_sealed(sealed, **place)
    with pytest.raises(KeysMissing):
        envelope.open_sealed(sealed, item=uuid4(), kind="subject")
    assert not envelope.is_destroyed(item)


def test_every_byte_of_an_envelope_counts(ring):
    item = uuid4()
    sealed = envelope.seal(FACTS, item=item, kind="k")
    changed = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))]
    for broken in (*changed, sealed[:-1], sealed + b"x", b""):
        with pytest.raises(EnvelopeNotOpened):
            envelope.open_sealed(broken, item=item, kind="k")


def test_a_list_says_which_of_its_rows_was_destroyed_and_shows_the_others(ring):
    rows = [Investigation(id=uuid4()) for _ in range(2)]
    for row in rows:
        envelope.put(row, FACTS)
    gone, kept = rows
    ring.destroy([gone.id])
    with pytest.raises(KeyDestroyed):
        envelope.opened(gone)
    said = envelope.opened_all(rows)
    assert said[kept.id] == FACTS
    assert said[gone.id]["called"] == "Deleted: cannot be read"
    assert said[gone.id].get("handles", ()) == ()
    assert envelope.holding(rows, "zoe") == [kept]
    assert envelope.holding(rows, "destroyed") == []
    with pytest.raises(KeysMissing):
        envelope.opened_all([*rows, Investigation(id=uuid4(), envelope=kept.envelope)])


def test_a_draft_is_kept_sealed_and_its_key_destroyed_after_two_days(ring, db):
    session = SessionStore()
    assert draft.kept(session, "form") == {}
    draft.keep(session, "form", {"title": "Zephyrine"})
    assert draft.kept(session, "form") == {"title": "Zephyrine"}
    assert "Zephyrine" not in repr(dict(session.items()))
    draft.destroy_old(timezone.localdate() + timedelta(days=1))
    assert draft.kept(session, "form")
    draft.destroy_old(timezone.localdate() + timedelta(days=2))
    assert draft.kept(session, "form") == {}
    draft.forget(session, "form")
    assert not list(session.items())


@options(max_examples=50, deadline=None)
@tried(strategies.text(max_size=30))
def test_folding_forgets_case_and_is_done_once(text):
    folded = blind_index.fold(text)
    assert blind_index.fold(folded) == folded or folded.startswith("@")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łukasz Ødegård", "lukasz odegard"),
        ("ＡＢＣ", "abc"),
        ("Straße", "STRASSE"),
        ("a\u200bb  c", "AB C"),
        ("@x", "X"),
    ],
)
def test_variants_of_a_name_fold_alike(one, other):
    assert blind_index.fold(one) == blind_index.fold(other)


def test_a_dump_of_the_database_names_nobody(committed, committed_people):
    people = committed_people
    name, handle, known, title, text = CANARIES
    whole = given.an_investigation(people, title=title, purpose=title)
    row = given.a_subject(people, whole, called=name, handles=[handle], known=known)
    given.a_note(people, text, about=row)
    dumped = dump(committed)
    assert "investigations_subject" in dumped
    assert "wrenfeather" not in dumped.lower()


def dump(database):
    """Every row of every table, as the role that makes the backups reads it."""
    tables = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    with server.as_database_role("backup", database=database) as sql:
        names = [name for (name,) in sql.execute(tables)]
        return repr({name: sql.execute(f'SELECT * FROM "{name}"').fetchall() for name in names})


@pytest.mark.parametrize(
    "text", ["zoë quill", "ZOE  QUILL", "zoëquill", "@zoe", "o'brien", "two\nlines", "12"]
)
def test_a_text_is_found_in_any_value_however_it_is_spelt(text):
    facts = {
        "called": "Zoë Quill",
        "known": None,
        "answers": [{"q": ["O’Brien “said”", {"then": "two\nlines"}]}],
        "count": 12,
    }
    assert envelope.says(facts, text)


@pytest.mark.parametrize("text", ["Zara", "called", "None", "\\n", "{", " ", ""])
def test_what_no_value_says_is_not_found_though_a_printed_envelope_would_show_it(text):
    assert not envelope.says({"called": "Zoë\nQuill", "known": None, "handles": [{"z": []}]}, text)
