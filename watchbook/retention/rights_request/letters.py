"""Letters of a rights request, each with what the law wants it to say (UK GDPR arts 12, 15 to 19; DPA 2018 ss.48, 54)."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.letter import Addressed, KeptLetter, Section, law, letter, your_rights
from watchbook.retention.rights_request.about_the_data import about_the_data
from watchbook.retention.rights_request.clock import clock_of, is_stopped_by, time_provision
from watchbook.retention.rights_request.erasure import kept as kept_things
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.queries import purposes, told_of
from watchbook.retention.rights_request.rules import BY_ID, DataRegime, ItemDecision, Right
from watchbook.retention.rights_request.rules import TOLD as TOLD_OF
from watchbook.retention.rights_request.states import RightsStepKind
from watchbook.web import wording

TITLES = {
    RightsStepKind.ACKNOWLEDGED: gettext_lazy("We have your request {reference}"),
    RightsStepKind.IDENTITY_ASKED: gettext_lazy("Your request {reference}: proof of who you are"),
    RightsStepKind.CLARIFICATION_ASKED: gettext_lazy("A question about your request {reference}"),
    RightsStepKind.EXTENDED: gettext_lazy("More time for your request {reference}"),
    RightsStepKind.ANSWERED: gettext_lazy("Our answer to your request {reference}"),
    RightsStepKind.ANSWERED_FURTHER: gettext_lazy("A further answer to your request {reference}"),
    RightsStepKind.NOT_IDENTIFIED: gettext_lazy("We have closed your request {reference}"),
}
TOLD = {
    ItemDecision.GIVE: gettext_lazy("We give you a copy of these."),
    ItemDecision.CORRECT: gettext_lazy("We have corrected these."),
    ItemDecision.ERASE: gettext_lazy(
        "We will erase these. Two people check that first, so it takes some days."
    ),
    ItemDecision.RESTRICT: gettext_lazy(
        "We are keeping these but have restricted them: we use them only as the law allows."
    ),
    ItemDecision.REFUSE: gettext_lazy("We have decided not to do what you asked with these."),
}


# The provisions of each law: how identity is checked, how far a search goes, and where we need not say what we hold.
IDENTITY = {DataRegime.UK_GDPR: "ukgdpr.art12.6", DataRegime.PART_3: "dpa2018.s52"}
NOT_IDENTIFIED = IDENTITY | {DataRegime.UK_GDPR: "ukgdpr.art12.2"}
SEARCH = {DataRegime.UK_GDPR: "ukgdpr.art15.1A", DataRegime.PART_3: "dpa2018.s45"}
NEITHER = {DataRegime.UK_GDPR: "dpa2018.sch2.2", DataRegime.PART_3: "dpa2018.s45.5"}
NEITHER_WITHOUT_ACCESS = NEITHER | {DataRegime.PART_3: "dpa2018.s48"}


COMPLAINT = {DataRegime.UK_GDPR: "ukgdpr.art77", DataRegime.PART_3: "dpa2018.s165"}
COURT = {DataRegime.UK_GDPR: "ukgdpr.art79", DataRegime.PART_3: "dpa2018.s167"}
CHECK = "dpa2018.s51"


@dataclass(frozen=True)
class SaidInLetter:
    """Facts of a letter: its day, our words, and what goes with it."""

    on: date
    words: str
    enclosed: tuple[str, ...] = ()


def regimes_of(row: RightsRequest) -> list[DataRegime]:
    """The laws of the purposes that lie open, and of protected things that the letter tells of; both while none is known.

    What is neither confirmed nor denied counts for nothing here: the letter of somebody unknown must read the same.
    """
    known = {one.regime for one in purposes(row) if one.regime}
    told = told_of(row).filter(is_protected=True).values_list("ground", flat=True)
    known |= {BY_ID[ground].regime for ground in told}
    return [one for one in DataRegime if one in known] or list(DataRegime)


def laws(row: RightsRequest, provisions: Mapping[DataRegime, str]) -> str:
    """Name the provision of each law of a request."""
    return _(" and ").join(law(provisions[one]) for one in regimes_of(row))


def _time_laws(row: RightsRequest) -> str:
    """Name the provision of the time for an answer under each law of a request, as it was when the request came."""
    return laws(row, {one: time_provision(one, on=row.received_on) for one in DataRegime})


def _your_rights(row: RightsRequest, *, on: date) -> Section:
    """Say the further ways; the titles of the UK GDPR name the sections of the Act too, so one of both laws cites them alone."""
    regimes = regimes_of(row)
    check = CHECK if DataRegime.PART_3 in regimes else ""
    return your_rights(on, complaint=COMPLAINT[regimes[0]], court=COURT[regimes[0]], check=check)


def letter_of(
    row: RightsRequest, kind: str, *, on: date, words: str, by: Person, enclosed: str = ""
) -> KeptLetter:
    """The letter of a step that is about to be taken. Some queries. Raises law.Refusal."""
    said = envelope.opened(row)
    to = Addressed(said["person"], said["contact"], on, row.reference)
    title = str(TITLES[RightsStepKind(kind)]).format(reference=row.reference)
    said_now = SaidInLetter(
        on, words.strip(), tuple(line.strip() for line in enclosed.splitlines() if line.strip())
    )
    return letter(title, to, *SECTIONS[RightsStepKind(kind)](row, said_now), by=by)


def _acknowledged(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    deadline = clock_of(row).deadline
    due = _("We will answer without undue delay, and by {day} at the latest.")
    waits = _("The time for our answer does not run until we hear from you.")
    rights = tuple(str(Right(one).label) for one in row.rights)
    yield Section(
        (
            _("We received your request on {day}.").format(day=wording.day(row.received_on)),
            _("As we understand it, you ask for:"),
        ),
        items=rights,
    )
    yield Section((due.format(day=wording.day(deadline.on)) if deadline else waits, _("It costs you nothing."), said.words))  # fmt: skip


def _identity_asked(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    yield Section((
        _("We received your request on {day}.").format(day=wording.day(row.received_on)),
        _("Before we tell anybody about your data, we must be sure that it is you ({law}).").format(law=laws(row, IDENTITY)),
        said.words,
        _("The month for our answer runs from the day on which we receive this proof.") if is_stopped_by(row, RightsStepKind.IDENTITY_ASKED, on=said.on) else "",
        _("We will use the proof for nothing else and will not keep a copy."),
    ))  # fmt: skip
    yield _your_rights(row, on=said.on)


def _not_identified(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    """Say when proof was asked for, that it did not come or did not do, and how to go on; it tells nothing of what we hold."""
    asked = row.steps.filter(kind=RightsStepKind.IDENTITY_ASKED).last()
    since = _(
        "On {day} we asked you for proof of who you are. We still cannot tell that the data would be yours ({law})."
    )
    yield Section((
        _("We received your request on {day}.").format(day=wording.day(row.received_on)),
        since.format(day=wording.day(asked.on), law=laws(row, NOT_IDENTIFIED)) if asked else "",
        said.words,
        _("So we cannot act on your request, and we have closed it. We have told nobody about your data."),
        _("You can still send us proof. We will then take up your request as a new one, and its month begins on the day on which the proof arrives."),
    ))  # fmt: skip
    yield _your_rights(row, on=said.on)


def _clarification_asked(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    waits = _(
        "The days from this letter to your reply, both included, do not count towards our time ({law})."
    )
    runs = _("The time for our answer goes on running while we wait for your reply.")
    is_paused = is_stopped_by(row, RightsStepKind.CLARIFICATION_ASKED, on=said.on)
    yield Section((
        _("We received your request on {day}.").format(day=wording.day(row.received_on)),
        _("We need more information to find the data:"),
        said.words,
        waits.format(law=_time_laws(row)) if is_paused else runs,
    ))  # fmt: skip


def _extended(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    longer = clock_of(row, as_if_extended=True).deadline
    yield Section((
        _("We received your request on {day}.").format(day=wording.day(row.received_on)),
        _("We need more time to answer it. The law allows this where requests are complex or numerous ({law}).").format(law=_time_laws(row)),
        _("Our reason: {words}").format(words=said.words),
        _("We will answer by {day} at the latest.").format(day=wording.day(longer.on)) if longer else "",
    ))  # fmt: skip
    yield _your_rights(row, on=said.on)


def _answered_further(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    """A further answer: what we said we would erase and have kept is told as that; our words say why."""
    yield from _answered(row, said, kept=kept_things(row))


def _answered(row: RightsRequest, said: SaidInLetter, *, kept: Collection[UUID] = ()) -> Iterator[Section]:
    deadline = clock_of(row).deadline
    late = _("This answer is late: it was due on {day}. We are sorry for that.")
    yield Section((
        _("We received your request on {day}.").format(day=wording.day(row.received_on)),
        late.format(day=wording.day(deadline.on)) if deadline and said.on > deadline.on else "",
        said.words,
        _("You asked for:"),
    ), items=tuple(str(Right(one).label) for one in row.rights))  # fmt: skip
    items = list(told_of(row).select_related("purpose"))
    yield _searched(row, count=len({one.thing for one in items}))
    for right in row.rights if items else ():
        yield from _for_right(Right(right), [one for one in items if one.right == right], kept=kept)
    yield from _enclosed(items, said)
    yield from about_the_data(row, items, on=said.on, regimes=regimes_of(row))
    yield _neither(row)
    yield _your_rights(row, on=said.on)


def _for_right(right: Right, items: list[FoundItem], *, kept: Collection[UUID]) -> Iterator[Section]:
    """Answer one of the rights that a person uses: each decision with its grounds, or that there is nothing to decide on."""
    heading = str(right.label).capitalize()
    if not items:
        yield Section(
            (_("We hold no data about you on which the law requires us to act for this."),), heading=heading
        )
    stay = [one for one in items if one.decision == ItemDecision.ERASE and one.thing in kept]
    if stay:
        told = ngettext(
            "We told you that we would erase {count} record. We have not erased it. The reason stands at the beginning of this letter.",
            "We told you that we would erase {count} records. We have not erased them. The reason stands at the beginning of this letter.",
            len(stay),
        )
        yield Section((told.format(count=len(stay)),), heading=heading)
        heading = ""
    others = [one for one in items if one not in stay]
    for decision in TOLD_OF:
        if alike := [one for one in others if one.decision == decision]:
            yield replace(_decided(decision, alike), heading=heading)
            heading = ""


def _enclosed(items: list[FoundItem], said: SaidInLetter) -> Iterator[Section]:
    """List what goes with the letter, as those say who made the copies: the officer who answers, and keepers of protected records."""
    given = [one for one in items if one.is_protected and one.decision == ItemDecision.GIVE]
    handed = envelope.opened_all(given)
    copies = (*said.enclosed, *dict.fromkeys(handed[one.id].get("enclosed", "") for one in given))
    if listed := tuple(one for one in copies if one):
        yield Section((_("With this letter we send you:"),), heading=_("Enclosures"), items=listed)


def _searched(row: RightsRequest, *, count: int) -> Section:
    """Say what was searched, and how many records the letter tells of: to hold nothing and to withhold all read alike."""
    newest = row.subjectsearchs.last()
    parts = len(newest.parts) if newest else 0
    found = ngettext(
        "This letter tells you about {count} record.", "This letter tells you about {count} records.", count
    )  # fmt: skip
    how = _("We searched {parts} registers for every name that you gave us, in different spellings.")
    # Of a search the law speaks where it speaks of copies, and nowhere else.
    asks = _("The law asks for a search that is reasonable and proportionate ({law}).")
    searched = [how.format(parts=parts)]
    if Right.ACCESS in row.rights:
        searched.append(asks.format(law=laws(row, SEARCH)))
    none = _("We hold no data about you on which the law requires us to act.")
    return Section(
        (" ".join(searched), found.format(count=count) if count else none),
        heading=_("Our search"),
    )


def _neither(row: RightsRequest) -> Section:
    """Say in every answer what may be left out of any: so that no answer tells that something was."""
    words = _(
        "Sometimes the law lets an authority say neither that it holds data nor that it does not, for example to protect an investigation ({law})."
    )
    later = _(
        "If we find or decide after this letter that we must tell you more, we will write to you again at once."
    )
    always = _("We say this in every answer. It does not mean that we hold more about you.")
    provisions = NEITHER if Right.ACCESS in row.rights else NEITHER_WITHOUT_ACCESS
    return Section(
        (words.format(law=laws(row, provisions)), later, always), heading=_("Limits of this answer")
    )


def _decided(decision: ItemDecision, items: list[FoundItem]) -> Section:
    """Say the decision on some things: for each ground its sentence, its provision, how many, and our reasons."""
    said = envelope.opened_all(items)
    told = []
    for ground, same in groupby(sorted(items, key=lambda one: one.ground), key=lambda one: one.ground):
        alike = list(same)
        reasons = " ".join(dict.fromkeys(said[one.id]["why"] for one in alike))
        count = ngettext("{count} record", "{count} records", len(alike)).format(count=len(alike))
        one = BY_ID[ground]
        told.append(
            _("{count}: {says} ({law}) {why}")
            .format(count=count, says=one.says, law=law(one.provision), why=reasons)
            .strip()
        )
    return Section((str(TOLD[decision]),), items=tuple(told))  # fmt: skip


SECTIONS: dict[RightsStepKind, Callable[[RightsRequest, SaidInLetter], Iterator[Section]]] = {
    RightsStepKind.ACKNOWLEDGED: _acknowledged,
    RightsStepKind.IDENTITY_ASKED: _identity_asked,
    RightsStepKind.CLARIFICATION_ASKED: _clarification_asked,
    RightsStepKind.EXTENDED: _extended,
    RightsStepKind.ANSWERED: _answered,
    RightsStepKind.ANSWERED_FURTHER: _answered_further,
    RightsStepKind.NOT_IDENTIFIED: _not_identified,
}
