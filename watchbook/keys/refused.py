"""Why a key or an envelope cannot be had: each says what happened, why, and what next."""


class KeysMissing(Exception):
    """The key folders hold no keys at all, or not the one that is needed."""


class KeyDestroyed(Exception):
    """The item's key was destroyed: what lay under it cannot be read by anybody any more."""


class EnvelopeNotOpened(Exception):
    """An envelope is not what was sealed for this item: it was changed, cut, or belongs elsewhere."""


class WrappingFailed(Exception):
    """The keeper of the key-encryption keys refused or did not answer."""
