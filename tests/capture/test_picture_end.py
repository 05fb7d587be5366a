"""What phones write after the end of a JPEG is told by kind and size; the picture's own end is found whatever stands in it."""

import pytest

from tests.capture.test_arrival import JPEG
from watchbook.capture.picture_end import besides

SMALL = (
    JPEG[:2] + b"\xff\xe1" + (len(JPEG) + 2).to_bytes(2) + JPEG + JPEG[2:]
)  # with a small picture within it
TWO_SCANS = (
    JPEG[:-2] + b"\xff\x00\xff\xd3more\xff\xff\xda\0\x02last" + JPEG[-2:]
)  # as a picture that comes line by line


def box(kind, body):
    """A box of a film."""
    return (8 + len(body)).to_bytes(4) + kind + body


def large_box(kind, body):
    """One whose size stands after its kind."""
    return b"\0\0\0\x01" + kind + (16 + len(body)).to_bytes(8) + body


FILM = box(b"ftyp", b"mp42" + bytes(8)) + large_box(b"mdat", b"\xff\xd9frames") + box(b"moov", b"list")


def notes(*blocks):
    """A maker's notes, and the list of where each begins, counted back from the list."""
    told, at = (
        b"SEFH" + (107).to_bytes(4, "little") + len(blocks).to_bytes(4, "little"),
        sum(map(len, blocks)),
    )
    for one in blocks:
        told += b"\0\0\x30\x0a" + at.to_bytes(4, "little") + len(one).to_bytes(4, "little")
        at -= len(one)
    return b"".join(blocks) + told + len(told).to_bytes(4, "little") + b"SEFT"


DAY, MOTION = b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1", b"\0\0\x30\x0a\x10\0\0\0MotionPhoto_Data" + FILM


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (JPEG, {}),
        (JPEG + b"\0\0\r\n", {}),
        (SMALL, {}),
        (TWO_SCANS, {}),
        (JPEG + FILM, {"film": len(FILM)}),
        (JPEG + bytes(20) + FILM, {"film": len(FILM)}),
        (SMALL + JPEG + FILM, {"pictures": len(JPEG), "film": len(FILM)}),
        (JPEG + JPEG + SMALL + b"\0", {"pictures": len(JPEG) + len(SMALL)}),
        (JPEG + notes(DAY), {"notes": len(notes(DAY))}),
        (JPEG + notes(DAY, MOTION), {"film": len(FILM), "notes": len(notes(DAY, MOTION)) - len(FILM)}),
        (JPEG + FILM + notes(DAY), {"film": len(FILM), "notes": len(notes(DAY))}),
        (JPEG + FILM[:-1], {"film": 0, "unknown": 1}),
        (JPEG + box(b"ftyp", b"mp42"), {"unknown": 1}),
        (JPEG + FILM + b"\x7fELF", {"film": len(FILM), "unknown": 4}),
        (JPEG + b"\x7fELF" + notes(DAY), {"unknown": 4, "notes": len(notes(DAY))}),
        (JPEG + b"SEFH\xff\xff\xff\xffSEFT", {"unknown": 12}),
        (JPEG[:-1], None),
        (JPEG[:-2], None),
        (JPEG[:2] + b"\xff" * 5, None),
        (JPEG[:2] + b"junk", None),
    ],
)
def test_it_is_told_by_kind_and_size(tmp_path, content, found):
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    told = besides(path)
    if found is None:
        assert told is None
        return
    assert told.keys() == {kind for kind, size in found.items() if size}
    if "unknown" not in found or found["unknown"] > 1:
        assert told == found
