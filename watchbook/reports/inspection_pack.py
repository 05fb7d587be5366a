"""The inspection pack: the fifteen questions as PDF and as data, statistics, the central record, and the documents, with a list of hashes.

`sha256sum -c SHA256SUMS` checks it; the hash of that list stands in the audit log. It names no subject and holds no source record.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cached_property
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.authorisations.exports import central_record_csv
from watchbook.authorisations.queries.central_record import shown_to
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper, pdf
from watchbook.files.models import KeptFile
from watchbook.files.store import the_store
from watchbook.governance.documents.models import DocumentKind, Extent
from watchbook.governance.documents.queries import documents_in_force
from watchbook.law.periods import months_after
from watchbook.organisation.models import Authority, Person
from watchbook.oversight.inspection.queries import inspections
from watchbook.oversight.internal_audit.queries import internal_audits
from watchbook.reading.times.period import Period
from watchbook.reports.inspection_evidence import InspectionEvidence
from watchbook.reports.inspection_practice import overdue
from watchbook.reports.inspection_questions import InspectionAnswer, inspection_answers
from watchbook.reports.statistics_files import statistics_csv
from watchbook.web import wording

LIST = "SHA256SUMS"
MONTHS_BACK = 36  # between two inspections (docs/law/oversight.md#inspections)
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # that an archive can name: the list and the paper tell of the time


@dataclass(frozen=True)
class InspectionPack:
    """The files of a pack by their names."""

    files: dict[str, bytes] = field(repr=False)

    @cached_property
    def hashes(self) -> bytes:
        """The list of hashes, as `sha256sum` reads it."""
        lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(self.files.items()))
        return "".join(lines).encode()

    @property
    def list_sha256(self) -> str:
        """The hash of the list."""
        return hashlib.sha256(self.hashes).hexdigest()

    def zipped(self) -> bytes:
        """The pack as one archive."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name, data in [*sorted(self.files.items()), (LIST, self.hashes)]:
                archive.writestr(ZipInfo(name, FIRST_MOMENT), data)
        return out.getvalue()


def gathered(*, at: datetime, reader: Person) -> InspectionPack:
    """Gather the files of a pack as the registers stand, and the central record as it is shown to who takes it."""
    on = london_day(at)
    answers, late = inspection_answers(on, reader=reader), overdue(on)
    period = Period(months_after(on, months=-MONTHS_BACK), on)
    return InspectionPack(
        {
            "inspection.pdf": inspection_pdf(answers, late, on=on),
            "inspection.json": _data(answers, late, at=at),
            "statistics.csv": statistics_csv(period, on=on),
            "central-record.csv": central_record_csv(shown_to(reader)),
            **dict(_kept_files(on)),
        }
    )


def inspection_pdf(answers: list[InspectionAnswer], late: list[InspectionEvidence], *, on: date) -> bytes:
    """Set the questions with their evidence as a tagged PDF, what is overdue first."""
    authority, title = Authority.objects.get(), _("Inspectors’ questions about social media")
    return pdf(
        PdfPaper(
            title=title,
            authority=authority.name,
            reference=_("From the registers as they were on {day}").format(day=wording.day(on)),
            day=on,
            language=get_language() or "en-gb",
            colour=authority.colour,
            blocks=[
                TextBlock(BlockKind.TITLE, title),
                TextBlock(BlockKind.ADDRESS, authority.name),
                TextBlock(BlockKind.HEADING, _("Overdue reviews and cancellations")),
                *(_items(late) if late else [TextBlock(BlockKind.PARAGRAPH, _("None."))]),
                *(block for one in answers for block in _blocks(one)),
            ],
        )
    )


def _blocks(one: InspectionAnswer) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, f"{one.number}. {one.question}")
    yield TextBlock(BlockKind.NOTE, _("Asked in: {source}").format(source=one.source))
    if one.is_nothing:
        yield TextBlock(BlockKind.PARAGRAPH, one.lacks, lead=_("We have no evidence on record."))
    yield from _items(one.evidence)


def _items(evidence: "list[InspectionEvidence] | tuple[InspectionEvidence, ...]") -> Iterator[TextBlock]:
    for one in evidence:
        yield TextBlock(
            BlockKind.ITEM, printable(one.words), lead=_("Needs attention:") if one.is_fault else ""
        )


def _data(answers: list[InspectionAnswer], late: list[InspectionEvidence], *, at: datetime) -> bytes:
    told = {
        "as_at": at.isoformat(),
        "overdue": [asdict(one) for one in late],
        "questions": [asdict(one) for one in answers],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _kept_files(on: date) -> Iterator[tuple[str, bytes]]:
    """The documents in force about social media, and the reports of audits and inspections, as they were filed."""
    for held in documents_in_force(*DocumentKind, on=on):
        if held.document.concerns_social_media != Extent.NO:
            yield from _file(held.document, f"documents/{held.document.reference}-{held.document.edition}")
    for folder, rows in (("audits", internal_audits(as_at=None)), ("inspections", inspections(as_at=None))):
        for row in rows:
            yield from _file(row, f"{folder}/{row.reference}")


def _file(row: KeptFile, name: str) -> Iterator[tuple[str, bytes]]:
    if row.file_sha256:
        ending = row.file_name.rpartition(".")[2]
        safe = ending if ending.isascii() and ending.isalnum() else "bin"
        yield f"{name}.{safe}", the_store().get(row.file_sha256)
