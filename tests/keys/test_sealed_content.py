"""Sealed content: for its item and kind alone, both hashes in one pass, every change refused, gone with the item's key."""

import io
import os
import random
from hashlib import sha256
from uuid import uuid4
from zipfile import ZipFile

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor

from watchbook.keys import sealed_content
from watchbook.keys.refused import EnvelopeNotOpened, KeyDestroyed, KeysMissing
from watchbook.keys.sealed_content import BLOCK_BYTES, opened, seal

KIND = "exhibit"
CHUNK, SEALED_CHUNK, HEADER = 16384, 16400, 56
TAMPERED = int(os.environ.get("TESTS_TAMPERED", "150"))
LENGTHS = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 5 * CHUNK + 777]


def sealed(content, *, item, kind=KIND):
    """What was told of the sealing, and the sealed bytes."""
    to = io.BytesIO()
    return seal(io.BytesIO(content), to, item=item, kind=kind), to.getvalue()


def read(content, *, item, kind=KIND):
    return opened(io.BytesIO(content), item=item, kind=kind).read()


@pytest.mark.parametrize("size", [*LENGTHS, BLOCK_BYTES, 3 * BLOCK_BYTES + 5])
def test_content_comes_back_and_both_hashes_are_those_of_the_bytes(ring, size):
    item, content = uuid4(), random.Random(size).randbytes(size)
    told, found = sealed(content, item=item)
    assert (told.plain_sha256, told.plain_bytes) == (sha256(content).hexdigest(), size)
    assert (told.sealed_sha256, told.sealed_bytes) == (sha256(found).hexdigest(), len(found))
    assert read(found, item=item) == content
    assert content[:40] not in found or size < 40


def test_it_is_the_published_format_bound_to_key_store_item_version_and_kind(ring):
    item = uuid4()
    _told, found = sealed(b"content", item=item)
    bound = b"watchbook/content/v1" + ring.authority() + item.bytes + b"\x01" + b"exhibit"
    decryptor = Cobblestone256Decryptor(ring.keys([item])[item], bound)
    assert decryptor.update(found) + decryptor.finalize() == b"content"


def test_the_same_content_is_never_sealed_alike(ring):
    item = uuid4()
    assert sealed(b"content", item=item)[1] != sealed(b"content", item=item)[1]


def test_the_rest_of_an_open_file_is_sealed(ring):
    item, source, to = uuid4(), io.BytesIO(b"read already; the rest"), io.BytesIO()
    source.read(14)
    assert seal(source, to, item=item, kind=KIND).plain_bytes == 8
    assert read(to.getvalue(), item=item) == b"the rest"


def test_a_disk_that_is_full_is_told_and_nothing_is_said_to_be_sealed(ring):
    class Full(io.BytesIO):
        def write(self, _content):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        seal(io.BytesIO(b"content"), Full(), item=uuid4(), kind=KIND)


def test_it_opens_for_its_item_and_kind_alone(ring):
    item, other = uuid4(), uuid4()
    _told, found = sealed(b"content", item=item)
    sealed(b"", item=other)
    for place in ({"item": other}, {"item": item, "kind": "look"}, {"item": item, "kind": ""}):
        with pytest.raises(EnvelopeNotOpened, match="not this item's"):
            read(found, **place)
    with pytest.raises(KeysMissing):
        read(found, item=uuid4())


def test_content_of_a_deleted_item_is_gone_and_none_is_sealed_for_it_again(ring):
    item = uuid4()
    _told, found = sealed(b"content", item=item)
    ring.destroy([item])
    source = io.BytesIO(found)
    with pytest.raises(KeyDestroyed, match="gone for good"):
        opened(source, item=item, kind=KIND)
    assert source.closed
    with pytest.raises(KeyDestroyed):
        sealed(b"more", item=item)


def test_an_archive_is_read_in_its_place(ring):
    item, made = uuid4(), io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("large", random.Random(1).randbytes(200_000))
        archive.writestr("small", b"found")
    _told, found = sealed(made.getvalue(), item=item)
    with opened(io.BytesIO(found), item=item, kind=KIND) as content, ZipFile(content) as archive:
        assert archive.read("small") == b"found"
        assert archive.testzip() is None


