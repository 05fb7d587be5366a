"""The refusals of this part: each says what happened, why and what next."""


class Refused(Exception):
    """An upload that is not kept, or not read."""


class Damaged(Exception):
    """The bytes kept under a name no longer have that hash."""


class StoreFailed(OSError):
    """The object store did not answer, or refused: to whoever keeps or reads a file, as a disk that fails."""
