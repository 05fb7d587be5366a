"""A year of a fictional council's registers as import files, and what is true of it, counted from the files' own rows."""

from datetime import date, timedelta

from tests.foi.registers import STATEMENTS, quarters
from tests.once import brought_about
from watchbook.demo.fixture_council import load_fixture_council

SERVICES = ("Trading Standards", "Housing Options", "Planning Enforcement")
PROFILES = ("https://www.facebook.com/{n}", "https://www.instagram.com/{n}")
PURPOSES = ("investigation", "own_pages", "recruitment")
LOOKS = "looked_on,looked_at,service,officer,address,about,purpose,manner,result,seen"
RECORD = "reference,kind,service,decided_on,decision,social_media,court_on,court_outcome,last_on,cancelled_on"
FIRST = date(2024, 10, 3)
# Rows of the central record: kind, day of the decision, decision, whether about social media, what the court ordered.
AUTHORISED = (
    ("directed_surveillance", date(2024, 11, 4), "granted", "yes", "approved"),
    ("directed_surveillance", date(2025, 2, 3), "granted", "yes", "approved"),
    ("directed_surveillance", date(2025, 3, 10), "granted", "no", "approved"),
    ("directed_surveillance", date(2025, 5, 6), "refused", "yes", ""),
    ("directed_surveillance", date(2025, 6, 2), "granted", "yes", "refused"),
    ("chis", date(2025, 7, 7), "granted", "no", "approved"),
    ("directed_surveillance", date(2025, 9, 8), "granted", "no", "approved"),
    ("directed_surveillance", date(2025, 12, 1), "granted", "yes", "approved"),
)


def looked():
    """Every look: day, service, platform, purpose, manner; more of one sort than of another on purpose."""
    for n in range(80):
        day = FIRST + timedelta(days=5 * n + n % 3)
        yield {
            "on": day,
            "service": SERVICES[(n * n + n // 3) % 3],
            "platform": ("facebook", "instagram")[n % 5 == 0],
            "purpose": PURPOSES[(n // 4) % 3],
            "manner": "covert" if n % 20 == 7 else "overt",
        }


def looks_that(first, last, **limits):
    """How many looks there were in a time, of one service, platform, purpose or manner; counted row by row."""
    return sum(
        first <= row["on"] <= last and all(row[name] == value for name, value in limits.items())
        for row in looked()
    )


def looks_at_people(first, last, **limits):
    """How many looks there were that were not at the council's own pages."""
    return looks_that(first, last, **limits) - looks_that(first, last, **({"purpose": "own_pages"} | limits))


def authorised(first, last, *, kinds=("directed_surveillance", "chis"), social_media=("yes", "no")):
    """How many authorisations took effect in a time; the court sat two days after the decision."""
    return sum(
        kind in kinds
        and about in social_media
        and court == "approved"
        and first <= day + timedelta(2) <= last
        for kind, day, _decision, about, court in AUTHORISED
    )


def bring_about_a_year(folder, *, at):
    """The council with these registers, and every statement of the year that a nought needs."""
    brought_about("a year", lambda: _load(folder, at=at))


def _load(folder, *, at):
    folder.mkdir()
    (folder / "services.csv").write_text("\n".join(["name,closed_on", *(f"{one}," for one in SERVICES)]))
    rows = [
        f"{row['on']},10:00,{row['service']},J. Doe,{PROFILES[row['platform'] == 'instagram'].format(n=f'shop{n}')},"
        f"{'own_page' if row['purpose'] == 'own_pages' else 'subject'},{row['purpose']},{row['manner']},nothing,"
        for n, row in enumerate(looked())
    ]
    (folder / "looks.csv").write_text("\n".join([LOOKS, *rows]))
    record = [
        f"R/{n},{kind},{SERVICES[0]},{day},{decision},{about},{day + timedelta(2) if court else ''},{court},"
        f"{day + timedelta(90) if court == 'approved' else ''},{day + timedelta(40) if court == 'approved' else ''}"
        for n, (kind, day, decision, about, court) in enumerate(AUTHORISED)
    ]
    (folder / "central_record.csv").write_text("\n".join([RECORD, *record]))
    year = ("2025-01-01,2025-03-31,2025-04-03", "2025-04-01,2025-06-30,2025-07-03",
            "2025-07-01,2025-09-30,2025-10-03", "2025-10-01,2025-12-31,2026-01-05")  # fmt: skip
    lines = [
        *quarters("internal_auditor", *year, audits="none"),
        *quarters("senior_responsible_officer", *year, letters="none", inspections="none"),
        *(
            line
            for quarter, count in zip(year, ("2", "none", "2", "1"), strict=True)
            for line in quarters("ripa_coordinator", quarter, authorisations=count, covert_profiles="none")
        ),
    ]
    (folder / "statements.csv").write_text("\n".join([STATEMENTS, *lines]))
    load_fixture_council(folder, at=at)
