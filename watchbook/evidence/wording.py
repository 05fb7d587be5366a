"""How a capture ended, as a page says it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


def signature_in_words(state: str) -> str:
    """What is known of the signature that a file carries which was made elsewhere; nothing for a capture of ours."""
    return {
        "none": _("none"),
        "holds": _("it holds by the key that came with it: nothing was changed since somebody signed it"),
        "broken": _("it is broken: do not rely on the file"),
        "unknown": _("of a kind that cannot be checked here"),
    }.get(state, "")
