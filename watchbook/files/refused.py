"""The one refusal of this part: bytes that are not kept or not read."""


class Refused(Exception):
    """An upload that is not kept; the message says what happened, why and what next."""
