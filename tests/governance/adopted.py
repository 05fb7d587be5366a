"""Documents that tests start from, reached by the real acts: drafts, approved and published editions, signatures."""

from datetime import date

from tests.given import AT
from watchbook.files.upload import Content
from watchbook.governance.documents import document, document_step, policy
from watchbook.governance.documents.document import DocumentParticulars
from watchbook.governance.documents.models import Document
from watchbook.governance.documents.policy import ClauseWording
from watchbook.governance.none_held import none_held
from watchbook.organisation.models import Person

FILE = Content(data=b"%PDF-1.7 a policy", name="ripa-policy.pdf", media_type="application/pdf")
APPROVED_ON = date(2018, 6, 12)
ADDRESS = "https://council.example/ripa-policy"


def particulars(**changes):
    """The RIPA policy, or a document that differs in something."""
    facts = {
        "kind": "policy",
        "title": "RIPA policy",
        "owner": Person.objects.get(name="Helen"),
        "concerns_social_media": "partly",
        "version_label": "3.1",
        "dated_on": date(2018, 5, 1),
    }
    return DocumentParticulars(**facts | changes)


def a_draft(*, file=FILE, by=None, **changes):
    """A document as recorded."""
    by = by or Person.objects.get(name="Simon")
    return document.add(particulars(**changes), file=file, by=by, at=AT)


def approve(row, *, on=APPROVED_ON, decided_by="Cabinet", minute="Minute 43/18", by=None):
    """The approval of an edition."""
    by = by or Person.objects.get(name="Simon")
    return document_step.approve(row, on=on, decided_by=decided_by, minute=minute, by=by, at=AT)


def a_policy(*, approved_on=APPROVED_ON, **changes):
    """A document that the authority approved."""
    row = a_draft(**changes)
    approve(row, on=approved_on)
    return row


def a_newer_edition(row, *, file=None, approved_on=None, **changes):
    """A further edition, approved if a day is given."""
    facts = {"kind": row.kind, "title": row.title, "version_label": "next"} | changes
    simon = Person.objects.get(name="Simon")
    newer = document.add_edition(row, particulars(**facts), file=file, by=simon, at=AT)
    if approved_on:
        approve(newer, on=approved_on)
    return newer


def publish(row, *, on=APPROVED_ON, address=ADDRESS, by=None):
    """Its publication."""
    by = by or Person.objects.get(name="Bryn")
    return document_step.publish(row, address=address, on=on, by=by, at=AT)


def withdraw(row, *, on=APPROVED_ON, reason="Replaced by the corporate policy", by=None):
    """Its withdrawal."""
    by = by or Person.objects.get(name="Simon")
    return document_step.withdraw(row, on=on, reason=reason, by=by, at=AT)


def wording(number="7", **changes):
    """A clause on social media."""
    facts = {
        "number": number,
        "heading": "Social media",
        "settles": ("social_media",),
        "text": "Officers do not befriend anybody without an authorisation.",
    }
    return ClauseWording(**facts | changes)


def a_clause(row, number="7", *, by=None, **changes):
    """A clause of an edition."""
    by = by or Person.objects.get(name="Simon")
    return policy.record_clause(row, wording(number, **changes), by=by, at=AT)


def search(kind="dpia", **changes):
    """A search that found none."""
    facts = {"kind": kind, "searched": "The policy library", "reason": "None was ever written"}
    return facts | changes


def a_signature(kind="dpia", *, signed_on=None, by=None):
    """A signed “none is held”."""
    by = by or Person.objects.get(name="Simon")
    return none_held.sign(**search(kind), by=by, at=AT, signed_on=signed_on)


def newest(reference="D-0001", edition=1):
    """The newest version of an edition's entry."""
    return Document.objects.get(reference=reference, edition=edition, corrected_by=None)
