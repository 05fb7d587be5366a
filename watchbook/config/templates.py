"""The Jinja2 environment of our pages: strict about missing names, escaped, the components at hand."""

from collections.abc import Callable, Hashable, Mapping, MutableMapping
from functools import cache
from typing import Any, cast

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)
from markupsafe import Markup

from watchbook.acting.own_words import with_unseen_shown
from watchbook.acting.refusals import can
from watchbook.audit_log.record import what_happened
from watchbook.audit_log.wording import fields_told, folded, is_decision, without_reads
from watchbook.config.links import opens_to
from watchbook.evidence.wording import posts_in_words, status_in_words, what_it_holds
from watchbook.figures.findings import status_words, words_of_answer
from watchbook.law.provisions import provision
from watchbook.law_words.explanations import TO_BE_CONFIRMED, sentences
from watchbook.law_words.values import why
from watchbook.organisation.queries import names_in
from watchbook.oversight.error_report.queries import decided_of_look, report_of_look, reports_of_looks
from watchbook.oversight.permissions import may_take_receipt
from watchbook.reports.exported import require_whole
from watchbook.reports.permissions import may_read_service
from watchbook.retention.kept import kept_row
from watchbook.retention.rights_request.queries import restricted
from watchbook.retention.rights_request.restriction_mark import restricted_mark
from watchbook.web.address import address_of
from watchbook.web.contact_line import contact_line
from watchbook.web.forms import GovukForm, Typed
from watchbook.web.once_a_language import once_a_language
from watchbook.web.reference import unbroken
from watchbook.web.welsh import language_of_words
from watchbook.web.wording import day, end, moment, numbered, prison_term

COMPONENTS_PACKAGE = "govuk_frontend_jinja"
KEPT = 200  # parts of the frame
SENTENCES = 20_000  # of templates, in both languages


def url(name: str, /, *args: object, **kwargs: object) -> str:
    """The address of the page of this name: `url("foi:request", reference=…)`."""
    return reverse(name, args=args, kwargs=kwargs) if kwargs else address_of(name, *args)


def page_language() -> str:
    """The active language as HTML's `lang` wants it: en-GB, cy."""
    language, _, country = (translation.get_language() or "en-gb").partition("-")
    return f"{language}-{country.upper()}" if country else language


def provision_words(provision_id: str) -> str:
    """A provision as a page cites it; one that was not verified says that it is to be confirmed."""
    one = provision(provision_id)
    return f"({one.title})" if one.verified else f"({one.title}; {TO_BE_CONFIRMED})"


def gettext(english: str, /, **shown: object) -> Markup:
    """A sentence of a template in the language of the page, with what it shows."""
    return Markup(translation.gettext(english)) % shown if shown else _sentence(english)  # noqa: S704  # ours


@once_a_language(SENTENCES)
def _sentence(english: str) -> Markup:
    return Markup(translation.gettext(english)) % {}  # noqa: S704  # ours; as Jinja has it, with a sign of per cent written twice


# Names that every page may use without an import. Config alone knows every part, so what a lower part offers
# to all pages is added here.
GLOBALS: dict[str, Any] = {
    "provision": provision,
    "static": cache(static),
    "url": url,
    "page_language": page_language,
    "language_of_words": language_of_words,
    "can": can,
    "opens_to": opens_to,
    "status_words": status_words,
    "words_of_answer": words_of_answer,
    "posts_in_words": posts_in_words,
    "status_in_words": status_in_words,
    "what_it_holds": what_it_holds,
    "what_happened": what_happened,
    "without_reads": without_reads,
    "folded": folded,
    "is_decision": is_decision,
    "fields_told": fields_told,
    "names_in": names_in,
    "may_take_receipt": may_take_receipt,
    "kept_row": kept_row,
    "may_read_service": may_read_service,
    "report_of_look": report_of_look,
    "reports_of_looks": reports_of_looks,
    "decided_of_look": decided_of_look,
    "require_whole": require_whole,
    "restricted_mark": restricted_mark,
    "restricted_things": restricted,
    "provision_words": provision_words,
    "explained": sentences,
    "why_day_counts": why,
}
FILTERS: dict[str, Any] = {
    "seen": with_unseen_shown,
    "capfirst": capfirst,
    "day": day,
    "moment": moment,
    "end": end,
    "numbered": numbered,
    "prison_term": prison_term,
    "contact_line": contact_line,
    "unbroken": unbroken,
}


