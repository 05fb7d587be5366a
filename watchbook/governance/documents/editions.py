"""Reading an edition for an act that will add to it: its document is locked first, so that two tabs cannot both win."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.governance.documents.models import Clause, Document, Step
from watchbook.governance.documents.queries import HeldDocument, editions
from watchbook.governance.documents.states import ADOPTED, DocumentState


@dataclass(frozen=True)
class LockedEdition:
    """The newest version of an edition, and the other editions of its document."""

    held: HeldDocument
    others: tuple[HeldDocument, ...]

    @property
    def row(self) -> Document:
        """The newest version of its entry."""
        return self.held.document

    @property
    def state(self) -> DocumentState:
        """Where it stands."""
        return self.held.state

    @property
    def older_in_use(self) -> list[HeldDocument]:
        """Earlier editions that are approved and not ended: at most one, unless history was entered late."""
        return [
            held for held in self.others if held.document.edition < self.row.edition and held.state in ADOPTED
        ]

    @property
    def superseded_by_this(self) -> HeldDocument | None:
        """The edition that ended by this one's coming into force, if there is one."""
        ended = [
            held
            for held in self.others
            if held.document.edition < self.row.edition
            and held.ended
            and held.ended.step == Step.SUPERSEDED
            and held.ended.on == self.held.in_force_from
        ]
        return max(ended, key=lambda held: held.document.edition, default=None)

    @property
    def newer_approved(self) -> HeldDocument | None:
        """A later edition that was approved before this one."""
        later = (held for held in self.others if held.document.edition > self.row.edition and held.approved)
        return next(later, None)


def lock_edition(reference: str, edition: int) -> LockedEdition:
    """Lock every row of a document and give one edition. Raises WrongState if its entry was taken back meanwhile."""
    list(Document.objects.select_for_update().filter(reference=reference).values_list("pk"))
    found = editions(Q(reference=reference))
    held = next((held for held in found if held.document.edition == edition), None)
    if held is None:
        raise WrongState(
            _(
                "You cannot open this edition: the entry was taken back because it was a mistake. Open the register to see the other entries."
            )
        )
    return LockedEdition(held=held, others=tuple(one for one in found if one is not held))


def last_edition(reference: str) -> int:
    """The number of the newest edition ever recorded of a document, taken back or not; 0 if there is none."""
    return (
        Document.objects.filter(reference=reference)
        .order_by("-edition")
        .values_list("edition", flat=True)
        .first()
        or 0
    )


def newest_clause(row: Document, *, number: str) -> Clause | None:
    """The newest row of a clause by its number, even if it was taken back."""
    named = Clause.objects.as_at(None).filter(
        document_reference=row.reference, edition=row.edition, number=number
    )
    return named.first()
