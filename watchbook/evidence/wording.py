"""How a capture ended, as a page says it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

STATUSES = {
    "COMPLETE": gettext_lazy("complete: scrolled to its end, every answer kept"),
    "PARTIAL": gettext_lazy("partial: something is missing, or may be"),
    "LOGIN_WALL": gettext_lazy("the site asks for a sign-in first; nobody signs in"),
    "REFUSED": gettext_lazy("refused: the address leads to where a capture may not go"),
    "FAILED": gettext_lazy("no page was shown"),
}


def status_in_words(status: str) -> str:
    """The sentence of a status; of one of another release its own word."""
    return str(STATUSES.get(status, _("ended as {status}").format(status=status)))


def what_it_holds(status: str) -> str:
    """What a capture holds that shows no page of its address, and what to do next; nothing for one that shows it."""
    return {
        "LOGIN_WALL": _(
            "It holds what the site shows to everybody, not what lies behind its sign-in, and no capture signs in. If you need that, ask "
            "your line manager on what basis it may be looked at, and take in afterwards what was captured there."
        ),
        "REFUSED": _(
            "It holds no page: the address was refused before anything of it came. Check the address. As an exhibit it shows the "
            "attempt alone."
        ),
        "FAILED": _(
            "It holds no page, only what the site answered, if anything, and when. Take it again later if it should be there. As an "
            "exhibit it shows that the page was not to be seen then, not why."
        ),
    }.get(status, "")


HASHES = {
    "agree": gettext_lazy("they agree with its content"),
    "differ": gettext_lazy("they differ from its content"),
    "none": gettext_lazy("none"),
}
HOW_THEY_DIFFER = {
    "changed": gettext_lazy("{name}: its content has another hash than the file says"),
    "missing": gettext_lazy("{name}: the file lists this part but does not hold it"),
    "unlisted": gettext_lazy("{name}: the file holds this part but does not list it"),
}
NAMED = 10  # parts, on a page or paper


def hashes_in_words(state: str) -> str:
    """Say whether the hashes that a file carries are those of its content; nothing for a capture of ours."""
    return str(HASHES.get(state, ""))


def doubt_in_words(hashes: str, signature: str) -> str:
    """Say what it means that a file made elsewhere contradicts itself, and what to do; nothing of any other."""
    if hashes != "differ" and signature != "broken":
        return ""
    return _(
        "This file contradicts itself: its content does not match the hashes or the signature that it carries. Somebody changed or damaged "
        "the file after they were made, or they were wrong from the start. We cannot tell which. We keep the file as you sent it. Ask its "
        "sender for another copy. If you use this one, say that it contradicts itself."
    )


def differing_in_words(differing: Sequence[Sequence[str]]) -> list[str]:
    """Each part of a file whose hash is not the one that the file says."""
    said = [str(HOW_THEY_DIFFER[how]).format(name=name) for name, how in differing[:NAMED]]
    if (more := len(differing) - NAMED) > 0:
        said.append(ngettext("{count} more part", "{count} more parts", more).format(count=more))
    return said


BESIDES = {
    "film": gettext_lazy("a short film of {bytes} bytes, as phones keep with a photo"),
    "pictures": gettext_lazy("further pictures of {bytes} bytes, as phones keep for depth or brightness"),
    "notes": gettext_lazy("notes of the phone’s maker, {bytes} bytes"),
    "unknown": gettext_lazy("something that we do not know, {bytes} bytes"),
}


def besides_in_words(besides: Sequence[tuple[str, int]]) -> str:
    """Say what a picture’s file holds after the picture; nothing where it holds no more."""
    said = [str(BESIDES.get(what, BESIDES["unknown"])).format(bytes=f"{size:,}") for what, size in besides]
    return (
        _("{things}. Watchbook shows the picture alone; the file holds all of it").format(
            things="; ".join(said)
        )
        if said
        else ""
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
            "the site did not say that this was the end; nothing more came for {seconds} seconds"
        ).format(seconds=f"{silent_seconds:g}")
    return ""


def signature_in_words(state: str) -> str:
    """What is known of the signature that a file carries which was made elsewhere; nothing for a capture of ours."""
    return {
        "none": _("none"),
        "holds": _("it holds by the key that came with it: nothing was changed since somebody signed it"),
        "broken": _("it is broken, so do not rely on the file"),
        "unknown": _("of a kind that cannot be checked here"),
    }.get(state, "")
