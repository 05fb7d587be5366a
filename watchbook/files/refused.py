"""The refusals of this part: each says what happened, why and what next."""


class Refused(Exception):
    """An upload that is not kept, or not read."""


class Damaged(Exception):
    """The bytes kept under a name no longer have that hash."""


class StoreFailed(Exception):
    """The object store did not answer, or refused."""
