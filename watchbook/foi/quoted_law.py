"""Law that a request or an answer quotes, with what we know of it: some of it does not exist (docs/explanation/answering.md#law-that-is-quoted)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from watchbook.reading.quoted_law.laws import AssumedLaw, CitationStanding, LawCitation, laws
from watchbook.reading.quoted_law.reading import quoted

BESIDE = 80  # characters of the text that are shown before and after a citation


@dataclass(frozen=True)
class QuotedLaw:
    """A citation as it stands in its text, the words around it, what we know of it, and whether that agrees."""

    before: str
    text: str
    after: str
    known: str
    is_as_known: bool


def quoted_law(text: str) -> list[QuotedLaw]:
    """Each citation of a text in order; one that stands in the same words again is told once."""
    found = {(one.text, *one[3:]): one for one in reversed(quoted(text))}
    return [_shown(one, text=text) for one in sorted(found.values())]


def what_we_know(one: LawCitation) -> str:
    """A sentence about a citation, and in which law it was looked up where none is named. What is not known to us may exist all the same."""
    facts = {"law": one.law, "says": one.says}
    if one.assumed is AssumedLaw.ONE_OF_SEVERAL:
        return _(
            "The text names no law here, and several laws that it names elsewhere have a provision with this number. We do not know which law it means."
        )
    assumed = (
        {
            AssumedLaw.USUAL: _(
                "The text names no law here. We looked in the {law}, which requests usually mean."
            ),
            AssumedLaw.NAMED_ELSEWHERE: _(
                "The text names no law here. We looked in the {law}, which the text names elsewhere."
            ),
        }.get(one.assumed)
        if one.assumed
        else ""
    )
    return " ".join(filter(None, (assumed, _words(one)))).format(**facts)


def _words(one: LawCitation) -> str:
    if one.standing is CitationStanding.EXISTS:
        if one.kind == "section":
            told = _("The {law} has this provision. The provision is about: {says}.")
            return told if one.says else _("The {law} has this provision. We do not have its text.")
        if one.kind == "law" and one.law not in {held.title for held in laws()}:
            return _(
                "This law exists. Our list has none of its sections, so look up the sections that are quoted."
            )
        return _("This reference exists. It is about: {says}.") if one.says else _("This reference exists.")
    if one.standing is CitationStanding.REPLACED:
        return _("This used to be law. The {says} replaced it. Look up what the law says now.")
    if one.standing is CitationStanding.SAYS_OTHERWISE:
        return {
            "section": _("In the {law}, this provision is about something else: {says}."),
            "time": _("The {law} gives a different time: {says}."),
            "decision": _("We know this decision as {law}, about {says}."),
        }.get(one.kind, _("We know this law as the {law}."))
    return {
        "section": _("We do not know this part of the {law}. It may have been added since we made our list."),
        "time": _("We do not know this time limit."),
        "decision": _("We do not know this decision. Our list has very few decisions, so it may exist."),
        "instrument": _(
            "We do not know this statutory instrument. Our list has very few instruments, so it may exist."
        ),
    }.get(one.kind, _("We do not know this law. Our list does not have every law, so it may exist."))


def _shown(one: LawCitation, *, text: str) -> QuotedLaw:
    before = text[: one.start].rpartition("\n")[2]
    after = text[one.end :].partition("\n")[0]
    return QuotedLaw(
        before=before if len(before) <= BESIDE else f"… {before[-BESIDE:].partition(' ')[2]}",
        text=text[one.start : one.end],
        after=after if len(after) <= BESIDE else f"{after[:BESIDE].rpartition(' ')[0]} …",
        known=what_we_know(one),
        is_as_known=one.standing is CitationStanding.EXISTS and one.assumed is not AssumedLaw.ONE_OF_SEVERAL,
    )
