"""Officers answerable for surveillance powers: who they are, in which post, and how many may authorise (demand D15)."""

from collections import Counter
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.figures.findings import (
    Evidence,
    Finding,
    Inquiry,
    RegisterSearches,
    Status,
    searched_in,
    to_be_searched,
)
from watchbook.figures.sentences import either, in_words
from watchbook.organisation.models import Duty
from watchbook.organisation.queries import officers, the_authority
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.web.wording import joined

VERSION = 1
OFFICERS = gettext_lazy("duties and appointments of officers")
ANSWERABLE = (
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.AUTHORISING_OFFICER,
)


def responsible_officers(inquiry: Inquiry) -> Finding:
    """Names and posts of whoever held these duties on the day of receipt, and how the authority is written to."""
    found = {kind: _held(inquiry, kind) for kind in ANSWERABLE}
    held = [duty for duties in found.values() for duty in duties]
    searched = _searched("responsible_officers", ANSWERABLE, found=len(held))
    if empty := [str(TITLES[kind]) for kind, duties in found.items() if not duties]:
        why = _(
            "To be searched: the register shows nobody who had the duty of {duties} when we received the request."
        ).format(duties=either(empty))
        return to_be_searched(why, searched=searched)
    if not all(duty.person.name for duty in held):
        return to_be_searched(
            _("To be searched: the name of an officer is no longer on the register."), searched=searched
        )
    authority = the_authority()
    contact = authority.contact if authority else ""
    lacking = [duty.person.name for duty in held if not _post(duty)]
    sentences = [
        *map(_sentence, held),
        _("The contact address is {contact}.").format(contact=contact)
        if contact
        else _("The register holds no contact address."),
    ]
    if lacking:
        sentences.append(_("The register holds no job title for {names}.").format(names=joined(lacking)))
    return Finding(
        status=Status.PARTLY if lacking or not contact else Status.HELD_SUPPLIED,
        answer=" ".join(sentences),
        value=[
            {"duty": duty.kind, "name": duty.person.name, "job_title": _post(duty) or None} for duty in held
        ],
        evidence=tuple(map(_evidence, held)),
        searched=searched,
    )


def number_of_authorising_officers(inquiry: Inquiry) -> Finding:
    """How many may authorise and how many may apply on the day of receipt, and in which posts."""
    authorising = _held(inquiry, DutyKind.AUTHORISING_OFFICER)
    applying = _held(inquiry, DutyKind.INVESTIGATOR)
    kinds = (DutyKind.AUTHORISING_OFFICER, DutyKind.INVESTIGATOR)
    searched = _searched("number_of_authorising_officers", kinds, found=len(authorising) + len(applying))
    if not authorising:
        why = _(
            "To be searched: the register shows no authorising officer for the date on which we received the request."
        )
        return to_be_searched(why, searched=searched)
    posts = Counter(filter(None, map(_post, authorising)))
    without = len(authorising) - posts.total()
    sentences = [
        _(
            "Officers who could authorise on {day}: {authorising}. Officers who could apply: {applying}."
        ).format(day=in_words(inquiry.on), authorising=len(authorising), applying=len(applying)),
        *(_("{post}: {count}.").format(post=post, count=count) for post, count in sorted(posts.items())),
    ]
    if without:
        sentences.append(
            _("The register holds no grade for {count} of these officers.").format(count=without)
        )
    return Finding(
        status=Status.PARTLY if without else Status.HELD_SUPPLIED,
        answer=" ".join(sentences),
        value={
            "authorising": len(authorising),
            "applying": len(applying),
            "grades": [{"grade": post, "count": count} for post, count in sorted(posts.items())],
            "without_grade": without,
        },
        evidence=tuple(map(_evidence, [*authorising, *applying])),
        searched=searched,
    )


def _held(inquiry: Inquiry, kind: DutyKind) -> list[Duty]:
    """Who held a duty on the day of receipt, as recorded by the as-at moment; each person once."""
    found = officers(kind=kind, on=inquiry.on, as_at=inquiry.as_at)
    return list({duty.person_id: duty for duty in found}.values())


def _post(duty: Duty) -> str:
    return duty.appointment.rank if duty.appointment else ""


def _sentence(duty: Duty) -> str:
    told = {"name": duty.person.name, "duty": duty.title, "post": _post(duty)}
    if told["post"]:
        return _("{name}, {post}, is {duty}.").format(**told)
    return _("{name} is {duty}.").format(**told)


def _evidence(duty: Duty) -> Evidence:
    return Evidence(
        register=str(OFFICERS),
        reference=duty.title,
        what=_("in force from {day}").format(day=in_words(duty.from_on)),
        address=reverse("organisation:officers"),
        recorded_at=duty.recorded_at,
    )


def _searched(query: str, kinds: Sequence[DutyKind], *, found: int) -> RegisterSearches:
    terms = _("duties in force on the date of receipt: {duties}").format(
        duties=", ".join(str(TITLES[kind]) for kind in kinds)
    )
    return searched_in(OFFICERS, f"{query}/{VERSION}", terms, found)
