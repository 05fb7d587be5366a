"""What a requester may do next, and use the answer for: review, Commissioner, licence (FOIA s.45 Code, s.50; RoPSI 2015)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.foi.published import Licence
from watchbook.law.clocks import internal_review_request_by
from watchbook.law.parameters import ParameterEntry, parameter_entry, whole_number
from watchbook.law.refusals import Refusal
from watchbook.law_words.cited import cited, in_their_language
from watchbook.organisation.models import Regime
from watchbook.web import wording

APPLIED_BY: dict[str, str] = {Regime.EIR: "eir.reg18", Regime.EISR: "eisr.reg17"}
SCOTTISH = frozenset({Regime.FOISA, Regime.EISR})


@dataclass(frozen=True)
class ReuseTerms:
    """Under what the answer may be used again; other terms than the usual licence have their reason."""

    licence: str = Licence.OGL
    terms: str = ""
    reason: str = ""


@dataclass(frozen=True)
class RightsParagraphs:
    """Paragraphs of a letter, and the values of the law in them that a solicitor has still to confirm."""

    paragraphs: tuple[str, ...]
    unconfirmed: tuple[ParameterEntry, ...]


def rights(regime: str, *, on: date, write_to: str) -> RightsParagraphs:
    """The paragraphs on review and complaint, for an answer of this day. Raises Refusal where the law has none then."""
    in_scotland = regime in SCOTTISH
    told = (
        "internal_review.request_working_days",
        "internal_review.target_working_days",
        "commissioner.name",
        "commissioner.portal",
        "commissioner.telephone",
        "commissioner.address",
        "commissioner.appeal_months" if in_scotland else "commissioner.complaint_weeks",
    )
    entries = tuple(parameter_entry(f"{regime}.{name}", on=on) for name in told)
    asked, aimed, name, portal, telephone, address, time = entries
    day, source = _last_day(on, regime=regime), cited(asked.provision)
    review = _review(day, count=whole_number(asked)).format(count=asked.value, day=day, source=source)
    answering = " ".join(_answering(in_scotland)).format(write_to=write_to, target=aimed.value)
    source = _applied(cited(name.provision), regime=regime)
    complaint = _complaint(in_scotland, count=whole_number(time)).format(
        commissioner=in_their_language(str(name.value)), source=source, count=time.value
    )
    reached = _("{portal}, telephone {telephone}, {address}.").format(
        portal=portal.value, telephone=telephone.value, address=address.value
    )
    return RightsParagraphs((f"{review} {answering}", f"{complaint} {reached}"), _unconfirmed(*entries))


def licence(given: ReuseTerms, *, on: date) -> RightsParagraphs:
    """The paragraph on using the answer again: the usual licence, or the authority's terms with their reason."""
    if given.licence != Licence.OGL:
        own = _("You may re-use this answer under these terms: {terms} The reason for the terms: {reason}")
        return RightsParagraphs((own.format(terms=_ended(given.terms), reason=_ended(given.reason)),), ())
    name, address = (parameter_entry(f"ropsi.licence.{each}", on=on) for each in ("name", "address"))
    usual = _(
        "You may re-use this answer, for any purpose, under the {licence} ({address}). This does not cover personal data, "
        "logos, or material that belongs to somebody else."
    )
    said = usual.format(licence=in_their_language(str(name.value)), address=address.value)
    return RightsParagraphs((said,), _unconfirmed(name, address))


def _review(last_day: str, *, count: int) -> str:
    if last_day:
        return ngettext(
            "If you are not satisfied with this answer, you may ask us to review it. Ask us within {count} working day of the answer, which means by {day} "
            "({source}).",
            "If you are not satisfied with this answer, you may ask us to review it. Ask us within {count} working days of the answer, which means by {day} "
            "({source}).",
            count,
        )
    return ngettext(
        "If you are not satisfied with this answer, you may ask us to review it. Ask us within {count} working day of the answer ({source}).",
        "If you are not satisfied with this answer, you may ask us to review it. Ask us within {count} working days of the answer ({source}).",
        count,
    )


def _answering(in_scotland: bool) -> Iterator[str]:
    yield _("Write to {write_to}.")
    if in_scotland:  # FOISA s.20(3); EISR reg 16
        yield _("Give your name and address, name the request, and say why you are not satisfied.")
    yield _("A person who was not involved in the decision on this answer will review it.")
    yield _("We aim to reply within {target} working days.")


def _applied(source: str, *, regime: str) -> str:
    """The section by which the Commissioner is asked, which the Regulations only apply (EIR reg 18; EISR reg 17)."""
    if regime not in APPLIED_BY:
        return source
    said = _("{source}, as applied by the {regulations}")
    return said.format(source=source, regulations=cited(APPLIED_BY[regime]))


def _last_day(on: date, *, regime: str) -> str:
    """The last day for asking, or nothing where the table of bank holidays does not reach it."""
    try:
        return wording.day(internal_review_request_by(on, regime=regime).on)
    except Refusal:
        return ""


def _complaint(in_scotland: bool, *, count: int) -> str:
    if in_scotland:
        return ngettext(
            "If you are not satisfied with the outcome of the review, you may appeal to the {commissioner} within {count} month of that outcome ({source}):",
            "If you are not satisfied with the outcome of the review, you may appeal to the {commissioner} within {count} months of that outcome ({source}):",
            count,
        )
    return ngettext(
        "If you are not satisfied with the outcome of the review, you may complain to the {commissioner} without undue delay ({source}). The Act sets no time "
        "limit in weeks, but the Commissioner’s practice is to ask for complaints within {count} week of that outcome. How to reach the Commissioner:",
        "If you are not satisfied with the outcome of the review, you may complain to the {commissioner} without undue delay ({source}). The Act sets no time "
        "limit in weeks, but the Commissioner’s practice is to ask for complaints within {count} weeks of that outcome. How to reach the Commissioner:",
        count,
    )


def _ended(text: str) -> str:
    """A text as a sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _unconfirmed(*entries: ParameterEntry) -> tuple[ParameterEntry, ...]:
    return tuple(entry for entry in entries if not entry.verified)
