"""A spreadsheet and the documents it names as one file for the store, so that they are kept and forgotten together."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from watchbook.files.upload import Content

SHEET, MANIFEST = "sheet", "manifest.json"


@dataclass(frozen=True)
class Parcel:
    """What was sent: the spreadsheet with its name, and the documents by their names."""

    data: bytes
    name: str
    documents: Mapping[str, Content] = field(default_factory=dict)


def pack(parcel: Parcel) -> bytes:
    """One file of it, the same whenever it is packed: our own, made and read by nobody else."""
    documents = list(parcel.documents.values())
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(ZipInfo(SHEET), parcel.data)
        for number, document in enumerate(documents):
            archive.writestr(ZipInfo(str(number)), document.data)
        told = {"name": parcel.name, "documents": [[one.name, one.media_type] for one in documents]}
        archive.writestr(ZipInfo(MANIFEST), json.dumps(told))
    return out.getvalue()


def unpack(data: bytes) -> Parcel:
    """What was packed."""
    with ZipFile(BytesIO(data)) as archive:
        told = json.loads(archive.read(MANIFEST))
        documents = {
            name: Content(data=archive.read(str(number)), name=name, media_type=media_type)
            for number, (name, media_type) in enumerate(told["documents"])
        }
        return Parcel(data=archive.read(SHEET), name=told["name"], documents=documents)
