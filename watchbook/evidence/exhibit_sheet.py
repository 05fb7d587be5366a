"""The exhibit sheet: mark, who, when, look and basis, address, times, how complete, hashes, custody so far, the first picture."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from watchbook.capture.check_copy import of_addresses
from watchbook.capture.completeness import in_words
from watchbook.evidence import said_times
from watchbook.evidence.models import Capture, CustodyEntry, Origin, Sensitivity
from watchbook.evidence.papers import (
    PaperFacts,
    doubts,
    exactly,
    heading,
    later_than_taken_in,
    lines,
    paper,
    paragraph,
    printed,
)
from watchbook.evidence.seen import part_in_words
from watchbook.evidence.wording import cut_off_in_words
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.looks.models import Look, Manner, Purpose, manner_in_words
from watchbook.web import wording

type Custody = Iterable[CustodyEntry]


def sheet(told: PaperFacts, custody: Custody) -> bytes:
    """The sheet as a tagged PDF."""
    has_picture = bool(told.held.first_view) and told.exhibit.sensitivity == Sensitivity.NONE
    blocks = [*_mark(told), *_capture(told), *_custody(custody), *_picture(told)]
    title = _("Exhibit {mark}").format(mark=told.exhibit.mark)
    picture = told.held.first_view if has_picture else b""
    return printed(paper(told, blocks, title=title, picture=picture))


def completeness(capture: Capture) -> str:
    """How complete a capture is, in words, with every reason why it is not."""
    if capture.origin == Origin.IMPORTED:
        return _("This file was made elsewhere, so we cannot say how complete it is.")
    first = {
        "COMPLETE": _("Complete: as far as we know, we have everything that the page asked for."),
        "PARTIAL": _("Not complete."),
        "LOGIN_WALL": _(
            "The site asked for a sign-in, and we did not sign in. This is the page that the site shows to everybody."
        ),
    }.get(capture.status, _("The page could not be shown. We kept everything that arrived."))
    return " ".join([first, *(in_words(reason) for reason in capture.reasons)])


def _mark(told: PaperFacts) -> Iterator[TextBlock]:
    exhibit, look, ends = told.exhibit, told.exhibit.capture.look, told.held.basis.get("in_force_until")
    until = exactly(datetime.fromisoformat(str(ends))) if ends else ""
    yield from lines(
        (_("Reference"), exhibit.reference),
        (_("Produced by"), exhibit.produced_by.name),
        (_("Produced"), exactly(exhibit.produced_at)),
        (_("Investigation"), exhibit.investigation.reference if exhibit.investigation else None),
        (_("Content"), told.said["shows"]),
        (_("Warning"), exhibit.get_sensitivity_display()),
        (_("Other people in the exhibit"), exhibit.collateral),
        (_("Steps to limit the intrusion on other people"), told.said["minimised"]),
        (_("Kept until"), wording.day(exhibit.retain_until)),
        (_("Date and time of this sheet"), exactly(told.at)),
    )
    yield heading(_("Basis"))
    yield from lines(
        (_("Look"), look.reference),
        (_("Officer who looked"), look.opened_by.name),
        (_("When"), exactly(look.opened_at)),
        (_("Method of recording"), look.get_way_display()),
        (_("Basis"), exhibit.get_basis_display()),
        (_("Reference of the basis"), told.rests_on.reference),
        (_("Authorised by"), told.rests_on.authorised_by),
        (_("Basis in force until (as known at the time of capture)"), until),
        (_("Purpose of the look"), _label(Purpose, told.held.basis.get("purpose", look.purpose))),
        (_("Openly or covertly"), _manner(told.held.basis, look=look)),
    )


def _manner(basis: Mapping[str, object], *, look: Look) -> str:
    """Say how the look was made; what another release said by its own word."""
    said = str(basis.get("manner", look.manner))
    if said not in Manner.values:
        return said
    return manner_in_words(said, basis=str(basis.get("basis", look.basis)))


def _label(choices: type[TextChoices], value: object) -> str:
    """A choice in words; what another release said by its own word."""
    return str(choices(value).label) if value in choices.values else str(value or "")


def _capture(told: PaperFacts) -> Iterator[TextBlock]:
    capture = told.exhibit.capture
    yield heading(_("Capture"))
    yield from lines(
        (_("Capture"), capture.reference),
        (_("Origin"), capture.get_origin_display()),
        *_page(told),
        (_("Withheld"), _withheld(told)),
        *_times(told),
        (_("Completeness"), completeness(capture)),
        (_("Missing data"), cut_off_in_words(told.held.arrival, kind=capture.content_kind)),
        (_("SHA-256 of the bundle"), capture.plain_sha256),
        (_("SHA-256 of the manifest"), capture.manifest_sha256),
    )
    yield from doubts(told.held.arrival)
    yield from later_than_taken_in(told)


def _page(told: PaperFacts) -> Iterator[tuple[str, object]]:
    """Address and title; of a file made elsewhere by whose word."""
    if told.exhibit.capture.origin != Origin.IMPORTED:
        yield _("Address"), told.address
        yield _("Title of the page, as the site gives it"), told.title
        return
    said = told.held.arrival.get("pages", [])
    by_the_file = said[0].get("address") if said else None
    yield _("Address, as the file says"), by_the_file
    yield _("Address, as the officer stated"), told.address_told if told.address_told != by_the_file else None
    yield _("Title, as the file says"), told.title
    count = len(said) + told.held.arrival.get("more_pages", 0)
    yield _("Pages in the file"), count if count > 1 else None


def _withheld(told: PaperFacts) -> str:
    """Say that an address held a secret, which no paper prints."""
    names = list[str]()
    for address in (told.address, told.address_told, told.title):
        of_addresses(address.encode("utf-8", "surrogatepass"), names)
    if not names:
        return ""
    return _(
        "An address contained a password or token. This sheet shows “withheld” in place of the password or token; the sealed bundle has the full address."
    )


def _times(told: PaperFacts) -> Iterator[tuple[str, object]]:
    """When it was captured; of a file made elsewhere when it came, and what was said of it then."""
    capture, arrival = told.exhibit.capture, told.held.arrival
    if capture.origin == Origin.IMPORTED:
        yield _("Captured, as the file says"), said_times.told(arrival).in_words()
        yield _("Added to Watchbook"), exactly(capture.asked_at)
        yield _("Made by, as the officer stated"), arrival.get("made_by")
        yield _("Made with, as the officer stated"), arrival.get("made_with")
        yield _("SHA-256 of the file as received"), capture.came_sha256
        return
    yield _("Begun"), exactly(capture.begun_at) if capture.begun_at else None
    yield _("Ended"), exactly(capture.ended_at) if capture.ended_at else None


def _custody(custody: Custody) -> Iterator[TextBlock]:
    """Who handled it, when and how. Why, and to whom, may be nobody's business who gets the sheet: the record has it."""
    yield heading(_("Custody so far"))
    yield paragraph(
        _("This sheet leaves out the recipients and the reasons. They are in the authority’s own record.")
    )
    for row in custody:
        when, who = exactly(row.handled_at), row.handled_by.name
        words = [f"{row.number}. {when}, {who}: {row.get_handling_display()}"]
        words += [part_in_words(row.part)] if row.part else []
        yield paragraph("; ".join(words))


def _picture(told: PaperFacts) -> Iterator[TextBlock]:
    yield heading(_("First picture"))
    if told.held.arrival:
        yield paragraph(
            " ".join([_("This sheet does not include pictures of files made elsewhere."), _of_the_copy(told)])
        )
    elif not told.held.first_view:
        yield paragraph(_("The bundle has no picture."))
    elif told.exhibit.sensitivity != Sensitivity.NONE:
        words = _(
            "We left the picture out of this sheet because of its warning: {warning}. The picture is in the bundle."
        )
        yield paragraph(words.format(warning=told.exhibit.get_sensitivity_display()))
    else:
        yield TextBlock(BlockKind.PICTURE, _("The page before any scrolling"))


def _of_the_copy(told: PaperFacts) -> str:
    if not told.no_copy:
        return _("The copy for disclosure is in the folder disclosure/.")
    if told.held.arrival.get("is_cut_off"):
        return _("No copy was made for disclosure, because the file is cut off.")
    return _("No copy was made for disclosure, because the archive cannot be read to its end.")
