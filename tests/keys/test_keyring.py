"""The keyring: a key per item in two copies, made once, read from either, destroyed for good."""

import secrets
from uuid import uuid4

import pytest

from watchbook.audit_log import durable
from watchbook.keys import keyring, repair
from watchbook.keys.blind_index import AUTHORITY_KEY
from watchbook.keys.copies import Copy
from watchbook.keys.keyring import kept_for_a_while, put_together
from watchbook.keys.refused import EnvelopeNotOpened, KeyDestroyed, KeysMissing
from watchbook.keys.wrapping import WrappedKey

ITEM, OTHER = uuid4(), uuid4()


def damage(path):
    """What a bad disk does: the middle of a file is something else."""
    content = path.read_bytes()
    path.write_bytes(content[:100] + secrets.token_bytes(len(content) - 100))


def test_an_item_has_a_key_of_its_own_in_both_copies_and_keeps_it(ring):
    keys = ring.keys_to_seal([ITEM, OTHER])
    assert len(keys[ITEM]) == 32
    assert keys[ITEM] != keys[OTHER]
    assert ring.keys_to_seal([ITEM]) == ring.keys([ITEM]) == {ITEM: keys[ITEM]}
    for copy in ring.copies:
        (wrapped,) = copy.wrapped([ITEM]).values()
        assert keys[ITEM] not in wrapped.content
        assert keys[ITEM] not in copy.path.read_bytes()


def test_a_key_store_is_begun_once(ring):
    before = ring.authority(), ring.keys_to_seal([ITEM])
    ring.begin()
    assert (ring.authority(), ring.keys([ITEM])) == before


def test_an_item_without_a_key_is_missing_and_its_id_is_named(ring):
    with pytest.raises(KeysMissing, match=f"no key for {ITEM}"):
        ring.keys([ITEM])


def test_a_destroyed_key_is_gone_from_both_copies_and_never_made_again(ring):
    wrapped = ring.copies[0].wrapped(ring.keys_to_seal([ITEM]))[ITEM].content
    ring.destroy([ITEM])
    for refused in (ring.keys, ring.keys_to_seal):
        with pytest.raises(KeyDestroyed, match="gone for good"):
            refused([ITEM])
    assert not any(wrapped in copy.path.read_bytes() for copy in ring.copies)


def test_a_key_is_remembered_for_a_while_and_then_no_longer(ring, monkeypatch):
    key = ring.keys_to_seal([ITEM])
    with kept_for_a_while():
        assert ring.keys([ITEM]) == key
        with monkeypatch.context() as patched:
            patched.setattr(Copy, "_open", None)
            assert ring.keys([ITEM]) == ring.keys_to_seal([ITEM]) == key
        ring.destroy([ITEM])
        with pytest.raises(KeyDestroyed):
            ring.keys([ITEM])
    assert keyring._kept.get() is None


@pytest.mark.parametrize("first", ["index", "store"])
def test_what_is_remembered_of_the_store_is_no_key_and_no_key_passes_for_it(ring, first):
    """Else a name is indexed where nobody finds it, or an envelope is bound to what no later page binds it to."""
    store, index = ring.authority(), ring.keys_to_seal([AUTHORITY_KEY])
    asked = {"store": ring.authority, "index": lambda: ring.keys_to_seal([AUTHORITY_KEY])}
    with kept_for_a_while():
        asked[first]()
        assert (ring.authority(), ring.keys_to_seal([AUTHORITY_KEY])) == (store, index)


def test_keys_put_together_are_known_at_once_and_in_both_copies_at_the_end(ring):
    old = ring.keys_to_seal([OTHER])
    with put_together():
        keys = ring.keys_to_seal([ITEM, OTHER])
        assert ring.keys([ITEM]) == ring.keys_to_seal([ITEM]) == {ITEM: keys[ITEM]}
        assert not any(copy.wrapped([ITEM]) for copy in ring.copies)
        with kept_for_a_while():
            assert ring.keys([ITEM, OTHER]) == keys
    assert ring.keys([ITEM, OTHER]) == keys == old | {ITEM: keys[ITEM]}
    assert [copy.wrapped([ITEM, OTHER]).keys() for copy in ring.copies] == [{ITEM, OTHER}] * 2


def test_keys_that_wait_for_what_fails_are_never_put(ring):
    with pytest.raises(ZeroDivisionError), put_together():
        ring.keys_to_seal([ITEM])[1 / 0]
    with pytest.raises(KeysMissing):
        ring.keys([ITEM])


def test_a_key_that_waits_gives_way_to_one_that_another_process_made_meanwhile(ring):
    token = keyring._waiting.set({})
    waited = ring.keys_to_seal([ITEM])
    keyring._waiting.reset(token)
    made = ring.keys_to_seal([ITEM])
    with pytest.raises(KeysMissing, match="meanwhile"):
        ring.put(waited)
    assert ring.keys([ITEM]) == made


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("spoil", [damage, lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_a_copy_that_is_missing_or_damaged_costs_nothing_and_is_mended(ring, which, spoil):
    key = ring.keys_to_seal([ITEM])
    spoil(ring.copies[which].path)
    assert ring.keys([ITEM]) == key
    assert repair.amiss()
    assert ring.keys_to_seal([OTHER])
    repair.mend()
    assert not repair.amiss()
    assert [copy.wrapped([ITEM, OTHER]).keys() for copy in ring.copies] == [{ITEM, OTHER}] * 2


def test_without_any_copy_nothing_is_made_anew(ring):
    ring.keys_to_seal([ITEM])
    for copy in ring.copies:
        copy.path.unlink()
    for refused in (ring.keys, ring.keys_to_seal):
        with pytest.raises(KeysMissing, match="Mount the folders"):
            refused([ITEM])
    assert not any(copy.is_there() for copy in ring.copies)
    assert repair.amiss() == ["neither folder holds any keys."]


def test_a_key_that_only_the_second_copy_has_is_found(ring):
    key = ring.keys_to_seal([ITEM])
    copy = ring.copies[0]
    copy.destroy({OTHER: 1})
    with copy._writing() as sql:
        sql.execute("DELETE FROM item")
    assert ring.keys([ITEM]) == key
    assert repair.amiss() == ["the copies differ in 1 keys."]
    assert ring.keys_to_seal([ITEM]) == key
    assert not repair.amiss()


def test_a_wrapped_key_of_another_item_does_not_open(ring):
    ring.keys_to_seal([ITEM])
    (wrapped,) = ring.copies[0].wrapped([ITEM]).values()
    for copy in ring.copies:
        copy.put({OTHER: wrapped})
    with pytest.raises(EnvelopeNotOpened, match="changed, or is another's"):
        ring.keys([OTHER])


def test_a_wrapped_key_under_a_version_that_is_gone_is_missing(ring):
    for copy in ring.copies:
        copy.put({ITEM: WrappedKey(7, b"x" * 60)})
    with pytest.raises(KeysMissing, match="Version 7"):
        ring.keys([ITEM])


def test_a_write_that_is_broken_off_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "key"
    durable.write(path, content=b"old")
    monkeypatch.setattr(durable.os, "fsync", lambda _descriptor: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        durable.write(path, content=b"new")
    assert path.read_bytes() == b"old"
    assert path.stat().st_mode & 0o77 == 0
