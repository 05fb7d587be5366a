"""A bundle read by range: its files, the answers in its archive, and what is not as we write it."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.captured import ADDRESS, DOM, GIF, RESOURCES, archive, bundle, files
from watchbook.evidence.bundle import Bundle, NotReadable, Resource, parsed


class Counting(io.BytesIO):
    """Counts the bytes that were read."""

    came = 0

    def read(self, size=-1, /):
        content = super().read(size)
        self.came += len(content)
        return content


@pytest.fixture(scope="module")
def plain():
    return bundle(files(large=bytes(5_000_000)))[0]


def test_a_file_is_read_without_the_rest(plain):
    source = Counting(plain)
    opened = Bundle(source)
    assert opened.text("dom.html") == DOM
    assert source.came < 100_000
    assert {"capture.wacz", "visuals/0000.png", "manifest.json"} <= set(opened.names)


def test_what_is_not_there_is_empty_text_or_not_readable(plain):
    opened = Bundle(io.BytesIO(plain))
    assert opened.text("nothing.txt") == ""
    assert list(opened.lines("frames.jsonl")) == []
    assert [one["step"] for one in opened.lines("steps.jsonl")] == [0, 1, 2]
    with pytest.raises(NotReadable):
        opened.content("nothing.txt", limit=5)
    assert opened.content("text.txt", limit=8) == b"Trainers"


def test_answers_are_found_by_the_index_and_read_alone(plain):
    opened = Bundle(io.BytesIO(plain))
    found = {one.address: one for one in opened.resources()}
    assert found.keys() == RESOURCES.keys()
    assert opened.answer(found["https://board.example/one.gif"]) == GIF
    assert opened.answer(found[ADDRESS]) == DOM.encode()


def test_a_place_that_the_index_lies_about_is_not_readable(plain):
    opened = Bundle(io.BytesIO(plain))
    for offset, length in ((-1, 100), (0, 0), (3, 100), (10**9, 100), (0, 10**9)):
        with pytest.raises(NotReadable):
            opened.answer(Resource("x", "", 200, "GET", offset, length))


def test_no_archive_has_no_answers():
    content = files()
    del content["capture.wacz"]
    assert Bundle(io.BytesIO(bundle(content)[0])).resources() == []


def test_lines_of_an_index_that_are_none_are_passed_over():
    wacz = io.BytesIO()
    index = 'a b {"url": "u"}\nnonsense\na b [1]\na b {"url":"u","digest":"d","status":"x","offset":"0","length":"1"}\n'
    with zipfile.ZipFile(wacz, "w") as made:
        made.writestr("indexes/index.cdx", index)
    assert Bundle(io.BytesIO(bundle(files() | {"capture.wacz": wacz.getvalue()})[0])).resources() == []


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\3\4" + bytes(100), b"no zip at all" * 50])
def test_what_is_no_zip_is_not_readable(content):
    with pytest.raises(NotReadable):
        Bundle(io.BytesIO(content))


def test_a_member_that_is_packed_is_not_there():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb.txt", bytes(1000))
    assert Bundle(made).names == []


@given(st.integers(-30, 30), st.sampled_from([io.SEEK_SET, io.SEEK_CUR, io.SEEK_END]), st.integers(0, 30))
def test_a_part_reads_as_a_file_of_its_bytes_does(offset, whence, count):
    made, whole = io.BytesIO(), bytes(range(20))
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("before", b"of another file")
        packed.writestr("part", whole)
    part, like = Bundle(made).part("part"), io.BytesIO(whole)
    part.seek(3)
    like.seek(3)
    begun = {io.SEEK_SET: 0, io.SEEK_CUR: 3, io.SEEK_END: 20}[whence]
    like.seek(min(max(0, begun + offset), len(whole)))
    assert part.seek(offset, whence) == like.tell() == part.tell()
    assert part.read(count) == like.read(count)
    assert part.readable()
    assert part.seekable()


@pytest.mark.parametrize("text", ["", "[1]", "{", "nul", "[" * 100_000])
def test_json_that_is_no_object_has_no_facts(text):
    assert parsed(text) == {}


def test_an_archive_within_is_a_zip_of_its_own():
    assert zipfile.is_zipfile(io.BytesIO(archive({})))
