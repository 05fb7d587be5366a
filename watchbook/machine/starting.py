"""While a program starts: all that it imports stays to its end, and to look for rubbish in it takes a tenth of the start."""

import gc


def begin() -> None:
    """Look for no rubbish until the start is over."""
    gc.disable()


def is_over() -> None:
    """Look for rubbish from now on, and never in what is there already; nothing where no start began."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
