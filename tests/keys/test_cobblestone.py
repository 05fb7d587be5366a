"""The format of sealed content: outsiders' vectors, a second implementation, and reading at any place."""

import io
import json
import random
import zlib
from hashlib import sha512
from pathlib import Path

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from tests.each import each
from watchbook.keys.cobblestone import CHUNK_BYTES, SealedReader
from watchbook.keys.refused import EnvelopeNotOpened

VECTORS = json.loads(Path(__file__).with_name("cobblestone_vectors.json").read_text())["vectors"]
KEY, CONTEXT = bytes(range(32)), b"whose it is"
SIZES = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 100_000]


def sealed(content, *, key=KEY, context=CONTEXT):
    encryptor = Cobblestone256Encryptor(key, context)
    return encryptor.update(content) + encryptor.finalize()


def reader(content, *, key=KEY, context=CONTEXT):
    return SealedReader(io.BytesIO(content), key=key, context=context)


def some_bytes(size):
    return random.Random(size).randbytes(size)


def naively_opened(content, *, key=KEY, context=CONTEXT):
    """The whole content, written from the specification alone."""
    info = b"c2sp.org/chunked-encryption@v1+" + b"AEAD_AES_256_GCM" + b"\0" + content[:24] + context
    derived = HKDFExpand(SHA512(), 76, info).derive(key)
    if content[24:56] != derived[44:]:
        raise InvalidTag
    rest, plain, number = content[56:], b"", 0
    while len(rest) >= 16400:
        nonce = (int.from_bytes(derived[32:44], "big") ^ number).to_bytes(12, "big")
        plain += AESGCM(derived[:32]).decrypt(nonce, rest[:16400], None)
        rest, number = rest[16400:], number + 1
    nonce = (int.from_bytes(derived[32:44], "big") ^ number).to_bytes(12, "big")
    return plain + AESGCM(derived[:32]).decrypt(nonce, rest, None)


@each("vector", VECTORS, ids=lambda vector: f"{vector['id']} {vector['about']}")
def test_the_vectors_of_others_hold(vector):
    content = zlib.decompress(bytes.fromhex(vector["sealed"]))
    given = {"key": bytes.fromhex(vector["key"]), "context": bytes.fromhex(vector["context"])}
    if "sha512" not in vector:
        with pytest.raises(EnvelopeNotOpened):
            reader(content, **given).read()
        return
    opened = reader(content, **given)
    plain = opened.read()
    assert (opened.size, len(plain)) == (vector["bytes"], vector["bytes"])
    assert sha512(plain).hexdigest() == vector["sha512"]
    assert naively_opened(content, **given) == plain


@pytest.mark.parametrize("size", SIZES)
def test_two_other_implementations_open_the_same(size):
    content = some_bytes(size)
    found = sealed(content)
    decryptor = Cobblestone256Decryptor(KEY, CONTEXT)
    assert decryptor.update(found) + decryptor.finalize() == content
    assert naively_opened(found) == content
    assert reader(found).read() == content


@pytest.mark.parametrize("size", SIZES)
def test_any_part_is_read_as_of_a_plain_file(size):
    content, tried = some_bytes(size), random.Random(size)
    plain, opened = io.BytesIO(content), reader(sealed(content))
    assert (opened.size, opened.readable(), opened.seekable(), opened.writable()) == (size, True, True, False)
    for _ in range(60):
        place, length = tried.randint(0, size + 20), tried.choice([0, 1, 7, 20_000, CHUNK_BYTES, -1])
        assert opened.seek(place) == plain.seek(place) == opened.tell()
        assert opened.read(length) == plain.read(length)
        assert opened.tell() == plain.tell()
        back = tried.randint(0, plain.tell())
        assert opened.seek(-back, io.SEEK_CUR) == plain.seek(-back, io.SEEK_CUR)
        assert opened.read(3) == plain.read(3)
        assert opened.seek(-min(back, size), io.SEEK_END) == plain.seek(-min(back, size), io.SEEK_END)


def test_many_chunks_are_read_in_a_few_reads_and_others_not_at_all():
    content = some_bytes(20 * CHUNK_BYTES)
    source = CountingFile(sealed(content))
    opened = SealedReader(source, key=KEY, context=CONTEXT)
    assert source.asked == 56 + 16
    opened.seek(CHUNK_BYTES + 5)
    assert opened.read(8 * CHUNK_BYTES) == content[CHUNK_BYTES + 5 : 9 * CHUNK_BYTES + 5]
    assert (source.asked, source.reads) == (72 + 9 * 16400, 2 + 4)
    for _ in range(100):
        opened.read(3)
    assert source.asked == 72 + 9 * 16400, "the last chunk was not held"


class CountingFile(io.BytesIO):
    """Counts what is read of it, and gives it in small parts, as a raw file may."""

    asked = reads = 0

    def read(self, size=-1):
        found = super().read(min(size, 70_000))
        self.asked, self.reads = self.asked + len(found), self.reads + 1
        return found


def test_no_read_gives_a_byte_of_a_chunk_that_was_changed_and_others_are_still_read():
    content = some_bytes(3 * CHUNK_BYTES)
    changed = bytearray(sealed(content))
    changed[56 + 16400 + 7] ^= 1
    opened, into = reader(bytes(changed)), bytearray(b"x" * 3 * CHUNK_BYTES)
    with pytest.raises(EnvelopeNotOpened, match="changed or cut"):
        opened.readinto(into)
    assert opened.tell() == 0
    assert into == content[:CHUNK_BYTES] + bytes(CHUNK_BYTES) + b"x" * CHUNK_BYTES
    assert opened.read(CHUNK_BYTES) == content[:CHUNK_BYTES]
    with pytest.raises(EnvelopeNotOpened):
        opened.read(1)
    opened.seek(2 * CHUNK_BYTES)
    assert opened.read() == content[2 * CHUNK_BYTES :]


def test_a_source_that_is_cut_after_it_was_opened_is_refused():
    source = io.BytesIO(sealed(some_bytes(3 * CHUNK_BYTES)))
    opened = SealedReader(source, key=KEY, context=CONTEXT)
    source.truncate(20_000)
    with pytest.raises(EnvelopeNotOpened):
        opened.read()


def test_places_that_there_are_not_and_a_closed_reader():
    source = io.BytesIO(sealed(b"content"))
    opened = SealedReader(source, key=KEY, context=CONTEXT)
    with pytest.raises(ValueError, match="no place -1"):
        opened.seek(-1)
    assert opened.read(0) == b""
    opened.close()
    opened.close()
    assert source.closed
    with pytest.raises(ValueError, match="closed"):
        opened.read(1)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_of_another_length_is_no_key(size):
    with pytest.raises(ValueError, match=f"{size} bytes"):
        reader(sealed(b""), key=bytes(size))


class Huge(io.BytesIO):
    """Says that it has more chunks than there may be."""

    def seek(self, place, whence=0):
        return 56 + 2**38 * 16400 + 20 if whence == io.SEEK_END else super().seek(place, whence)


def test_a_source_of_more_chunks_than_there_may_be_is_refused():
    with pytest.raises(EnvelopeNotOpened):
        SealedReader(Huge(), key=KEY, context=CONTEXT)
