"""The letter of a stored request: its draft with what else stands in a letter, read from the tables."""

from dataclasses import dataclass
from datetime import date

from watchbook.foi.clock import due
from watchbook.foi.draft.answer import Draft
from watchbook.foi.letter.content import Letter, LetterParticulars, content
from watchbook.foi.letter.logo import logo_of
from watchbook.foi.letter.rights import ReuseTerms
from watchbook.foi.models import Request, Requester, Search
from watchbook.organisation.models import Authority


@dataclass(frozen=True)
class LetterOptions:
    """How a letter goes: its day, under which terms, whether it is the one that is sent, and whether it says to whom."""

    day: date
    terms: ReuseTerms
    is_draft: bool
    is_addressed: bool = True


def letter_of(request: Request, draft: Draft, *, going: LetterOptions) -> Letter:
    """The letter of a draft. Three queries: the authority, who asked, the searches by hand. Raises law.Refusal."""
    authority = Authority.objects.get()
    searches = Search.objects.filter(request=request).values_list("reference", "searched_on")
    return content(
        request,
        draft,
        authority=authority,
        requester=Requester.objects.filter(request=request).first() if going.is_addressed else None,
        particulars=LetterParticulars(
            day=going.day, due_on=due(request).on, terms=going.terms, is_draft=going.is_draft
        ),
        searched_on=dict(searches),
        logo=logo_of(authority.logo_sha256),
    )
