"""Documents held on the day of receipt: what is supplied, what is signed as not held, what a person searches (FOIA s.1(1))."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.figures.evidence import copy_of_document, named, of_document, of_none, searched_for_none
from watchbook.figures.findings import (
    Evidence,
    Finding,
    Inquiry,
    RegisterSearches,
    Status,
    searched_in,
    to_be_searched,
)
from watchbook.figures.register_names import DOCUMENTS
from watchbook.figures.sentences import either, in_words
from watchbook.governance.documents.models import (
    Clause,
    ClauseSubject,
    DocumentKind,
    Extent,
    HeldKind,
    NoneHeld,
)
from watchbook.governance.documents.queries import HeldDocument, documents_in_force
from watchbook.governance.none_held.queries import none_held
from watchbook.reading.facets.days import days_asked
from watchbook.web.wording import joined

VERSION = 1
WRITTEN = (
    DocumentKind.POLICY,
    DocumentKind.PROCEDURE,
    DocumentKind.GUIDANCE,
    DocumentKind.CODE_OF_PRACTICE,
)


def clauses_on(inquiry: Inquiry, *subjects: ClauseSubject) -> list[tuple[HeldDocument, Clause]]:
    """The clauses in force that settle a subject, with the documents they stand in. Three queries."""
    return [
        (held, clause)
        for held in held_on_receipt(inquiry, *WRITTEN)
        for clause in held.clauses
        if set(clause.settles) & set(subjects)
    ]


def held_on_receipt(inquiry: Inquiry, *kinds: DocumentKind) -> list[HeldDocument]:
    """What was in force when the request was received (s.1(4)) and concerns social media."""
    found = documents_in_force(*kinds, on=inquiry.on, as_at=inquiry.as_at)
    return [held for held in found if held.document.concerns_social_media != Extent.NO]


def held_or_none(inquiry: Inquiry, kinds: Sequence[DocumentKind], *, query: str) -> Finding:
    """What is held of some kinds; of each that is not, the signed “none is held”; without one, a person searches."""
    found = held_on_receipt(inquiry, *kinds)
    searched = searched_for(query, kinds, found=len(found))
    empty = [kind for kind in kinds if kind not in {held.document.kind for held in found}]
    nones = {kind: none_held(HeldKind(kind), on=inquiry.on, as_at=inquiry.as_at) for kind in empty}
    unknown = [kind for kind, none in nones.items() if none is None]
    if unknown:
        return _nobody_says(unknown, searched=searched)
    signed = [none for none in nones.values() if none]
    if not found:
        return _not_held(signed, searched=searched)
    if why := day_not_recorded(inquiry, found):
        return to_be_searched(why, searched=searched)
    sentences = [*map(supplied, found), *days_told(inquiry, found)]
    if signed:
        kinds_none = either([none.get_kind_display() for none in signed])
        sentences.append(
            _("No other document that you asked about is in force: we hold no {kinds}.").format(
                kinds=kinds_none
            )
        )
    return given(
        found,
        sentences=sentences,
        evidence=[*map(of_document, found), *map(of_none, signed)],
        searched=searched + searched_for_none(*signed),
    )


def none_of(kinds: Sequence[DocumentKind], *, inquiry: Inquiry, searched: RegisterSearches) -> Finding:
    """Nothing of some kinds is held: each is signed as such, or a person searches."""
    nones = [none_held(HeldKind(kind), on=inquiry.on, as_at=inquiry.as_at) for kind in kinds]
    signed = [none for none in nones if none]
    if len(signed) < len(kinds):
        return _nobody_says(kinds, searched=searched)
    return _not_held(signed, searched=searched)


def _nobody_says(kinds: Sequence[DocumentKind], *, searched: RegisterSearches) -> Finding:
    words = either([str(kind.label) for kind in kinds])
    why = _(
        "To be searched: the register holds no {kinds} about social media that is in force, and no officer has signed to confirm that none is held. That does not "
        "show that we have none."
    ).format(kinds=words)
    return to_be_searched(why, searched=searched)


def _not_held(signed: Sequence[NoneHeld], *, searched: RegisterSearches) -> Finding:
    sentences = [
        _("No {kind} is held. {reason}").format(kind=none.get_kind_display(), reason=none.reason)
        for none in signed
    ]
    return Finding(
        status=Status.NOT_HELD,
        answer=" ".join(sentences),
        value=[],
        evidence=tuple(map(of_none, signed)),
        searched=searched + searched_for_none(*signed),
    )


def given(
    found: Sequence[HeldDocument],
    *,
    sentences: Sequence[str],
    evidence: Sequence[Evidence],
    searched: RegisterSearches,
) -> Finding:
    """Supplied, where a copy of each is on file or it is published."""
    lacking = [held for held in found if not held.document.file_sha256 and not _address(held)]
    if lacking:
        why = _(
            "To be searched: the register has no copy of {titles} and no web address. Add the file, then draft again."
        ).format(titles=joined([named(held) for held in lacking]))
        return to_be_searched(why, searched=searched)
    linked = all(not held.document.file_sha256 for held in found)
    return Finding(
        status=Status.HELD_LINK if linked else Status.HELD_SUPPLIED,
        answer=" ".join(sentences),
        value=[
            {
                "reference": str(held.document),
                "title": held.document.title,
                "version": held.document.version_label,
                "approved_on": held.approved.on.isoformat() if held.approved else None,
                "in_use_from": held.in_force_from.isoformat() if held.in_force_from else None,
                "address": _address(held),
            }
            for held in found
        ],
        evidence=tuple(evidence),
        searched=searched,
        enclosures=tuple(copy_of_document(held) for held in found if held.document.file_sha256),
    )


def day_not_recorded(inquiry: Inquiry, found: Sequence[HeldDocument]) -> str:
    """Say which day is asked for and not on the register: that of an approval is not that of the effect; "" where each is."""
    asked = days_asked(inquiry.text)
    without_use = [named(held) for held in found if "effect" in asked and not held.document.in_use_from]
    if without_use:
        return _(
            "To be searched: the register holds no date of first use for {titles}, only the date of approval. Add the date of first use, or write your own answer."
        ).format(titles=joined(without_use))
    without_end = [named(held) for held in found if "end" in asked and not held.ended]
    if without_end:
        return _(
            "To be searched: the register holds no end date for {titles}. If there is no end date, write that as your own answer."
        ).format(titles=joined(without_end))
    return ""


def days_told(inquiry: Inquiry, found: Sequence[HeldDocument]) -> list[str]:
    """Tell from when each is in force, and until when, where the question asks for it."""
    asked = days_asked(inquiry.text)
    told = list[str]()
    for held in found:
        if "effect" in asked and held.in_force_from:
            begins = _("{title} took effect on {day}.")
            told.append(begins.format(title=named(held), day=in_words(held.in_force_from)))
        if "end" in asked and held.ended:
            ends = _("{title} ends on {day}.")
            told.append(ends.format(title=named(held), day=in_words(held.ended.on)))
    return told


def supplied(held: HeldDocument) -> str:
    """The sentence that hands a document over."""
    title = named(held)
    if not held.approved:
        planned = held.document.in_use_from
        return _("{title} comes into use on {day}; a copy is supplied.").format(
            title=title, day=in_words(planned) if planned else ""
        )
    if not held.document.file_sha256 and (address := _address(held)):
        return _("{title}, approved on {day}, is published at {address}.").format(
            title=title, day=in_words(held.approved.on), address=address
        )
    return _("{title}, approved on {day}; a copy is supplied.").format(
        title=title, day=in_words(held.approved.on)
    )


def clause_sentence(clause: Clause) -> str:
    """Clause 7, “Social media”, deals with social media."""
    return _("Clause {number}, “{heading}”, deals with social media.").format(
        number=clause.number, heading=clause.heading
    )


def _address(held: HeldDocument) -> str:
    return held.published.address if held.published else ""


def is_wholly_about_it(held: HeldDocument) -> bool:
    """Whether a document is about the use of social media and nothing else."""
    return held.document.concerns_social_media == Extent.WHOLLY


def clauses_of(held: HeldDocument, subject: ClauseSubject) -> list[Clause]:
    """The clauses of a document that settle a subject."""
    return [clause for clause in held.clauses if subject in clause.settles]


def searched_for(query: str, kinds: Sequence[DocumentKind], *, found: int) -> RegisterSearches:
    """Where was looked for documents in force that concern social media."""
    terms = _("kind: {kinds}; in force; concerns social media").format(
        kinds=", ".join(str(kind.label) for kind in kinds)
    )
    return searched_in(DOCUMENTS, f"{query}/{VERSION}", terms, found)
