"""Patterns that no text makes slow: each run of blanks, word characters or digits in them has an end."""

import re

LONGEST = 40  # no word is longer; two columns of a table in a letter are not further apart
_A_SET = r"\[\^?\]?(?:\\.|[^\]\\])*\]"  # in which a star is a star
_RUN = re.compile(rf"(?P<kept>{_A_SET}|\\[^sSwWd])|(?P<what>\\[sSwWd])(?P<times>[*+])")


def bounded(written: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    r"""Compile a pattern with `\s*` read as `\s{0,40}`.

    A search begins anew at each character. Where it can then run to the end of the text, its time grows with the
    square of the length, or worse where two runs stand side by side.
    """
    return re.compile(_RUN.sub(_ended, written), flags)


def _ended(run: re.Match[str]) -> str:
    return run["kept"] or f"{run['what']}{{{int(run['times'] == '+')},{LONGEST}}}"
