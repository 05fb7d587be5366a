"""The documents as pages of help: read from Markdown, with their own links, and nothing of raw HTML.

The documents are ours and come with the product; even so, markup that stands in one is shown and never passed through.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

WITHIN = Path(__file__).resolve().parent / "docs"  # in an installed product
IN_A_CHECKOUT = Path(__file__).resolve().parents[2] / "docs"
SHELVES = ("guides", "how-to", "tutorial", "explanation", "law", "reference")
FOR_DEVELOPERS = frozenset({"asvs", "bench", "proof", "where"})  # lists of hundreds of rows about the code
PICTURES = "pictures"
KINDS = {".webp": "image/webp", ".svg": "image/svg+xml"}
ADDRESS = "/help/"  # the addresses are made from this, not by name: a document is rendered once, for all
INDEX = "README.md"
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
ELSEWHERE = re.compile(r"[a-z]+:", re.IGNORECASE)
SAFE = re.compile(r"https?://|mailto:")
CLASSES = {
    "h1": "govuk-heading-l",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "h4": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "table": "govuk-table",
    "thead": "govuk-table__head",
    "tbody": "govuk-table__body",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
    "img": "watchbook-picture",
}
# A table and a listing scroll by themselves, and take the focus so that the keyboard can scroll them.
SCROLLS = '<div class="watchbook-scroll" tabindex="0">'


class HelpDocument(NamedTuple):
    """A document as a page: its address within help, its title, its content, and its words for the search."""

    name: str
    title: str
    content: Markup
    words: str

    @property
    def address(self) -> str:
        """Return the address of its page."""
        return f"{ADDRESS}{self.name}/" if self.name else ADDRESS

    @property
    def without_title(self) -> Markup:
        """Return the content below its first heading, for a page that has a heading of its own."""
        return Markup(self.content.partition("</h1>")[2])  # noqa: S704  rendered below, without raw HTML


def folder() -> Path:
    """Return the folder of the documents: that of the product, or of the checkout that it runs from."""
    return WITHIN if WITHIN.is_dir() else IN_A_CHECKOUT


@cache
def names() -> frozenset[str]:
    """The names of the documents that are pages, such as how-to/look-at-a-page."""
    found = ((shelf, path.stem) for shelf in SHELVES for path in (folder() / shelf).glob("*.md"))
    return frozenset(f"{shelf}/{stem}" for shelf, stem in found if stem not in FOR_DEVELOPERS)


@cache
def document(name: str) -> HelpDocument:
    """Read a document. Raises KeyError where no page has that name."""
    if name not in names():
        raise KeyError(name)
    return _rendered(name, (folder() / f"{name}.md").read_text(encoding="utf-8"))


@cache
def index() -> HelpDocument:
    """Read the list of documents."""
    return _rendered("", (folder() / INDEX).read_text(encoding="utf-8"))


@cache
def picture(name: str) -> bytes:
    """Read a picture by the name of its file. Raises KeyError where there is none."""
    path = folder() / PICTURES / name
    if not re.fullmatch(r"[a-z0-9-]+\.[a-z]+", name) or path.suffix not in KINDS or not path.is_file():
        raise KeyError(name)
    return path.read_bytes()


def found(words: str) -> list[HelpDocument]:
    """The documents that have all of these words: those with them in their title first, then guides and how-tos."""
    wanted = [re.compile(rf"\b{re.escape(word)}") for word in words.casefold().split()]
    if not wanted:
        return []
    hits = [one for one in map(document, sorted(names())) if all(word.search(one.words) for word in wanted)]
    return sorted(hits, key=lambda one: _order(one, wanted))


def _order(one: HelpDocument, wanted: Sequence[re.Pattern[str]]) -> tuple[bool, int, int]:
    is_in_title = all(word.search(one.title.casefold()) for word in wanted)
    shelf = SHELVES.index(one.name.partition("/")[0])
    return not is_in_title, shelf, -sum(len(word.findall(one.words)) for word in wanted)


def anchor(title: str) -> str:
    """Return the anchor of a heading, as hosts of Markdown make it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


def _rendered(name: str, source: str) -> HelpDocument:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(COMMENT.sub("", source))
    title = ""
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and following:
            said = _said(following)
            title = title or said
            token.attrSet("id", anchor(said))
        _dress(token)
        if token.children:
            token.children = list(_linked(token.children, of=PurePosixPath(name)))
    content = reader.renderer.render(tokens, reader.options, {})
    content = content.replace("<table", f"{SCROLLS}<table").replace("</table>", "</table></div>")
    content = content.replace("<pre>", f'{SCROLLS}<pre class="watchbook-listing">').replace(
        "</pre>", "</pre></div>"
    )
    content = re.sub(
        r"<th [^>]*></th>", '<td class="govuk-table__cell"></td>', content
    )  # an empty corner heads nothing
    return HelpDocument(name, title, Markup(content), source.casefold())  # noqa: S704  rendered above, without raw HTML


def _said(inline: Token) -> str:
    return "".join(one.content for one in inline.children or () if one.type in ("text", "code_inline"))


def _dress(token: Token) -> None:
    if token.nesting >= 0 and token.tag in CLASSES:
        token.attrJoin("class", CLASSES[token.tag])
    if token.tag in ("th", "td"):
        token.attrs.pop("style", None)  # the policy of contents forbids it


def _linked(tokens: Sequence[Token], *, of: PurePosixPath) -> Iterator[Token]:
    """Give the links of a document the addresses of help; a link to what is no page becomes plain words."""
    plain: list[bool] = []
    for token in tokens:
        _dress(token)
        if token.type == "link_open":
            address = _address(str(token.attrGet("href") or ""), of=of)
            plain.append(not address)
            token.attrSet("href", address)
        if token.type == "image":
            token.attrSet("src", _address(str(token.attrGet("src") or ""), of=of))
        is_dropped = token.type in ("link_open", "link_close") and plain[-1]
        if token.type == "link_close":
            plain.pop()
        if not is_dropped:
            yield token


def _address(link: str, *, of: PurePosixPath) -> str:
    """The address of a link within help; nothing where it leads to no page of help."""
    if ELSEWHERE.match(link):
        return link if SAFE.match(link) else ""
    target, _, part = link.partition("#")
    if not target:
        return f"#{part}"
    steps: list[str] = []
    for step in (*of.parent.parts, *PurePosixPath(target).parts):
        if step == "..":
            if not steps:
                return ""
            steps.pop()
        else:
            steps.append(step)
    path = PurePosixPath(*steps)
    if path.parts[:1] == (PICTURES,) and path.suffix in KINDS:
        return f"{ADDRESS}{path}"
    name = str(path.with_suffix("")) if path.suffix == ".md" else ""
    if str(path) == INDEX:
        return ADDRESS
    return f"{ADDRESS}{name}/{'#' if part else ''}{part}" if name in names() else ""