def test_every_changed_ciphertext_is_refused_and_no_changed_byte_is_given(ring, record_property):
    chance, refused = random.Random(), 0
    item, other = uuid4(), uuid4()
    for number in range(TAMPERED):
        content = chance.randbytes(LENGTHS[number % len(LENGTHS)])
        _told, found = sealed(content, item=item)
        _told, again = sealed(content, item=item)
        how, changed = tampered(found, again=again, chance=chance)
        assert changed != found, how
        with pytest.raises(EnvelopeNotOpened):
            pytest.fail(f"{how} of {len(content)} bytes: {len(read(changed, item=item))} were read")
        assert_only_true_bytes(changed, content=content, item=item)
        refused += 1
    sealed(b"", item=other)
    with pytest.raises(EnvelopeNotOpened):
        read(found, item=other)
    assert refused == TAMPERED
    record_property("changed and refused", refused)


def assert_only_true_bytes(changed, *, content, item):
    """Chunk by chunk: refused, or what was sealed."""
    try:
        found = opened(io.BytesIO(changed), item=item, kind=KIND)
    except EnvelopeNotOpened:
        return
    for place in range(0, found.size, CHUNK):
        found.seek(place)
        try:
            assert found.read(CHUNK) == content[place : place + CHUNK]
        except EnvelopeNotOpened:
            continue


def tampered(found, *, again, chance):
    """A change, by name, and the sealed bytes with it; `again` is the same content sealed once more for the same item."""
    header, body = found[:HEADER], found[HEADER:]
    chunks = [body[at : at + SEALED_CHUNK] for at in range(0, len(body), SEALED_CHUNK)]
    at, many = chance.randrange(len(found)), chance.randint(1, 40)
    one, other = chance.sample(range(len(chunks)), 2) if len(chunks) > 1 else (0, 0)
    swapped = chunks[:]
    swapped[one], swapped[other] = swapped[other], swapped[one]
    ways = {
        "a bit turned": flipped(found, at, chance),
        "a bit of the header turned": flipped(found, chance.randrange(HEADER), chance),
        "a bit of the last tag turned": flipped(found, len(found) - 1 - chance.randrange(16), chance),
        "cut anywhere": found[:at],
        "cut by a few bytes": found[:-many],
        "cut at a chunk's end": found[: HEADER + SEALED_CHUNK * (len(body) // SEALED_CHUNK)],
        "cut before the last chunks": header + b"".join(chunks[:one]),
        "a few bytes more": found + chance.randbytes(many),
        "an empty chunk more": found + chance.randbytes(16),
        "its own last chunk more": found + chunks[-1],
        "a chunk left out": header + b"".join(chunks[:one] + chunks[one + 1 :]),
        "a chunk twice": header + b"".join([*chunks[: one + 1], *chunks[one:]]),
        "two chunks in each other's place": header + b"".join(swapped),
        "a chunk of another sealing": exchanged(found, again, one),
        "the header of another sealing": again[:HEADER] + body,
        "bytes left out": found[:at] + found[at + many :],
        "bytes put in": found[:at] + chance.randbytes(many) + found[at:],
        "nothing, so": b"",
    }
    how = chance.choice([name for name, changed in ways.items() if changed != found])
    return how, ways[how]


def flipped(found, at, chance):
    return found[:at] + bytes([found[at] ^ 1 << chance.randrange(8)]) + found[at + 1 :]


def exchanged(found, again, number):
    start = HEADER + number * SEALED_CHUNK
    return found[:start] + again[start : start + SEALED_CHUNK] + found[start + SEALED_CHUNK :]


def test_wrong_keys_open_nothing(ring):
    item = uuid4()
    _told, found = sealed(b"content", item=item)
    for _ in range(20):
        with pytest.raises(EnvelopeNotOpened):
            sealed_content.SealedReader(io.BytesIO(found), key=os.urandom(32), context=b"")
