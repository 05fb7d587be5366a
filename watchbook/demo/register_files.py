"""A folder of the registers' import files, loaded by the same acts as a real import; used by demo and fixtures.

Files known: `letters_received.csv` (see governance.letters_import), with the letters it names beside it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from watchbook.demo.not_loaded import NotLoaded
from watchbook.files.upload import Content, Refused, look_at_bytes
from watchbook.governance.letters_import import ImportRefused, import_letters
from watchbook.organisation.models import Person

type Import = Callable[..., object]
REGISTERS: dict[str, Import] = {"letters_received.csv": import_letters}
DOCUMENTS = {".txt", ".pdf", ".docx", ".odt", ".png", ".jpg", ".jpeg", ".eml"}


def load(folder: Path, *, by: Person, at: datetime) -> None:
    """Import every register file of a folder. Raises NotLoaded, naming the file and the row."""
    files = _documents(folder)
    for name, import_rows in REGISTERS.items():
        path = folder / name
        if not path.exists():
            continue
        try:
            import_rows(path.read_bytes(), files=files, by=by, at=at)
        except ImportRefused as refusal:
            rows = " ".join(f"Line {row.line}: {row.reason}" for row in refusal.rows)
            raise _failure(path, rows) from None
        except Refused as refusal:
            raise _failure(path, str(refusal)) from None


def check_folder(folder: Path) -> None:
    """Raise NotLoaded for a folder with a file that no register takes: a misspelt name would load as nothing."""
    unknown = sorted(
        path.name
        for path in folder.iterdir()
        if path.is_file() and path.name not in REGISTERS and path.suffix.lower() not in DOCUMENTS
    )
    if unknown:
        raise NotLoaded(
            f"The folder {folder.name} has files that no register takes: {', '.join(unknown)}.",
            why=f"Known register files are {', '.join(REGISTERS)}.",
            next_step="Rename or remove them, and give the command again.",
        )


def _documents(folder: Path) -> Mapping[str, Content]:
    """The documents beside the register files, by name; register files are no documents."""
    return {
        path.name: look_at_bytes(path.read_bytes(), name=path.name)
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in DOCUMENTS
    }


def _failure(path: Path, why: str) -> NotLoaded:
    return NotLoaded(
        f"{path.name} of {path.parent.name} was not imported.",
        why=why,
        next_step="Mend it and give the command again.",
    )
