"""Letters to people about their own data, kept as data in an envelope: so each goes with its case, and says for good what it said."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.formats import FORMATS
from watchbook.files.document.pdf import PdfPaper
from watchbook.law.parameters import parameter_entry
from watchbook.law_words.cited import cited, in_their_language
from watchbook.organisation.letterhead import letterhead, logo_of
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import duties_of
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.organisation.welsh_check import unchecked
from watchbook.web import press, wording

READ = "letter_read"  # the field in which a form says which letter was read
NOT_SENT_ON = {"preview", READ, press.TOKEN, press.FIELD}
SIGNERS = (DutyKind.DATA_PROTECTION_OFFICER, DutyKind.INFORMATION_OFFICER)

type KeptLetter = dict[str, Any]  # as it lies in an envelope


class LetterUnread(WrongState):
    """A letter would be kept that whoever keeps it has not read as it stands."""


@dataclass(frozen=True)
class Section:
    """A part of a letter: its heading, where it has one, its paragraphs, and the items of its list."""

    paragraphs: tuple[str, ...]
    heading: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Addressed:
    """The addressee of a letter, its day and its reference."""

    name: str
    contact: str
    day: date
    reference: str


def letter(title: str, to: Addressed, *sections: Section, by: Person) -> KeptLetter:
    """A letter as it is kept, signed by whoever writes it. Three queries."""
    authority = Authority.objects.get()
    signed = _signed(by, authority, on=to.day)
    bodies = map(_closed, _bodies(sections))
    blocks = [*_head(title, to), *bodies, *_foot(signed), TextBlock(BlockKind.NOTE, unchecked())]
    return _kept(authority, title, to, blocks)


def paper(title: str, to: Addressed, *sections: Section) -> KeptLetter:
    """A paper that goes with a letter, kept like it: without an address, since it says nothing to anybody. One query."""
    blocks = [TextBlock(BlockKind.TITLE, title), *_bodies(sections)]
    return _kept(Authority.objects.get(), title, to, blocks)


def _kept(authority: Authority, title: str, to: Addressed, blocks: Sequence[TextBlock]) -> KeptLetter:
    return {
        "title": title,
        "reference": to.reference,
        "day": to.day.isoformat(),
        "language": get_language() or "en-gb",
        "authority": printable(authority.name),
        "colour": authority.colour,
        "logo": authority.logo_sha256,
        "blocks": [[str(one.kind), printable(one.text)] for one in blocks if one.text],
    }


def paper_of(kept: Mapping[str, Any]) -> PdfPaper:
    """A kept letter as paper carries it."""
    return PdfPaper(
        title=kept["title"],
        authority=kept["authority"],
        reference=kept["reference"],
        day=date.fromisoformat(kept["day"]),
        language=kept["language"],
        colour=kept["colour"],
        blocks=blocks_of(kept),
        logo=logo_of(kept["logo"]),
    )


def blocks_of(kept: Mapping[str, Any]) -> list[TextBlock]:
    """The blocks of a kept letter."""
    return [TextBlock(BlockKind(kind), text) for kind, text in kept["blocks"]]


def your_rights(
    on: date, *, complaint: str = "ukgdpr.art77", court: str = "ukgdpr.art79", check: str = ""
) -> Section:
    """Say what anybody may do who is not content: complain to us, to the Commissioner, and go to court, each by its provision.

    `check` is the provision by which they may have a restriction checked, where there is one.
    """
    own = _(
        "You may complain to us. Our page “Your data and your rights” has a form for complaints, and you can also write to us or call us ({law})."
    )
    ask = _(
        "If we have left something out, you may also ask the {commissioner} to check whether we are acting lawfully ({law})."
    )
    checked = ask.format(commissioner=commissioner(on)["name"], law=law(check)) if check else ""
    return Section(
        heading=_("If you are not satisfied"),
        paragraphs=(
            own.format(law=law("dpa2018.s164A")),
            _to_the_commissioner(on, complaint),
            checked,
            _to_a_court(court),
        ),
    )


def beyond_us(on: date) -> Section:
    """Say what anybody may do who has complained to us: what comes after our own answer is the Commissioner, and a court."""
    outside = (_to_the_commissioner(on, "ukgdpr.art77"), _to_a_court("ukgdpr.art79"))
    return Section(heading=_("If you are not satisfied"), paragraphs=outside)


def _to_the_commissioner(on: date, provision_id: str) -> str:
    reached = commissioner(on)
    outside = _("You may complain to the {commissioner} ({law}): {portal}, telephone {telephone}, {address}.")
    return outside.format(commissioner=reached["name"], law=law(provision_id), **reached)


def _to_a_court(provision_id: str) -> str:
    return _("You may also ask a court to enforce your rights ({law}).").format(law=law(provision_id))


def commissioner(on: date) -> dict[str, str]:
    """Return the name of the regulator to whom anybody may complain, and how they are reached."""
    told = ("name", "portal", "telephone", "address")
    found = {one: str(parameter_entry(f"foia.commissioner.{one}", on=on).value) for one in told}
    return found | {"name": in_their_language(found["name"])}


def law(provision_id: str) -> str:
    """Name a provision, as letters and pages cite it; a page says once that a solicitor has still to confirm some."""
    return cited(provision_id)


def _head(title: str, to: Addressed) -> Iterator[TextBlock]:
    head = letterhead()
    for line in (head["authority"], *head["reached"], f"{to.name}\n{to.contact}".strip()):
        yield TextBlock(BlockKind.ADDRESS, line)
    yield TextBlock(BlockKind.ADDRESS, wording.day(to.day))
    yield TextBlock(BlockKind.TITLE, title)
    yield TextBlock(BlockKind.PARAGRAPH, _("Dear {name},").format(name=to.name))


def closed(text: str) -> str:
    """End a sentence with a full stop, where whoever typed it left it out."""
    return f"{text}." if text and text[-1] not in ".:!?…" and not text.endswith((".”", "!”", "?”")) else text


def _closed(block: TextBlock) -> TextBlock:
    return replace(block, text=closed(block.text)) if block.kind is BlockKind.PARAGRAPH else block


def _bodies(sections: Sequence[Section]) -> list[TextBlock]:
    return [block for one in sections for block in _body(one)]


def _body(section: Section) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, section.heading)
    for paragraph in section.paragraphs:
        yield TextBlock(BlockKind.PARAGRAPH, paragraph)
    for item in section.items:
        yield TextBlock(BlockKind.ITEM, item)


def _foot(signed: str) -> Iterator[TextBlock]:
    head = letterhead()
    if head["contact"]:
        yield TextBlock(BlockKind.HEADING, _("How to reach us"))
        yield TextBlock(BlockKind.PARAGRAPH, head["contact"])
    yield TextBlock(BlockKind.PARAGRAPH, signed)


def _signed(by: Person, authority: Authority, *, on: date) -> str:
    """Name whoever writes, with the post in which they do: a person who is answered may ask for them."""
    held = duties_of(by, on=on)
    post = next((str(TITLES[duty]).capitalize() for duty in SIGNERS if duty in held), "")
    if DutyKind.INFORMATION_OFFICER in held:
        post = authority.officer_title or post
    return ", ".join(line for line in (by.name, post, authority.name) if line)


def seal_of(made: KeptLetter) -> str:
    """A sign of one letter, word for word, that its preview carries: so nothing is kept that nobody has read."""
    return salted_hmac(
        "watchbook.retention.letter", json.dumps(made, sort_keys=True), algorithm="sha256"
    ).hexdigest()


def check_read_as(made: KeptLetter, seal: str, *, tried: str) -> None:
    """Raise WrongState where a letter is not word for word the one that was read."""
    if not constant_time_compare(seal, seal_of(made)):
        why = _(
            "The letter has changed since you read it: its words or the decisions in it are different. Read the letter again."
        )
        raise LetterUnread(cannot(tried, why))


def letter_preview(
    http: HttpRequest, made: KeptLetter, *, caption: str, back_url: str, warnings: Sequence[str] = ()
) -> HttpResponse:
    """A letter to read before it is kept, with what was typed for it, to send on or to change, and what to think of first."""
    context = {
        "letter": blocks_of(made),
        "copy": blocks_of(made["copy"]) if "copy" in made else (),
        "sent": [
            *(
                (name, value)
                for name, values in http.POST.lists()
                if name not in NOT_SENT_ON
                for value in values
            ),
            (READ, seal_of(made)),
        ],
        "warnings": warnings,
        "caption": caption,
        "back_url": back_url,
    }
    return render(http, "retention/letter_preview.html", context)


def letter_response(kept: Mapping[str, Any] | None, *, name: str, ending: str) -> HttpResponse:
    """A kept letter as a file to download; 404 where there is none, or no such format."""
    if not kept or ending not in FORMATS:
        raise Http404
    made = FORMATS[ending]
    response = HttpResponse(made.render(paper_of(kept)), content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
