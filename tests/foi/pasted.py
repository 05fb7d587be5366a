"""What stands in the request form's box."""

import html


def in_the_box(response):
    """The text area's text as a browser would show it, its line ends those of a form."""
    start = response.text.index(">", response.text.index("<textarea")) + 1
    text = html.unescape(response.text[start : response.text.index("</textarea>")])
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
