"""The papers that go with an exhibit, each a tagged PDF made from blocks as letters and court packs are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from typst import TypstError

from watchbook.acting.london_day import LONDON, london_day
from watchbook.acting.own_words import with_unseen_shown
from watchbook.capture import check_copy
from watchbook.evidence import said_times
from watchbook.evidence.models import Exhibit
from watchbook.evidence.queries.handed_out import BasisReference, BundleFacts
from watchbook.evidence.self_contradiction import facts, meaning
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper, pdf
from watchbook.law.provisions import provision
from watchbook.law_words.explanations import TO_BE_CONFIRMED
from watchbook.organisation.models import Authority
from watchbook.web.wording import day

PAGES_LISTED = 20  # whose times are listed one by one


@dataclass(frozen=True)
class PaperFacts:
    """What every paper is made from: the exhibit, what its capture's envelope says, what its bundle holds, and when."""

    exhibit: Exhibit
    authority: Authority
    said: dict[str, str]
    address: str
    address_told: str  # that was asked for, or that somebody said of a file made elsewhere
    title: str
    rests_on: BasisReference
    held: BundleFacts
    at: datetime
    no_copy: str = ""  # why none could be made for disclosure


def paper(told: PaperFacts, blocks: Sequence[TextBlock], *, title: str, picture: bytes = b"") -> PdfPaper:
    """One paper, its title and the authority at its head."""
    head = [TextBlock(BlockKind.TITLE, title), TextBlock(BlockKind.ADDRESS, told.authority.name)]
    return PdfPaper(
        title=title,
        authority=told.authority.name,
        reference=f"{told.exhibit.mark} ({told.exhibit.reference})",
        day=london_day(told.at),
        language=get_language() or "en-gb",
        colour=told.authority.colour,
        blocks=[*head, *blocks],
        picture=picture,
    )


def printed(made: PdfPaper) -> bytes:
    """A paper as a tagged PDF. Where its picture is none that can be set, it says so in the picture's place."""
    if not made.picture:
        return pdf(made)
    try:
        return pdf(made)
    except TypstError:
        note = TextBlock(BlockKind.NOTE, _("The first picture cannot be printed here. It is in the bundle."))
        blocks = [note if one.kind == BlockKind.PICTURE else one for one in made.blocks]
        return pdf(replace(made, blocks=blocks, picture=b""))


def exactly(value: datetime) -> str:
    """7 October 2019, 14:05:09 BST: what a court reads has the second, and says by which clock."""
    return f"{day(value)}, {value.astimezone(LONDON):%H:%M:%S %Z}"


def as_printed(words: str) -> str:
    """The words as a paper prints them: without secrets in addresses, and a stranger's signs that turn others by their number."""
    told = check_copy.of_addresses(words.encode("utf-8", "surrogatepass"), [])
    return printable(with_unseen_shown(told.decode("utf-8", "surrogatepass")))


def heading(words: str) -> TextBlock:
    """A heading."""
    return TextBlock(BlockKind.HEADING, words)


def paragraph(words: str) -> TextBlock:
    """A paragraph."""
    return TextBlock(BlockKind.PARAGRAPH, as_printed(words))


def doubts(arrival: Mapping[str, Any]) -> Iterator[TextBlock]:
    """Say in what a file made elsewhere contradicts itself, and what that can mean; nothing of any other."""
    signature = arrival.get("came_signed", "")
    if said := meaning(arrival, signature):
        yield paragraph(said)
    for one in facts(arrival, signature):
        yield TextBlock(BlockKind.ITEM, as_printed(one))


def later_than_taken_in(told: PaperFacts) -> Iterator[TextBlock]:
    """Say that a file made elsewhere was captured, by its own word, after it came; nothing of any other."""
    if later := said_times.told(told.held.arrival).warning(told.exhibit.capture.asked_at):
        yield paragraph(later)


def times_said(told: PaperFacts) -> Iterator[TextBlock]:
    """The times of several pages, each as the file says it, and whether that can be."""
    yield from later_than_taken_in(told)
    pages, more = told.held.arrival.get("pages", []), told.held.arrival.get("more_pages", 0)
    if len(pages) + more < 2:
        return
    yield heading(_("Time of capture of each page, as the file says"))
    yield from lines(
        *((one["address"] or one["title"], said_times.in_words(one["at"])) for one in pages[:PAGES_LISTED])
    )
    if more := len(pages[PAGES_LISTED:]) + more:
        yield paragraph(_("More pages in the file: {count}.").format(count=f"{more:,}"))


def blank(words: str) -> TextBlock:
    """What only a person can say: marked as a blank, with what belongs there."""
    return TextBlock(
        BlockKind.QUESTION, _("[ Blank. Fill in, in your own words: {what} ]").format(what=words)
    )


def lines(*pairs: tuple[object, object]) -> Iterator[TextBlock]:
    """What is known, a line each; what is not known has none."""
    for label, value in pairs:
        text = as_printed(str(value)) if value is not None else ""
        if text:
            yield TextBlock(BlockKind.PARAGRAPH, text, lead=f"{as_printed(str(label))}:")


def cited(provision_id: str) -> str:
    """A provision in its own-words gloss with its title; one that was not verified says so."""
    one = provision(provision_id)
    gloss = one.gloss_in(get_language() or "en").strip().removesuffix(".")
    return f"{gloss} ({one.title})." if one.verified else f"{gloss} ({one.title}; {TO_BE_CONFIRMED})."
