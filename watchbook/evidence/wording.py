"""How a capture ended, as a page says it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.evidence.models import ContentKind

STATUSES = {
    "COMPLETE": gettext_lazy("complete: scrolled to the end, and everything that the site sent was kept"),
    "PARTIAL": gettext_lazy("partial: part of the page is missing, or may be missing"),
    "LOGIN_WALL": gettext_lazy("the site asks for a sign-in first, and captures do not sign in"),
    "REFUSED": gettext_lazy("refused: the address leads to a place that captures may not open"),
    "FAILED": gettext_lazy("no page was shown"),
}


def status_in_words(status: str) -> str:
    """The sentence of a status; of one of another release its own word."""
    return str(STATUSES.get(status, _("ended with the status “{status}”").format(status=status)))


def what_it_holds(status: str) -> str:
    """What a capture holds that shows no page of its address, and what to do next; nothing for one that shows it."""
    return {
        "LOGIN_WALL": _(
            "Captures never sign in, so a capture shows only the page that everybody can see. If you need the part behind a "
            "sign-in, ask your line manager on what basis you may look at it. Then save that part yourself and add the file."
        ),
        "REFUSED": _(
            "This capture has no page: Watchbook refused the address before anything was sent. Check the address. As an exhibit, the capture shows only the attempt."
        ),
        "FAILED": _(
            "This capture has no page. It has only the site’s answer, if any, and the time. Capture the page again later if "
            "the page should be there. As an exhibit, this capture shows that we could not open the page then, but not why."
        ),
    }.get(status, "")


BESIDES = {
    "film": gettext_lazy("a short video of {bytes} bytes, of the kind that phones keep with a photo"),
    "pictures": gettext_lazy(
        "further pictures of {bytes} bytes, such as those in which phones save depth or brightness"
    ),
    "notes": gettext_lazy("notes that the phone’s maker added, {bytes} bytes"),
    "unknown": gettext_lazy("unknown data, {bytes} bytes"),
}


def besides_in_words(besides: Sequence[tuple[str, int]], *, kind: str = ContentKind.IMAGE) -> str:
    """Say what the file of a picture, PDF or WACZ holds after its end; nothing where it holds no more."""
    said = [str(BESIDES.get(what, BESIDES["unknown"])).format(bytes=f"{size:,}") for what, size in besides]
    if not said:
        return ""
    shows = {
        ContentKind.PDF: _(
            "{things}. Watchbook reads only the PDF, but the stored file contains the rest as well"
        ),
        ContentKind.WACZ: _(
            "{things}. Watchbook reads only the archive, but the stored file contains the rest as well"
        ),
    }.get(
        ContentKind(kind),
        _("{things}. Watchbook shows only the picture, but the stored file contains the rest as well"),
    )
    return shows.format(things="; ".join(said))


def end_of(kind: str) -> str:
    """Return the name of a line that says what the file of a picture, PDF or WACZ holds after its end."""
    ends = {
        ContentKind.PDF: _("Data after the end of the PDF"),
        ContentKind.WACZ: _("Data after the end of the archive"),
    }
    return ends.get(ContentKind(kind), _("Data after the end of the picture")) if kind else ""


def cut_off_in_words(said: Mapping[str, Any], *, kind: str) -> str:
    """Say that a file made elsewhere, or answers in it, break off; nothing where nothing is known to be missing."""
    count = said.get("short_answers", 0)
    if said.get("is_cut_off") or (count and kind == ContentKind.MHTML):
        return _("The file is cut off: its end is missing. Watchbook shows the part that is there.")
    if not count:
        return ""
    return ngettext(
        "{count} answer in the file is cut off: it is shorter than its stated length. Watchbook shows the part that is there.",
        "{count} answers in the file are cut off: they are shorter than their stated length. Watchbook shows the parts that are there.",
        count,
    ).format(count=f"{count:,}")


def no_copy_in_words(said: Mapping[str, Any], *, kind: str) -> str:
    """Say that a pack will have no copy of a web archive that is cut off; nothing of another file."""
    if not said.get("is_cut_off") or kind not in {ContentKind.WACZ, ContentKind.WARC}:
        return ""
    return _(
        "An exhibit pack of this file has no copy for disclosure: we can remove session secrets only from a complete web "
        "archive. Ask the sender for the complete file. Without the complete file, the pack has the papers and the signed manifest, and the "
        "file itself only in the sealed bundle, with its session secrets."
    )


def posts_in_words(count: int | None) -> str | None:
    """Say how many posts were in view. None were counted on a page that does not mark its posts as such."""
    if count == 0:
        return _("not known: the page does not mark its posts, so we could not count them")
    return None if count is None else f"{count:,}"


def end_in_words(*, was_said: bool, silent_seconds: float) -> str:
    """Say by what the end of a page is known; nothing of a page that is no feed."""
    if was_said:
        return _("the site itself said that this was the end")
    if silent_seconds:
        return _(
            "the site did not say that this was the end, but sent nothing more for {seconds} seconds"
        ).format(seconds=f"{silent_seconds:g}")
    return ""


def signature_in_words(state: str) -> str:
    """What is known of the signature that a file carries which was made elsewhere; nothing for a capture of ours."""
    return {
        "none": _("none"),
        "holds": _(
            "valid for the key supplied with the signature: nobody has changed the file’s list of hashes since the list was signed"
        ),
        "broken": _("not valid"),
        "unknown": _("of a kind that cannot be checked here"),
        "cut": _("not known: the file is cut off"),
        "unreadable": _("something like a signature, which we cannot read"),
    }.get(state, "")
