"""The papers of an activity with personal data: which there must be, and which are lacking on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.acting.own_words import has_words
from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.documents.models import Document, DocumentKind
from watchbook.governance.documents.queries import documents_in_force
from watchbook.governance.processing.models import Processing
from watchbook.governance.software.models import Tool
from watchbook.governance.training.models import Course

BASIS = "lawful_basis"
TRAINING = "training"
OF_DOCUMENTS = {
    "privacy_notice": DocumentKind.PRIVACY_NOTICE,
    "dpia": DocumentKind.DPIA,
    "equality_assessment": DocumentKind.EQUALITY_ASSESSMENT,
}
# What each activity must have, in the order in which it is told.
PAPERS: dict[str, Promise] = {
    BASIS: _("lawful basis"),
    "privacy_notice": _("privacy notice section"),
    "dpia": _("data protection impact assessment"),
    "equality_assessment": _("equality impact assessment"),
    TRAINING: _("training course"),
}


@dataclass(frozen=True)
class PaperHeld:
    """One paper of an activity: what stands for it, and whether it counts on the day."""

    name: str
    title: str
    said: str
    counts: bool


@asked_once
def in_force(*, on: date) -> Mapping[str, frozenset[str]]:
    """The references that count as a paper of each sort on a day: editions in force, and courses on the register. Four queries."""
    held = [one.document for one in documents_in_force(*OF_DOCUMENTS.values(), on=on)]
    found = {
        name: frozenset(row.reference for row in held if row.kind == kind)
        for name, kind in OF_DOCUMENTS.items()
    }
    courses = Course.objects.as_at(None).filter(is_struck=False).values_list("reference", flat=True)
    return found | {TRAINING: frozenset(courses)}


def papers_of(row: Processing, *, on: date) -> list[PaperHeld]:
    """Each paper of an activity on a day; a reference that is not in force any more does not count."""
    counting = in_force(on=on)
    return [
        PaperHeld(
            name,
            str(title),
            getattr(row, name),
            has_words(row.lawful_basis) if name == BASIS else getattr(row, name) in counting[name],
        )
        for name, title in PAPERS.items()
    ]


def lacking(row: Processing, *, on: date) -> list[str]:
    """The titles of the papers that an activity lacks on a day."""
    return [one.title for one in papers_of(row, on=on) if not one.counts]


def on_record() -> Mapping[str, frozenset[str]]:
    """Every reference that an entry may name, in force or not, by the column that names it. Three queries."""
    documents = Document.objects.as_at(None).filter(is_struck=False).values_list("kind", "reference")
    kinds = list(documents)
    found = {
        name: frozenset(reference for one, reference in kinds if one == kind)
        for name, kind in OF_DOCUMENTS.items()
    }
    courses = Course.objects.as_at(None).filter(is_struck=False).values_list("reference", flat=True)
    tools = Tool.objects.as_at(None).filter(is_struck=False).values_list("reference", flat=True)
    return found | {TRAINING: frozenset(courses), "tool": frozenset(tools)}
