"""The draft of a witness statement: what the record says, and blanks for what only the witness can say. Nothing is invented.

Its form is the nation's and the proceedings'. None of it is verified: the paper says that a solicitor confirms it.
"""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.evidence.exhibit_sheet import completeness
from watchbook.evidence.models import Origin
from watchbook.evidence.papers import PaperFacts, blank, cited, exactly, heading, lines, paper, paragraph
from watchbook.evidence.self_contradiction import facts
from watchbook.evidence.wording import cut_off_in_words
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.pdf import PdfPaper
from watchbook.looks.models import Basis, LookOrigin
from watchbook.organisation.models import Nation

FORMS: dict[str, str] = {
    Nation.SCOTLAND: "scotland.evidence",
    Nation.NORTHERN_IRELAND: "northern_ireland.evidence",
}


class Proceedings(models.TextChoices):
    """Before which court a statement is meant to be used."""

    CRIMINAL = "criminal", gettext_lazy("criminal proceedings")
    CIVIL = "civil", gettext_lazy("civil proceedings")


def form_of(nation: str, proceedings: Proceedings) -> str:
    """The id of the provision that says which form a statement has."""
    of_england_and_wales = "cja1967.s9" if proceedings == Proceedings.CRIMINAL else "cpr.32"
    return FORMS.get(nation, of_england_and_wales)


def draft(told: PaperFacts, proceedings: Proceedings) -> PdfPaper:
    """The draft, to be printed or to be written on."""
    form = form_of(told.authority.nation, proceedings)
    blocks = [
        TextBlock(BlockKind.MARK, _("Draft, not signed")),
        paragraph(cited(form)),
        *lines(
            (_("Statement of"), told.exhibit.produced_by.name),
            (_("For"), proceedings.label),
            (_("Exhibit"), told.exhibit.mark),
        ),
        blank(_("age if under 18, otherwise “over 18”; occupation; court and case number if known")),
        *_declaration(form),
        *_body(told),
        *_end(form),
    ]
    return paper(told, blocks, title=_("Witness statement"))


def _declaration(form: str) -> Iterator[TextBlock]:
    if form != "cja1967.s9":
        return
    yield paragraph(
        _(
            "This statement, of [ number ] pages, each of which I have signed, is true as far as I know and believe. I make it knowing that, should it be put in "
            "evidence, I may be prosecuted for anything in it that I wilfully stated and knew to be false or did not believe to be true."
        )
    )
    yield TextBlock(BlockKind.PARAGRAPH, _("Signed:"))
    yield TextBlock(BlockKind.PARAGRAPH, _("Date:"))


def _body(told: PaperFacts) -> Iterator[TextBlock]:
    exhibit = told.exhibit
    yield heading(_("About me"))
    yield blank(_("your post, how long you have held it, and your relevant training and experience"))
    yield heading(_("The authority’s record"))
    yield paragraph(" ".join(filter(None, _recorded(told))))
    yield paragraph(
        _(
            "I produce the capture as exhibit {mark}. The SHA-256 of its sealed bundle is {bundle}. The SHA-256 of its manifest, which lists every file in the "
            "bundle with its own SHA-256, is {manifest}."
        ).format(
            mark=exhibit.mark, manifest=exhibit.capture.manifest_sha256, bundle=exhibit.capture.plain_sha256
        )
    )
    yield heading(_("My observations and actions"))
    yield blank(_("what you yourself saw on the page and when, and what you did"))
    yield blank(_("how you know whose page it is; say so if you do not know"))
    yield blank(
        _("anything that you have done with the exhibit since then, and anything in the record that is wrong")
    )


def _recorded(told: PaperFacts) -> Iterator[str]:
    exhibit, capture = told.exhibit, told.exhibit.capture
    look = capture.look
    basis = " ".join(filter(None, (exhibit.get_basis_display(), told.rests_on.reference)))
    rests = (
        _("without a basis")
        if exhibit.basis == Basis.NONE
        else _("on the basis of {basis}").format(basis=basis)
    )
    if look.way == LookOrigin.AFTERWARDS:
        sentence = _("Look {look} was made on {when} by {name}, {rests}. It was recorded afterwards.")
    else:
        sentence = _("Look {look} was opened on {when} by {name}, {rests}.")
    when = exactly(look.opened_at)
    yield sentence.format(look=look.reference, when=when, name=look.opened_by.name, rests=rests)
    if capture.origin == Origin.IMPORTED:
        yield _(
            "A file made elsewhere was added on {when}. The person who made the file must say how they made it."
        ).format(when=exactly(capture.asked_at))
        yield from facts(told.held.arrival, capture.came_signed)
        yield cut_off_in_words(told.held.arrival, kind=capture.content_kind)
    else:
        yield _("Watchbook captured {address} from {begun} to {ended}.").format(
            address=told.address,
            begun=exactly(capture.begun_at or capture.asked_at),
            ended=exactly(capture.ended_at or capture.asked_at),
        )
    yield completeness(capture)


def _end(form: str) -> Iterator[TextBlock]:
    if form == "cpr.32":
        yield heading(_("Statement of truth"))
        yield blank(_("the words of the practice direction in force when you sign; your solicitor has them"))
    yield TextBlock(BlockKind.PARAGRAPH, _("Signed:"))
    yield TextBlock(BlockKind.PARAGRAPH, _("Date:"))
