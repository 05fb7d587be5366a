"""Every entry of the law's data that a solicitor can compare with the law, by its kind."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from watchbook.law.clocks import REGIMES
from watchbook.law.codes import numbered_paragraphs
from watchbook.law.exemptions import Exemption, exemptions
from watchbook.law.offences import Offence, all_versions
from watchbook.law.parameters import ParameterEntry, parameter_entries, parameter_names
from watchbook.law.provisions import Provision, provision, provision_ids
from watchbook.law.retention import ProposedClass, retention_classes

type LawEntry = Offence | Provision | ParameterEntry | Exemption | ProposedClass


def _provisions() -> Iterable[Provision]:
    return (*map(provision, provision_ids()), *numbered_paragraphs())


def _values() -> Iterable[ParameterEntry]:
    return (one for name in parameter_names() for one in parameter_entries(name))


def _exemptions() -> Iterable[Exemption]:
    return (one for regime in REGIMES for one in exemptions(regime, on=date.max))


def _classes() -> Iterable[ProposedClass]:
    return retention_classes(on=date.max)


KINDS: Mapping[str, Callable[[], Iterable[LawEntry]]] = {
    "offence": all_versions,
    "provision": _provisions,
    "value": _values,
    "exemption": _exemptions,
    "retention": _classes,
}

KIND_OF: Mapping[type[LawEntry], str] = {
    Offence: "offence",
    Provision: "provision",
    ParameterEntry: "value",
    Exemption: "exemption",
    ProposedClass: "retention",
}


def name_of(entry: LawEntry) -> str:
    """Name an entry among those of its kind; with the day from which it applies it is one entry."""
    match entry:
        case ParameterEntry():
            return entry.name
        case ProposedClass():
            return entry.code
        case Exemption():
            return f"{entry.regime}.{entry.id}"
    return entry.id


def since_of(entry: LawEntry) -> date | None:
    """Give the day from which an entry applies; a provision has none."""
    return None if isinstance(entry, Provision) else entry.since
