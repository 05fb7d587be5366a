"""The cell of a spreadsheet that names services."""

from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.files.upload import Refused
from watchbook.organisation.queries import service_named


def services_in(cell: str) -> list[UUID]:
    """The services that a cell names, each once. A cell that names none by mistake is refused: it would mean the whole authority."""
    names = [name.strip() for name in cell.split(";") if name.strip()]
    if cell and not names:
        raise Refused(
            _(
                "You cannot import this row: “services” does not name a service. For the whole authority, leave the cell blank."
            )
        )
    return list(dict.fromkeys(service_named(name, column="services").id for name in names))
