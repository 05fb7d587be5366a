"""Were the bytes of a form UTF-8? Django replaces those that were not, or takes them for Latin-1, and says nothing."""

from urllib.parse import unquote_to_bytes

from django.http import HttpRequest

LOST = "\N{REPLACEMENT CHARACTER}"
URLENCODED = "application/x-www-form-urlencoded"


def lost_characters(request: HttpRequest) -> bool:
    """Whether something of what was sent was replaced. A mark that somebody wrote in UTF-8 is what they wrote.

    Only a form with files comes in parts, whose bytes are gone by now: there the mark itself counts.
    """
    if request.content_type != URLENCODED:
        return any(LOST in value for _, values in request.POST.lists() for value in values)
    try:
        unquote_to_bytes(request.body).decode()
    except UnicodeDecodeError:
        return True
    return False
