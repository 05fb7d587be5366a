"""Documents adopted: policy, written material, privacy notice, assessments, training, forms (FOI 9477, 1.c and 3 to 5)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.foi.asked_periods import months_ahead
from watchbook.foi.evidence import (
    DOCUMENTS,
    NONE_HELD,
    copy_of_document,
    named,
    of_clause,
    of_document,
    of_none,
)
from watchbook.foi.findings import Asked, Evidence, Finding, Searched, Status, to_be_searched
from watchbook.foi.sentences import either, in_words, joined
from watchbook.governance.models import (
    Clause,
    ClauseSubject,
    DocumentKind,
    Extent,
    HeldKind,
    Matter,
    NoneHeld,
)
from watchbook.governance.queries.documents import HeldDocument, documents_due, documents_in_force
from watchbook.governance.queries.none_held import none_held
from watchbook.governance.queries.statements import most_counted
from watchbook.governance.rules.statements import last_whole_quarter
from watchbook.law.periods import months_beginning_with

VERSION = 1
WRITTEN = (
    DocumentKind.POLICY,
    DocumentKind.PROCEDURE,
    DocumentKind.GUIDANCE,
    DocumentKind.CODE_OF_PRACTICE,
)


def social_media_policy(asked: Asked) -> Finding:
    """1.c: the policy that is wholly about social media, or that settles it in a clause of its own."""
    found = _held(asked, DocumentKind.POLICY)
    met = [held for held in found if _is_wholly_about_it(held) or _clauses(held, ClauseSubject.SOCIAL_MEDIA)]
    searched = _searched("social_media_policy", [DocumentKind.POLICY], found=len(met))
    if not met:
        return _none_of((DocumentKind.POLICY,), asked=asked, searched=searched)
    sentences, evidence = [], list[Evidence]()
    for held in met:
        clauses = [] if _is_wholly_about_it(held) else _clauses(held, ClauseSubject.SOCIAL_MEDIA)
        sentences += [_supplied(held), *(_clause_sentence(clause) for clause in clauses)]
        evidence += [of_document(held), *map(of_clause, clauses)]
    return _given(met, sentences=sentences, evidence=evidence, searched=searched)


def written_material(asked: Asked) -> Finding:
    """3: every policy, procedure, guidance and code in force on social media; of each other kind, that none is held."""
    return _held_or_none(asked, WRITTEN, query="written_material")


def privacy_notice(asked: Asked) -> Finding:
    """4.a: the sections of the privacy notice (UK GDPR arts 13 and 14)."""
    return _held_or_none(asked, (DocumentKind.PRIVACY_NOTICE,), query="privacy_notice")


def dpia(asked: Asked) -> Finding:
    """4.b: the data protection impact assessment (UK GDPR art 35)."""
    return _held_or_none(asked, (DocumentKind.DPIA,), query="dpia")


def pia(asked: Asked) -> Finding:
    """4.c: the privacy impact assessment that came before it."""
    return _held_or_none(asked, (DocumentKind.PIA,), query="pia")


def equality_assessment(asked: Asked) -> Finding:
    """4.d: the equality and human-rights assessments (Equality Act 2010 s.149; Human Rights Act 1998 s.6)."""
    kinds = (DocumentKind.EQUALITY_ASSESSMENT, DocumentKind.HUMAN_RIGHTS_ASSESSMENT)
    return _held_or_none(asked, kinds, query="equality_assessment")


def training_material(asked: Asked) -> Finding:
    """4.e: training material."""
    return _held_or_none(asked, (DocumentKind.TRAINING_MATERIAL,), query="training_material")


def forms(asked: Asked) -> Finding:
    """5: forms and templates in use, and those due within the months that the question names."""
    in_use, months = _held(asked, DocumentKind.FORM), months_ahead(asked.text)
    due = _forms_due(asked, months=months)
    found = in_use + due
    searched = _searched("forms", [DocumentKind.FORM], found=len(found))
    first_on, last_on = last_whole_quarter(asked.received_on)
    counted = most_counted(
        Matter.FORMS, first_on=first_on, last_on=last_on, on=asked.received_on, as_at=asked.as_at
    )
    if counted > len(found):
        return to_be_searched(
            _(
                "To be searched: a service stated {counted} forms on the register and it holds {found} now. Find the missing ones, or correct the statement."
            ).format(counted=counted, found=len(found)),
            searched=searched,
        )
    if not found:
        return _none_of((DocumentKind.FORM,), asked=asked, searched=searched)
    sentences = [_("These forms and templates are held:"), *map(_supplied, found)]
    if months and not due:
        sentences.append(_("The register holds none that comes into use in the months you name."))
    return _given(found, sentences=sentences, evidence=list(map(of_document, found)), searched=searched)


def _forms_due(asked: Asked, *, months: int) -> list[HeldDocument]:
    """Forms that come into use in the months ahead which the question names. Three queries, or none."""
    if not months:
        return []
    last_on = months_beginning_with(asked.received_on, months=months)
    due = documents_due(DocumentKind.FORM, after=asked.received_on, until=last_on, as_at=asked.as_at)
    return [held for held in due if held.document.concerns_social_media != Extent.NO]


def clauses_on(asked: Asked, *subjects: ClauseSubject) -> list[tuple[HeldDocument, Clause]]:
    """The clauses in force that settle a subject, with the documents they stand in. Three queries."""
    return [
        (held, clause)
        for held in _held(asked, *WRITTEN)
        for clause in held.clauses
        if set(clause.settles) & set(subjects)
    ]


def _held(asked: Asked, *kinds: DocumentKind) -> list[HeldDocument]:
    """What was in force when the request was received (s.1(4)) and concerns social media."""
    found = documents_in_force(*kinds, on=asked.received_on, as_at=asked.as_at)
    return [held for held in found if held.document.concerns_social_media != Extent.NO]


def _held_or_none(asked: Asked, kinds: Sequence[DocumentKind], *, query: str) -> Finding:
    """What is held of some kinds; of each that is not, the signed “none is held”; without one, a person searches."""
    found = _held(asked, *kinds)
    searched = _searched(query, kinds, found=len(found))
    empty = [kind for kind in kinds if kind not in {held.document.kind for held in found}]
    nones = {kind: none_held(HeldKind(kind), on=asked.received_on, as_at=asked.as_at) for kind in empty}
    unknown = [kind for kind, none in nones.items() if none is None]
    if unknown:
        return _nobody_says(unknown, searched=searched)
    signed = [none for none in nones.values() if none]
    if not found:
        return _not_held(signed, searched=searched)
    sentences = [_supplied(held) for held in found]
    if signed:
        kinds_none = either([none.get_kind_display() for none in signed])
        sentences.append(_("Nothing else is in force: no {kinds} is held.").format(kinds=kinds_none))
    return _given(
        found,
        sentences=sentences,
        evidence=[*map(of_document, found), *map(of_none, signed)],
        searched=searched,
    )


def _none_of(kinds: Sequence[DocumentKind], *, asked: Asked, searched: tuple[Searched, ...]) -> Finding:
    nones = [none_held(HeldKind(kind), on=asked.received_on, as_at=asked.as_at) for kind in kinds]
    signed = [none for none in nones if none]
    if len(signed) < len(kinds):
        return _nobody_says(kinds, searched=searched)
    return _not_held(signed, searched=searched)


def _nobody_says(kinds: Sequence[DocumentKind], *, searched: tuple[Searched, ...]) -> Finding:
    words = either([str(kind.label) for kind in kinds])
    return to_be_searched(
        _(
            "To be searched: the register holds no {kinds} on social media in force, and nobody has signed that none is held. That does not show that there is none."
        ).format(kinds=words),
        searched=searched,
    )


def _not_held(signed: Sequence[NoneHeld], *, searched: tuple[Searched, ...]) -> Finding:
    sentences = [
        _("No {kind} is held. {reason}").format(kind=none.get_kind_display(), reason=none.reason)
        for none in signed
    ]
    return Finding(
        status=Status.NOT_HELD,
        answer=" ".join(sentences),
        value=[],
        evidence=tuple(map(of_none, signed)),
        searched=searched + _searched_for_none(signed),
    )


def _given(
    found: Sequence[HeldDocument],
    *,
    sentences: Sequence[str],
    evidence: Sequence[Evidence],
    searched: tuple[Searched, ...],
) -> Finding:
    """Supplied, where a copy of each is on file or it is published."""
    lacking = [held for held in found if not held.document.file_sha256 and not _address(held)]
    if lacking:
        return to_be_searched(
            _(
                "To be searched: {titles} is on the register without a copy and without an address. Add the file, then draft again."
            ).format(titles=joined([named(held) for held in lacking])),
            searched=searched,
        )
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


def _supplied(held: HeldDocument) -> str:
    """The sentence that hands a document over."""
    title = named(held)
    if not held.approved:
        planned = held.document.in_use_from
        return _("{title} is to be used from {day}; a copy is supplied.").format(
            title=title, day=in_words(planned) if planned else ""
        )
    if not held.document.file_sha256 and (address := _address(held)):
        return _("{title}, approved on {day}, is published at {address}.").format(
            title=title, day=in_words(held.approved.on), address=address
        )
    return _("{title}, approved on {day}; a copy is supplied.").format(
        title=title, day=in_words(held.approved.on)
    )


def _clause_sentence(clause: Clause) -> str:
    return _("Clause {number}, “{heading}”, deals with social media.").format(
        number=clause.number, heading=clause.heading
    )


def _address(held: HeldDocument) -> str:
    return held.published.address if held.published else ""


def _is_wholly_about_it(held: HeldDocument) -> bool:
    return held.document.concerns_social_media == Extent.WHOLLY


def _clauses(held: HeldDocument, subject: ClauseSubject) -> list[Clause]:
    return [clause for clause in held.clauses if subject in clause.settles]


def _searched(query: str, kinds: Sequence[DocumentKind], *, found: int) -> tuple[Searched, ...]:
    terms = _("kind: {kinds}; in force; concerns social media").format(
        kinds=", ".join(str(kind.label) for kind in kinds)
    )
    return (Searched(register=str(DOCUMENTS), query=f"{query}/{VERSION}", terms=terms, found=found),)


def _searched_for_none(signed: Sequence[NoneHeld]) -> tuple[Searched, ...]:
    return tuple(
        Searched(register=str(NONE_HELD), query=f"none_held/{VERSION}", terms=none.searched, found=0)
        for none in signed
    )
