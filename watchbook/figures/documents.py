"""Documents adopted: policy, written material, privacy notice, assessments, training, forms (FOI 9477, 1.c and 3 to 5)."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.figures.evidence import named, of_clause, of_document
from watchbook.figures.findings import Evidence, Finding, Inquiry, Query, searched_in, to_be_searched
from watchbook.figures.held import (
    WRITTEN,
    clause_sentence,
    clauses_of,
    day_not_recorded,
    days_told,
    given,
    held_on_receipt,
    held_or_none,
    is_wholly_about_it,
    none_of,
    searched_for,
    supplied,
)
from watchbook.figures.register_names import DOCUMENTS
from watchbook.figures.sentences import in_words
from watchbook.governance.documents.models import ClauseSubject, DocumentKind, Extent
from watchbook.governance.documents.queries import HeldDocument, documents_due, documents_in_force
from watchbook.governance.statements.models import Matter
from watchbook.governance.statements.queries import most_counted
from watchbook.governance.statements.rules import last_whole_quarter
from watchbook.law.periods import months_beginning_with
from watchbook.reading.times.time_of_question import months_ahead

VERSION = 1
# Equality Act 2010 s.149; Human Rights Act 1998 s.6.
ASSESSMENTS_OF_RIGHTS = (DocumentKind.EQUALITY_ASSESSMENT, DocumentKind.HUMAN_RIGHTS_ASSESSMENT)
NAMES_RIPA = re.compile(
    r"\b(?:ripa|rip\(s\)a|ripsa|regulation of investigatory powers|(?:covert|directed) surveillance|surveillance policy)\b|\bRIP\(S\)A",
    re.IGNORECASE,
)
ASKS_OF_REVIEW = re.compile(r"\breview", re.IGNORECASE)


def social_media_policy(inquiry: Inquiry) -> Finding:
    """1.c: the policy that is wholly about social media, or that settles it in a clause of its own."""
    found = held_on_receipt(inquiry, DocumentKind.POLICY)
    met = [held for held in found if is_wholly_about_it(held) or clauses_of(held, ClauseSubject.SOCIAL_MEDIA)]
    searched = searched_for("social_media_policy", [DocumentKind.POLICY], found=len(met))
    if not met:
        return none_of((DocumentKind.POLICY,), inquiry=inquiry, searched=searched)
    if why := day_not_recorded(inquiry, met):
        return to_be_searched(why, searched=searched)
    sentences, evidence = [], list[Evidence]()
    for held in met:
        clauses = [] if is_wholly_about_it(held) else clauses_of(held, ClauseSubject.SOCIAL_MEDIA)
        sentences += [supplied(held), *(clause_sentence(clause) for clause in clauses)]
        evidence += [of_document(held), *map(of_clause, clauses)]
    sentences += [*days_told(inquiry, met), *_next_reviews(inquiry, met)]
    return given(met, sentences=sentences, evidence=evidence, searched=searched)


def _of_kinds(query: str, *kinds: DocumentKind) -> Query:
    """The figure of what is held of each kind; else the signed “none is held”; else a person searches."""
    return lambda inquiry: held_or_none(inquiry, kinds, query=query)


written_material = _of_kinds("written_material", *WRITTEN)  # 3
privacy_notice = _of_kinds("privacy_notice", DocumentKind.PRIVACY_NOTICE)  # 4.a: UK GDPR arts 13 and 14
dpia = _of_kinds("dpia", DocumentKind.DPIA)  # 4.b: UK GDPR art 35
pia = _of_kinds("pia", DocumentKind.PIA)  # 4.c: what came before it
equality_assessment = _of_kinds("equality_assessment", *ASSESSMENTS_OF_RIGHTS)  # 4.d
training_material = _of_kinds("training_material", DocumentKind.TRAINING_MATERIAL)  # 4.e
assessments_and_training_documents = _of_kinds(  # 4 as a whole
    "assessments_and_training_documents",
    DocumentKind.PRIVACY_NOTICE,
    DocumentKind.DPIA,
    DocumentKind.PIA,
    *ASSESSMENTS_OF_RIGHTS,
    DocumentKind.TRAINING_MATERIAL,
)


def ripa_policy(inquiry: Inquiry) -> Finding:
    """The policy on covert surveillance: the one in force whose title says so, whatever it says of social media.

    A signed “no policy is held” speaks of social media alone, so without one a person searches.
    """
    policies = documents_in_force(DocumentKind.POLICY, on=inquiry.on, as_at=inquiry.as_at)
    found = [held for held in policies if NAMES_RIPA.search(held.document.title)]
    terms = _("kind: policy; in force; its title names RIPA or covert surveillance")
    searched = searched_in(DOCUMENTS, f"ripa_policy/{VERSION}", terms, len(found))
    if not found:
        why = _(
            "To be searched: no policy in force names RIPA or covert surveillance in its title. That does not show that we have none."
        )
        return to_be_searched(why, searched=searched)
    if why := day_not_recorded(inquiry, found):
        return to_be_searched(why, searched=searched)
    sentences = [*map(supplied, found), *days_told(inquiry, found), *_next_reviews(inquiry, found)]
    return given(found, sentences=sentences, evidence=list(map(of_document, found)), searched=searched)


def forms(inquiry: Inquiry) -> Finding:
    """5: forms and templates in use, and those due within the months that the question names."""
    in_use, months = held_on_receipt(inquiry, DocumentKind.FORM), months_ahead(inquiry.text)
    due = _forms_due(inquiry, months=months)
    found = in_use + due
    searched = searched_for("forms", [DocumentKind.FORM], found=len(found))
    first_on, last_on = last_whole_quarter(inquiry.on)
    counted = most_counted(
        Matter.FORMS, first_on=first_on, last_on=last_on, on=inquiry.on, as_at=inquiry.as_at
    )
    if counted > len(found):
        why = _(
            "To be searched: the number of forms in a service’s statement ({counted}) is greater than the number in the register ({found}). Find the missing "
            "forms, or correct the statement."
        ).format(counted=counted, found=len(found))
        return to_be_searched(why, searched=searched)
    if not found:
        return none_of((DocumentKind.FORM,), inquiry=inquiry, searched=searched)
    sentences = [_("We hold these forms and templates:"), *map(supplied, found)]
    if months and not due:
        sentences.append(
            _("The register holds no form that is due to come into use in the months that you name.")
        )
    return given(found, sentences=sentences, evidence=list(map(of_document, found)), searched=searched)


def _forms_due(inquiry: Inquiry, *, months: int) -> list[HeldDocument]:
    """Forms that come into use in the months ahead which the question names. Three queries, or none."""
    if not months:
        return []
    last_on = months_beginning_with(inquiry.on, months=months)
    due = documents_due(DocumentKind.FORM, after=inquiry.on, until=last_on, as_at=inquiry.as_at)
    return [held for held in due if held.document.concerns_social_media != Extent.NO]


def _next_reviews(inquiry: Inquiry, found: Sequence[HeldDocument]) -> list[str]:
    """When each is next reviewed, where the question asks for it."""
    if not ASKS_OF_REVIEW.search(inquiry.text):
        return []
    return [_next_review(held) for held in found]


def _next_review(held: HeldDocument) -> str:
    on = held.document.review_on
    if on is None:
        return _("The register holds no date for the next review of {title}.").format(title=named(held))
    return _("The next review of {title} is due on {day}.").format(title=named(held), day=in_words(on))
