"""Who keeps the documents that the authority has adopted, who decides about them, who advises, who reads."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.governance.documents.models import Document, DocumentKind, HeldKind
from watchbook.governance.documents.states import DocumentState
from watchbook.governance.permissions import READERS
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind

SRO, CO, DPO = (
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.DATA_PROTECTION_OFFICER,
)
ABOUT_DATA = frozenset({DocumentKind.DPIA, DocumentKind.PIA, DocumentKind.PRIVACY_NOTICE})
ADVISED = frozenset({DocumentKind.DPIA, DocumentKind.PIA})
CO_SIGNS = frozenset({HeldKind.TRAINING_MATERIAL, HeldKind.TRAINING_COURSE, HeldKind.FORM})
DPO_SIGNS = frozenset({HeldKind.DPIA, HeldKind.PIA, HeldKind.PRIVACY_NOTICE})


def keepers_of(kind: str) -> tuple[DutyKind, ...]:
    """Who records documents of a kind."""
    return (DPO, SRO) if kind in ABOUT_DATA else (CO, SRO)


def signers_of(kind: str) -> tuple[DutyKind, ...]:
    """Who may sign that none of a kind is held."""
    if kind in DPO_SIGNS:
        return (SRO, DPO)
    return (SRO, CO) if kind in CO_SIGNS else (SRO,)


def may_read_documents(person: Person) -> None:
    """Those who govern, answer or check read the register of documents."""
    require_duty(person, *READERS, to=_("read the register of documents"))


def may_see_documents(person: Person) -> None:
    """Everybody with a duty finds the documents in force; those who read the register find every edition."""
    require_duty(person, *DutyKind, to=_("see the documents in force"))


def may_read_document(person: Person, document: Document, is_in_force: bool) -> None:
    """An edition in force: everybody with a duty; others: who reads the register, and whose duty must read it."""
    duties = list(DutyKind) if is_in_force else [DutyKind(kind) for kind in document.must_read]
    require_duty(
        person, *READERS, *(kind for kind in duties if kind not in READERS), to=_("read this document")
    )


def may_confirm_reading(person: Person, document: Document, is_in_force: bool) -> None:
    """Whoever may read a document says for themselves that they have read it."""
    may_read_document(person, document, is_in_force)


def may_keep_documents(person: Person) -> None:
    """Whoever keeps documents of some kind: the co-ordinator, the data protection officer, the SRO."""
    require_duty(person, CO, DPO, SRO, to=_("record documents"))


def may_record_document(person: Person, kind: str) -> None:
    """Policies and the like: the co-ordinator or the SRO; what is about personal data: the DPO or the SRO."""
    require_duty(person, *keepers_of(kind), to=_("record documents of this kind"))


def may_correct_document(person: Person, kind: str, state: DocumentState) -> None:
    """Whoever records a document corrects its entry; what the authority approved is the SRO's alone to correct."""
    may_record_document(person, kind)
    if state is not DocumentState.DRAFT:
        may_decide_document(person)


def may_record_clause(person: Person, kind: str, state: DocumentState) -> None:
    """Whoever records a document records its clauses while it is a draft; from then on the SRO alone does."""
    may_correct_document(person, kind, state)


def may_decide_document(person: Person) -> None:
    """The SRO records what the authority decided: approval, withdrawal, and that an entry was made by mistake."""
    require_duty(person, SRO, to=_("record that a document was approved or withdrawn"))


def may_publish_document(person: Person) -> None:
    """The SRO or the information officer records where a document was published."""
    require_duty(person, SRO, DutyKind.INFORMATION_OFFICER, to=_("record that a document was published"))


def may_advise_on_dpia(person: Person) -> None:
    """The data protection officer alone gives the advice on an assessment (UK GDPR art 35(2), 39(1)(c))."""
    require_duty(person, DPO, to=_("record the data protection officer’s advice"))


def may_sign_none_held(person: Person, kind: str) -> None:
    """The SRO signs “none is held” for every kind; the DPO and the co-ordinator for those that they keep."""
    require_duty(person, *signers_of(kind), to=_("confirm that no document of this kind is held"))


def may_sign_for_some_kind(person: Person) -> None:
    """Whoever may sign for one kind at least; each signature is asked again."""
    require_duty(person, SRO, DPO, CO, to=_("confirm that no document of a given kind is held"))


def kinds_kept_by(person: Person) -> list[DocumentKind]:
    """The kinds of document that a person may record."""
    return [kind for kind in DocumentKind if can(may_record_document, person, kind)]
