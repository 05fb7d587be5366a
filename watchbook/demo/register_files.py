"""A folder of the registers' import files, loaded by the same acts as a real import; used by demo and fixtures.

Each register's file is called by its name, as CSV or XLSX (`letters_received.csv`), with the documents it names beside it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from watchbook.acting.refusals import can
from watchbook.authorisations.earlier_record_import import CENTRAL_RECORD
from watchbook.demo.not_loaded import NotLoaded
from watchbook.files.upload import Content, Refused, look_at_bytes
from watchbook.governance.documents.imports import DOCUMENTS
from watchbook.governance.letters.imports import LETTERS_RECEIVED
from watchbook.governance.members.urls import MEETINGS
from watchbook.governance.none_held.imports import NONE_HELD
from watchbook.governance.processing.urls import ACTIVITIES
from watchbook.governance.retention_schedule.imports import RETENTION_SCHEDULES
from watchbook.governance.services_import import SERVICES
from watchbook.governance.software.imports import TOOLS
from watchbook.governance.statements.imports import STATEMENTS
from watchbook.governance.third_parties.urls import THIRD_PARTIES
from watchbook.governance.training.imports import TRAINING_ATTENDANCE, TRAINING_COURSES
from watchbook.listening.urls import WARDS
from watchbook.looks.looks_import import LOOKS
from watchbook.organisation.models import Person
from watchbook.oversight.inspection.imports import INSPECTIONS
from watchbook.oversight.internal_audit.imports import INTERNAL_AUDITS
from watchbook.oversight.recommendation.imports import RECOMMENDATIONS
from watchbook.register.spreadsheet import ImportRefused, Register, run

# In this order: a register stands after those that its rows lean on.
REGISTERS: tuple[Register, ...] = (
    SERVICES,
    LETTERS_RECEIVED,
    DOCUMENTS,
    NONE_HELD,
    TOOLS,
    THIRD_PARTIES,
    TRAINING_COURSES,
    TRAINING_ATTENDANCE,
    ACTIVITIES,
    MEETINGS,
    WARDS,
    RETENTION_SCHEDULES,
    CENTRAL_RECORD,
    LOOKS,
    STATEMENTS,
    INTERNAL_AUDITS,
    INSPECTIONS,
    RECOMMENDATIONS,
)
SHEETS = (".csv", ".xlsx")
CLAUSES = ".clauses.csv"  # the clauses of one document, named in its row
DOCUMENT_ENDINGS = {".txt", ".pdf", ".docx", ".odt", ".png", ".jpg", ".jpeg", ".eml", ".msg"}


def load(folder: Path, *, by: Sequence[Person], at: datetime) -> None:
    """Import every register file of a folder, each by the first of these people who may.

    Raises NotLoaded, naming the file and the row.
    """
    files = _documents(folder)
    for register in REGISTERS:
        for path in (folder / f"{register.name}{ending}" for ending in SHEETS):
            if path.exists():
                _load_file(register, path, files=files, by=_who_may(register, by, path=path), at=at)


def _who_may(register: Register, people: Sequence[Person], *, path: Path) -> Person:
    for person in people:
        if can(register.may, person):
            return person
    raise _failure(path, "Nobody of the council's people may import it.")


def _load_file(
    register: Register, path: Path, *, files: Mapping[str, Content], by: Person, at: datetime
) -> None:
    try:
        run(register, path.read_bytes(), name=path.name, files=files, by=by, at=at)
    except ImportRefused as refusal:
        rows = " ".join(f"Line {row.line}: {row.reason}" for row in refusal.rows)
        raise _failure(path, rows) from None
    except Refused as refusal:
        raise _failure(path, str(refusal)) from None


def check_folder(folder: Path) -> None:
    """Raise NotLoaded for a folder with a file that no register takes: a misspelt name would load as nothing."""
    known = [f"{register.name}{ending}" for register in REGISTERS for ending in SHEETS]
    unknown = sorted(
        path.name
        for path in folder.iterdir()
        if path.is_file() and path.name not in known and not _is_document(path)
    )
    if unknown:
        raise NotLoaded(
            f"The folder {folder.name} has files that no register takes: {', '.join(unknown)}.",
            why=f"Known register files are {', '.join(known)}.",
            next_step="Rename or remove them, and give the command again.",
        )


def _documents(folder: Path) -> Mapping[str, Content]:
    """The documents beside the register files, by name; register files are no documents."""
    return {
        path.name: look_at_bytes(path.read_bytes(), name=path.name)
        for path in folder.iterdir()
        if path.is_file() and _is_document(path)
    }


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in DOCUMENT_ENDINGS or path.name.endswith(CLAUSES)


def _failure(path: Path, why: str) -> NotLoaded:
    return NotLoaded(
        f"{path.name} of {path.parent.name} was not imported.",
        why=why,
        next_step="Mend it and give the command again.",
    )