def seen(value: object) -> object:
    """Return what a page prints: of a text, signs that turn others or have no width are shown by their number; markup and boxes stay."""
    if type(value) is not str:
        if isinstance(value, Typed) or hasattr(value, "__html__"):
            return value
        value = str(value)
    return with_unseen_shown(value)


class PageEnvironment(Environment):
    """The environment of our pages. Its names are one dictionary: two, one behind the other, are copied in Python for each page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that a template may use without an import."""
        return super().make_globals(d) if d else self.globals


class ComponentsLoader(BaseLoader):
    """Loads the components in an environment of their own: they read options that a caller left out."""

    def __init__(self) -> None:
        self.environment = Environment(
            autoescape=True,
            auto_reload=False,  # they come with a package
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=seen,
            loader=PrefixLoader({COMPONENTS_PACKAGE: PackageLoader(COMPONENTS_PACKAGE)}),
        )

    def load(self, environment: Environment, name: str, globals: Any = None) -> Template:
        """The component as its authors test it; our pages stay strict."""
        return self.environment.get_template(name)

    def macros(self) -> dict[str, Any]:
        """Every component by its macro's name: govukButton, govukTable, …"""
        named: dict[str, Any] = {}
        for name in self.environment.list_templates(filter_func=lambda name: name.endswith("/macro.html")):
            module = self.environment.get_template(name).module
            named |= {macro: getattr(module, macro) for macro in dir(module) if macro.startswith("govuk")}
        return named


def form_macros(macros: Mapping[str, Any]) -> dict[str, Any]:
    """`field(form, "name")` and `error_summary(form)`: a form's questions and its faults as components."""

    def field(form: GovukForm, name: str, *, heading: bool = False, **options: Any) -> Markup:
        part = form.part(name, heading=heading, **options)
        return cast(Markup, macros[part.macro](part.params))  # what a macro gives where autoescape is on

    def error_summary(form: GovukForm) -> Markup:
        if not form.errors:
            return Markup("")
        told = {"titleText": translation.gettext("There is a problem"), "errorList": form.errors_with_links()}
        return cast(Markup, macros["govukErrorSummary"](told))

    return {"field": field, "error_summary": error_summary}


def frame_parts(made: Environment) -> Callable[..., Markup]:
    """`frame_part("web/footer.html", links=…)`: a part that is the same wherever the same is shown in it, rendered once for each language."""

    @once_a_language(0 if made.auto_reload else KEPT)
    def rendered(name: str, shown: tuple[tuple[str, Hashable], ...]) -> Markup:
        return Markup(made.get_template(name).render(dict(shown)))  # noqa: S704  # it was escaped

    def part(name: str, **shown: Hashable) -> Markup:
        return rendered(name, tuple(shown.items()))

    return part


def environment(**options: Any) -> Environment:
    """Django's factory for the engine: its options (loader, autoescape, auto_reload), with ours on top."""
    components = ComponentsLoader()
    made = PageEnvironment(
        **options
        | {
            "autoescape": True,
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "finalize": seen,
            "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
            "loader": ChoiceLoader([options["loader"], components]),
        }
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # put there by the i18n extension
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    macros = components.macros()
    made.globals |= macros | form_macros(macros) | GLOBALS | {"frame_part": frame_parts(made)}
    made.globals |= {"_": gettext, "gettext": gettext}
    made.filters |= FILTERS
    return made
