"""What holds of the two sentences of every reason: each is a whole sentence, and they differ."""

import re

SENTENCES = re.compile(r"([A-Z][^.]*\w\.)( [A-Z][^.]*\w\.)*")
# The first letter of a reason becomes a small one in a refusal, so no name may stand there.
STARTS = {"A", "An", "Confidential", "It", "Its", "No", "Officers", "The", "This", "Triage", "With", "You"}


def hold_apart(met, not_met):
    """Hold that the reasons of two rulings that differ in their state differ in their sentences; give what they cite."""
    pairs = [
        (one, other)
        for one, other in zip(met.reasons, not_met.reasons, strict=True)
        if (one.is_met, other.is_met) == (True, False)
    ]
    for one, other in pairs:
        assert one.says != other.says
        assert SENTENCES.fullmatch(one.says), one.says
        assert SENTENCES.fullmatch(other.says), other.says
        assert other.says.split()[0] in STARTS, other.says
    return [one.provision for one, _ in pairs]
