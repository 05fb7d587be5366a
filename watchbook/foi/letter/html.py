"""The letter as one HTML file that needs no other: style and logo are in it, and nothing in it runs."""

from base64 import b64encode

from django.template.loader import render_to_string

from watchbook.foi.letter.blocks import blocks
from watchbook.foi.letter.content import Letter
from watchbook.foi.letter.logo import media_type


def html(letter: Letter) -> bytes:
    """The letter's bytes: the same for the same letter."""
    logo = f"data:{media_type(letter.logo)};base64,{b64encode(letter.logo).decode()}" if letter.logo else ""
    return render_to_string(
        "foi/letter.html", {"letter": letter, "blocks": blocks(letter), "logo": logo}
    ).encode()
