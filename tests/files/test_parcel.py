"""A spreadsheet and its documents as one file: what was packed is what comes out."""

from io import BytesIO
from zipfile import ZipFile

from watchbook.files.parcel import Parcel, pack, unpack
from watchbook.files.upload import Content


def test_what_was_packed_comes_out_as_it_was():
    letter = Content(data=b"%PDF-1.7", name="Llythyr Tŷ.pdf", media_type="application/pdf")
    named_as_a_part = Content(data=b"x", name="sheet", media_type="text/plain")
    parcel = Parcel(
        data=b"a,b", name="../old.csv", documents={one.name: one for one in (letter, named_as_a_part)}
    )
    assert unpack(pack(parcel)) == parcel
    assert not any(member.date_time[0] > 1980 for member in ZipFile(BytesIO(pack(parcel))).infolist())
    assert unpack(pack(Parcel(data=b"", name=""))) == Parcel(data=b"", name="", documents={})
