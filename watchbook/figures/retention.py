"""How long what was obtained is kept, how it is deleted, and how deletion is asked for (FOI 9477, 7, 8.e and 8.f)."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.figures.evidence import of_project, of_retention_class, of_schedule
from watchbook.figures.findings import (
    Finding,
    Inquiry,
    RegisterSearches,
    SharedParagraph,
    Status,
    Value,
    searched_in,
    to_be_searched,
)
from watchbook.figures.register_names import SCHEDULES
from watchbook.figures.rights_requests import REQUESTS, rights_used
from watchbook.figures.sentences import POINT, in_words
from watchbook.governance.retention_schedule.models import RetentionClass
from watchbook.governance.retention_schedule.queries import schedule_in_force
from watchbook.governance.retention_schedule.rules import period_in_words
from watchbook.law.parameters import NotInForce, number, parameter_entry
from watchbook.law.retention import retention_class
from watchbook.law_words.cited import cited
from watchbook.listening.models import WeekCount
from watchbook.listening.queries import approved_projects
from watchbook.listening.rules import AREA
from watchbook.looks.models import Look
from watchbook.organisation.queries import the_authority, today
from watchbook.retention.deleted import PROTECTED, deleted, month_began
from watchbook.web.wording import joined

VERSION = 12  # nothing after the day asked about is told, such as the oldest look
# What is held of the people looked at, by the table that its deletion is told of.
OF_SUBJECTS = {
    "looks_look": ngettext_lazy("%(count)s look", "%(count)s looks", "count"),
    "evidence_capture": ngettext_lazy("%(count)s capture", "%(count)s captures", "count"),
    "evidence_exhibit": ngettext_lazy("%(count)s exhibit", "%(count)s exhibits", "count"),
    "looks_retriage": ngettext_lazy("%(count)s re-triage", "%(count)s re-triages", "count"),
    "triage_assessment": ngettext_lazy("%(count)s assessment", "%(count)s assessments", "count"),
    "authorisations_overtplan": ngettext_lazy("%(count)s overt plan", "%(count)s overt plans", "count"),
    "investigations_subject": ngettext_lazy("%(count)s subject", "%(count)s subjects", "count"),
    "investigations_investigation": ngettext_lazy(
        "%(count)s investigation", "%(count)s investigations", "count"
    ),
    PROTECTED: ngettext_lazy(
        "%(count)s record at the request of the person whose data was in the record",
        "%(count)s records at the request of people whose data was in the records",
        "count",
    ),
}
# What the figure leaves out, said with it: else it reads as all that was ever deleted.
COUNTED = gettext_lazy(
    "We count looks, captures, exhibits, re-triages (decisions on one more look at the same subject), assessments, overt plans, subjects and investigations, and "
    "every record that we erased because a person asked us to. We do not count authorisations deleted at the end of their retention period, or letters and other papers "
    "of the council. If an erased record was not encrypted, such as a letter, older backups still hold it until we delete the last of those backups."
)
ROUTE = "deletion_request"
TIMES = ("months_under_the_uk_gdpr", "months_under_part_3")
ONE_DAY = timedelta(days=1)
LISTENING = "listening_counts"


def deletion_policy(inquiry: Inquiry) -> Finding:
    """7: the rules on deleting what was obtained of people: each of its classes in the schedule in force."""
    return _classes(inquiry, query="deletion_policy", tell=_ends)


def retention_period(inquiry: Inquiry) -> Finding:
    """8.e: how long each class is kept."""
    return _classes(inquiry, query="retention_period", tell=lambda _rows: [])


def deletion_request(inquiry: Inquiry) -> Finding:
    """8.f: the route by which a person can ask for deletion (UK GDPR arts 12A and 17)."""
    found = schedule_in_force(on=inquiry.on, as_at=inquiry.as_at)
    route = [row for row in found.classes if row.code == ROUTE] if found else []
    searched = _searched("deletion_request", found=len(route))
    if not found or not route:
        why = _("To be searched: no retention schedule in force says how to ask for deletion.")
        return to_be_searched(why, searched=searched)
    told = _("Yes. {route} We answer within {period} ({law}).").format(
        route=" ".join(row.action_words for row in route),
        period=period_in_words(route[0]),
        law=_law_of_the_time(on=inquiry.on) or route[0].reason,
    )
    words, gone = _deleted(inquiry)
    asked, used, rows = rights_used(inquiry)
    return Finding(
        status=Status.EXPLANATION,
        answer="\n".join(filter(None, (f"{told} {_where_to_write()}", words, asked))),
        value={"route": [row.action_words for row in route], "deleted": gone, "requests": used},
        evidence=(of_schedule(found), *map(of_retention_class, route), *rows),
        shared=_shared(words),
        searched=searched
        + searched_in(REQUESTS, f"rights_requests/{VERSION}", _("every request"), len(rows)),
    )


def _where_to_write() -> str:
    """Give the postal address, and the page that has the e-mail address and the number: published, an answer may hold neither."""
    authority = the_authority()
    lines = authority.address.splitlines() if authority else []
    by_post = _("Our postal address: {address}.").format(address=", ".join(lines)) if lines else ""
    return " ".join(filter(None, [by_post, _page_of_contacts()]))


def _page_of_contacts() -> str:
    title = _("Your data and your rights")
    if not settings.PUBLIC_ADDRESS:
        return _("Our contact details are on our web page “{title}”.").format(title=title)
    address = f"{settings.PUBLIC_ADDRESS}{reverse('your_data:your_data')}"
    return _("Our contact details are on our web page “{title}”: {address}").format(
        title=title, address=address
    )


def _law_of_the_time(*, on: date) -> str:
    """The law of a day that gives the right and the time for the answer, as our page for the public names it; "" before there was one."""
    try:
        every = [parameter_entry(f"data_protection.rights.{name}", on=on) for name in TIMES]
    except NotInForce:
        return ""
    return "; ".join(cited(one) for one in ("ukgdpr.art17", *(entry.provision for entry in every)))


def _classes(
    inquiry: Inquiry, *, query: str, tell: Callable[[Sequence[RetentionClass]], list[str]]
) -> Finding:
    found = schedule_in_force(on=inquiry.on, as_at=inquiry.as_at)
    rows = [row for row in found.classes if _is_of_subjects(row.code, on=inquiry.on)] if found else []
    searched = _searched(query, found=len(rows))
    if found is None:
        why = _("To be searched: no retention schedule was in force when we received the request.")
        return to_be_searched(why, searched=searched)
    projects = [one for one in approved_projects(as_at=inquiry.as_at) if one.from_on <= inquiry.on]
    lacking = [code for code in found.missing if _is_of_subjects(code, on=inquiry.on)]
    if projects and LISTENING not in {row.code for row in found.classes}:
        lacking = [*dict.fromkeys([*lacking, LISTENING])]
    if lacking:
        why = _("To be searched: the retention schedule in force does not cover {classes}.").format(
            classes=joined([code.replace("_", " ") for code in lacking])
        )
        return to_be_searched(why, searched=searched)
    begins = _(
        "We keep data obtained from social media for these periods, according to the retention schedule in force from {day}:"
    ).format(day=in_words(found.adoption.in_force_from))
    words, gone = _deleted(inquiry)
    oldest, since = _oldest(inquiry)
    periods = "\n".join([begins, *map(_period, rows), *_listened(inquiry, len(projects)), oldest])
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer="\n".join([periods, *tell(rows), words]),
        value={
            "classes": [
                {"class": row.code, "period": row.period, "unit": row.unit or None, "action": row.action}
                for row in rows
            ],
            "deleted": gone,
            "oldest_look": since,
        },
        evidence=(of_schedule(found), *map(of_retention_class, rows), *map(of_project, projects)),
        searched=searched,
        shared=_shared_periods(periods) + _shared(words),
    )


def _listened(inquiry: Inquiry, projects: int) -> list[str]:
    """Say what is kept of posts that listening projects count, which no schedule lengthens, and since when; nothing where none was approved."""
    if not projects:
        return []
    days = number(f"{AREA}texts_kept_days", on=inquiry.on)
    said = [
        ngettext(
            "We keep no names of the authors of the posts that listening projects count. We keep the text of a few posts, encrypted, for at most {days} day, so "
            "that the opinion in each post can be labelled.",
            "We keep no names of the authors of the posts that listening projects count. We keep the text of a few posts, encrypted, for at most {days} days, so "
            "that the opinion in each post can be labelled.",
            days,
        ).format(days=days)
    ]
    rows = WeekCount.objects.filter(closed_at__lte=inquiry.until)
    if first := rows.order_by("week_on").values_list("week_on", flat=True).first():
        said.append(_("The oldest listening counts are for the week from {day}.").format(day=in_words(first)))
    return [" ".join(said)]


def _deleted(inquiry: Inquiry) -> tuple[str, dict[str, Value]]:
    """Return in words and by table what was in fact deleted of people by the last month that had ended, as the log and the destroyed keys tell.

    A figure of today would tell whoever drafts an answer whether a list of today deleted anything; and an answer tells of no
    day after the one of its receipt, however late it is drafted or printed again.
    """
    ended = month_began(min(inquiry.on, london_day(inquiry.as_at) if inquiry.as_at else today()))
    found = {table: one for table, one in deleted(as_at=ended).items() if table in OF_SUBJECTS}
    until = in_words(ended.date() - ONE_DAY)
    if not found:
        none = _("Up to {until}, the register shows no deletion of data obtained from social media.").format(
            until=until
        )
        return f"{none} {COUNTED}", {}
    counts = joined([str(OF_SUBJECTS[table] % {"count": one.count}) for table, one in found.items()])
    words = _("The register shows that we deleted these records up to {until}: {counts}.")
    told = words.format(until=until, counts=counts)
    return f"{told} {COUNTED}", {table or "at_request": one.count for table, one in found.items()}


def _shared(words: str) -> tuple[SharedParagraph, ...]:
    reference = _("For the data that we have deleted so far, see our answer to {question}.")
    return (SharedParagraph(words, reference),)


def _shared_periods(words: str) -> tuple[SharedParagraph, ...]:
    reference = _("Our answer to {question} says how long we keep each kind of data.")
    return (SharedParagraph(words, reference),)


def _oldest(inquiry: Inquiry) -> tuple[str, int | None]:
    """Return the year of the oldest look on the register: its day would tell that one look was deleted."""
    rows = Look.objects.filter(recorded_at__lte=inquiry.as_at) if inquiry.as_at else Look.objects.all()
    rows = rows.filter(opened_at__lte=inquiry.until)
    first = rows.order_by("opened_at").values_list("opened_at", flat=True).first()
    if first is None:
        return _("The register holds no looks."), None
    year = london_day(first).year
    return _("The oldest look in the register is from {year}.").format(year=year), year


def _is_of_subjects(code: str, *, on: date) -> bool:
    """Whether a class holds what was obtained of people; an authority's own class may, so it is told."""
    known = retention_class(code, on=on)
    return known is None or known.is_of_subjects


def _period(row: RetentionClass) -> str:
    """A class with its period. A period in words says itself from when it runs; a number is counted from its trigger."""
    told = {"title": row.title, "period": period_in_words(row)}
    if row.period is None:
        return POINT + _("{title}: {period}.").format(**told)
    return POINT + _("{title}: {period} from {trigger}.").format(**told, trigger=row.trigger)


def _ends(rows: Sequence[RetentionClass]) -> list[str]:
    """Each class with the action at the end of its period and the reason for both."""
    said = _("{title}: {action}. Reason: {reason}.")
    return [
        _("At the end of the period:"),
        *(
            POINT
            + said.format(
                title=one.title,
                action=(one.action_words or one.get_action_display()).rstrip("."),
                reason=one.reason.rstrip("."),
            )
            for one in rows
        ),
    ]


def _searched(query: str, *, found: int) -> RegisterSearches:
    terms = _("the schedule in force on the date of receipt")
    return searched_in(SCHEDULES, f"{query}/{VERSION}", terms, found)
