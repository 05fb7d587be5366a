"""The answer to a rights request: its records by number, kind and day, and for each right what was decided on which (UK GDPR arts 12, 15 to 21)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby, product
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.keys import envelope
from watchbook.retention import kept_aside
from watchbook.retention.letter import Section, closed, law
from watchbook.retention.rights_request import shared_file
from watchbook.retention.rights_request.about_the_data import about_the_data
from watchbook.retention.rights_request.clock import clock_of
from watchbook.retention.rights_request.erasable import kept_until
from watchbook.retention.rights_request.erasure import kept as kept_things
from watchbook.retention.rights_request.letter_law import (
    NEITHER,
    NEITHER_WITHOUT_ACCESS,
    SEARCH,
    SaidInLetter,
    laws,
    rights_of_appeal,
)
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.rules import BY_ID, LATER, ItemDecision, Right
from watchbook.retention.rights_request.rules import TOLD as TOLD_OF
from watchbook.retention.rights_request.told_records import (
    ToldRecord,
    new_since,
    numbered,
    told_before,
    told_items,
)
from watchbook.web import wording

TOLD = {
    ItemDecision.GIVE: gettext_lazy("We are giving you a copy of these records."),
    ItemDecision.CORRECT: gettext_lazy("We have corrected or completed these records."),
    ItemDecision.ERASE: gettext_lazy(
        "We will erase these records. Two people check the erasure first, so it will take some days."
    ),
    ItemDecision.RESTRICT: gettext_lazy(
        "We are keeping these records but have restricted them: we use them only in the few ways that the law still allows."
    ),
    ItemDecision.REFUSE: gettext_lazy("We have decided not to do as you asked with these records."),
}

# Of what is erased once its time is over: nobody checks it in the next days.
TOLD_LATER = gettext_lazy("We will erase these records, but cannot do so yet.")


def answered(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    """The answer: what was asked and searched, each record, each right, what is enclosed, and the further ways."""
    deadline = clock_of(row).deadline
    late = _("This answer is late: it was due on {day}. We are sorry for that.")
    yield Section((
        _("We received your request on {day}.").format(day=wording.day(row.received_on)),
        late.format(day=wording.day(deadline.on)) if deadline and said.on > deadline.on else "",
        said.words,
        _("You asked for:"),
    ), items=tuple(str(Right(one).label) for one in row.rights))  # fmt: skip
    items = told_items(row)
    yield _searched(row, count=len({one.thing for one in items}))
    yield from _on_records(row, items, said, rights=row.rights if items else ())
    yield _neither(row)
    yield rights_of_appeal(row, on=said.on)


def answered_further(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    """A further answer: what was decided since the last one, and what we said we would erase and have kept; our words say why."""
    before = told_before(row)
    adds = _(
        "We answered your request on {day}. This letter adds to that answer, which otherwise still applies."
    )
    kept, every = kept_things(row), told_items(row)
    stay = shared_file.told(shared_file.kept(row), numbered(every, before))
    yield Section((adds.format(day=wording.day(before.on)) if before.on else "", said.words, stay))
    new = new_since(every, before)
    items = [one for one in every if one in new or (one.thing in kept and one.decision == ItemDecision.ERASE)]
    rights = [one for one in row.rights if any(item.right == one for item in items)]
    yield from _on_records(row, items, said, rights=rights, kept=kept)
    yield _neither(row)
    yield rights_of_appeal(row, on=said.on)


def _on_records(
    row: RightsRequest,
    items: list[FoundItem],
    said: SaidInLetter,
    *,
    rights: Collection[str],
    kept: Collection[UUID] = (),
) -> Iterator[Section]:
    records = numbered(told_items(row), told_before(row))
    yield from _listed(items, records)
    for right in rights:
        mine = [one for one in items if one.right == right]
        until = kept_until([one for one in mine if one.ground in LATER], besides=row, on=said.on)
        yield from _for_right(Right(right), mine, records=records, kept=kept, until=until)
    yield from _enclosed(items, said, records=records)
    yield from about_the_data(row, items, on=said.on)


def _listed(items: list[FoundItem], records: Mapping[UUID, ToldRecord]) -> Iterator[Section]:
    """Name each record once: its number stands for it in the rest of the letter."""
    named = sorted({records[one.thing] for one in items}, key=lambda one: one.number)
    if named:
        one_each = _("Record {number}: {words}")
        listed = tuple(one_each.format(number=one.number, words=one.words) for one in named)
        yield Section((), heading=_("The records that this letter is about"), items=listed)


def _for_right(
    right: Right,
    items: list[FoundItem],
    *,
    records: Mapping[UUID, ToldRecord],
    kept: Collection[UUID],
    until: Mapping[UUID, date],
) -> Iterator[Section]:
    """Answer one of the rights that a person uses: each decision with its records and grounds, or that it is not decided yet."""
    heading = str(right.label).capitalize()
    if not items:
        yield Section(
            (
                _(
                    "We have not decided on this part of your request yet. We will write to you again as soon as we have decided."
                ),
            ),
            heading=heading,
        )
    stay = [one for one in items if one.decision == ItemDecision.ERASE and one.thing in kept]
    if stay:
        told = ngettext(
            "{records}: we told you that we would erase it. We have not erased it. We give the reason at the beginning of this letter.",
            "{records}: we told you that we would erase them. We have not erased them. We give the reason at the beginning of this letter.",
            len(stay),
        )
        yield Section((told.format(records=_named(stay, records)),), heading=heading)
        heading = ""
    others = [one for one in items if one not in stay]
    for decision, is_later in product(TOLD_OF, (False, True)):
        alike = [one for one in others if one.decision == decision and (one.ground in LATER) == is_later]
        if alike:
            yield replace(_decided(decision, alike, records=records, until=until), heading=heading)
            heading = ""


def _decided(
    decision: ItemDecision,
    items: list[FoundItem],
    *,
    records: Mapping[UUID, ToldRecord],
    until: Mapping[UUID, date],
) -> Section:
    """Say the decision on some things: for each ground its records, its sentence, its provision, and our reasons.

    What was corrected is told record by record: what it said, and what it says now.
    """
    said = envelope.opened_all(items)
    told = []

    def alike(one: FoundItem) -> tuple[str, str, date]:
        thing = str(one.thing) if decision == ItemDecision.CORRECT else ""
        return one.ground, thing, until.get(one.thing, date.max)

    for (ground, _thing, last), group in groupby(sorted(items, key=alike), key=alike):
        same = list(group)
        # Why a protected record may be erased is for its second keeper, not for the letter.
        mine = [one for one in same if not (one.is_protected and decision == ItemDecision.ERASE)]
        reasons = list(dict.fromkeys(said[one.id]["why"] for one in mine))
        reasons[:0] = [_correction(said[one.id]) for one in same if decision == ItemDecision.CORRECT]
        reasons[:0] = [_kept_until(last)] if last < date.max else []
        one = BY_ID[ground]
        says = _("{records}: {says} ({law}).").format(
            records=_named(same, records), says=str(one.says).rstrip("."), law=law(one.provision)
        )
        told.append(" ".join(filter(None, [says, *map(closed, reasons)])))
    stay = shared_file.told(shared_file.that_stay(items) if decision == ItemDecision.ERASE else (), records)
    leads = TOLD_LATER if ground in LATER else TOLD[decision]
    return Section((str(leads), stay, *_backups(decision, items)), items=tuple(told))


def _kept_until(last: date) -> str:
    words = _("As things stand, we must keep them until {day}, and will then begin to erase them.")
    return words.format(day=wording.day(last))


def _backups(decision: ItemDecision, items: list[FoundItem]) -> Iterator[str]:
    """Say of what is erased how long a backup still has it: what no key covers can be read there."""
    if decision == ItemDecision.ERASE:
        asides = kept_aside.moments()
        if any(kept_aside.holding(asides, one.thing) for one in items):
            yield _(
                "Our older backups, and a copy from the day on which we restored our register, still contain these records. We do "
                "not use the backups or the copy. If we ever restore a backup, we will erase these records again."
            )
            return
        days = settings.BACKUPS_KEPT
        words = ngettext(
            "After the erasure, our older backups keep a copy, usually for up to {days} more day. We do not use this copy. If we ever restore such a backup, we "
            "will erase these records again.",
            "After the erasure, our older backups keep a copy, usually for up to {days} more days. We do not use this copy. If we ever restore such a backup, we "
            "will erase these records again.",
            days,
        )
        yield words.format(days=days)


def _correction(said: Mapping[str, str]) -> str:
    was, now = said.get("was", ""), said.get("now", "")
    before = _("The record said: “{was}”.").format(was=was) if was else ""
    return " ".join(filter(None, [before, _("The record now says: “{now}”.").format(now=now) if now else ""]))


def _named(items: list[FoundItem], records: Mapping[UUID, ToldRecord]) -> str:
    """Name records by their numbers: Record 1; Records 1, 2 and 4."""
    return numbers_in_words([records[one.thing].number for one in items])


def numbers_in_words(numbers: Collection[int]) -> str:
    """Name records by their numbers: Record 1; Records 1, 2 and 4."""
    *first, last = [str(one) for one in sorted(set(numbers))]
    if not first:
        return _("Record {number}").format(number=last)
    return _("Records {numbers} and {last}").format(numbers=", ".join(first), last=last)


def _enclosed(
    items: list[FoundItem], said: SaidInLetter, *, records: Mapping[UUID, ToldRecord]
) -> Iterator[Section]:
    """List what goes with the letter: the copy that Watchbook made, and what the officer and the keepers of protected records say."""
    given = [one for one in items if one.is_protected and one.decision == ItemDecision.GIVE]
    handed = envelope.opened_all(given)
    copied = [one for one in items if one.number in said.copied and not one.is_protected]
    made = (
        _("A copy of what our registers hold: {records}").format(records=_named(copied, records))
        if copied
        else ""
    )
    copies = (made, *said.enclosed, *dict.fromkeys(handed[one.id].get("enclosed", "") for one in given))
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
    asks = _("The law requires a search that is reasonable and proportionate ({law}).")
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
        "Sometimes the law lets an authority neither confirm nor deny that it holds data, for example to protect an investigation ({law})."
    )
    later = _(
        "If we find or decide after this letter that we must tell you more, we will write to you again at once."
    )
    always = _("We say this in every answer. It does not mean that we hold more about you.")
    provisions = NEITHER if Right.ACCESS in row.rights else NEITHER_WITHOUT_ACCESS
    return Section(
        (words.format(law=laws(row, provisions)), later, always), heading=_("Limits of this answer")
    )
