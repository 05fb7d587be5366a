"""A person's requests to a running service without a browser: cookies, forms as they stand on the page, every answer kept."""

import http.client
import secrets
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from tests.patience import PATIENCE

FORM, SEARCH = "application/x-www-form-urlencoded", "/search/"


@dataclass(frozen=True)
class Answer:
    """What the service answered to one request."""

    method: str
    path: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self):
        """The body as text."""
        return self.body.decode(errors="replace")

    @property
    def is_page(self):
        """Whether it is a page, not a file."""
        return dict(self.headers).get("content-type", "").startswith("text/html")

    @property
    def location(self):
        """Where it sends us, or nothing."""
        return next((value for name, value in self.headers if name.lower() == "location"), "")


@dataclass(frozen=True)
class Field:
    """One box of a form: what kind it is and what stands in it."""

    name: str
    kind: str
    value: str


@dataclass
class Form:
    """A form of a page with its boxes, as a browser would send it."""

    page: str
    action: str
    method: str
    multipart: bool
    fields: list[Field] = field(default_factory=list)

    @property
    def values(self):
        """What is sent if nothing is touched: of choices only those chosen, of files none."""
        return {box.name: box.value for box in self.fields if box.kind != "file"}

    @property
    def files(self):
        """The names of its file boxes."""
        return [box.name for box in self.fields if box.kind == "file"]


class Visitor:
    """Somebody at a computer of their own."""

    def __init__(self, address):
        self.host = urlsplit(address).netloc
        self.cookies = {}
        self.answers = []

    def ask(self, method, path, body=None, headers=None):
        """One request; redirections are not followed."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        sent = {
            "Host": self.host,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        try:
            connection.request(method, path, body=body, headers=sent | (headers or {}))
            response = connection.getresponse()
            answer = Answer(method, path, response.status, tuple(response.getheaders()), response.read())
        finally:
            connection.close()
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        self.answers.append(answer)
        return answer

    def get(self, path):
        """A page, wherever it leads."""
        answer = self.ask("GET", path)
        while answer.location:
            answer = self.ask("GET", urljoin(answer.path, answer.location))
        return answer

    def forms(self, path):
        """The forms of a page, without those of every page’s header: signing out, and the search but on its own page."""
        return self.forms_of(self.get(path))

    def forms_of(self, answer, *, methods=("post",)):
        """The forms of a page that was answered."""
        reader = _Forms(answer.path)
        reader.feed(answer.text)
        found = [form for form in reader.forms if form.method in methods and "logout" not in form.action]
        return found if answer.path == SEARCH else [form for form in found if form.action != SEARCH]

    def send(self, form, values=None, files=None):
        """Send a form with some boxes filled anew; `files` are names and bytes by box."""
        fields = form.values | (values or {})
        if not form.multipart:
            body, kind = urlencode(fields).encode(), FORM
        else:
            body, kind = _multipart(fields, files or {})
        return self.ask("POST", urljoin(form.page, form.action), body, {"Content-Type": kind})

    def sign_in_form(self):
        """The form that asks for a password; a demonstration offers its people beside it, each in a form."""
        return next(form for form in self.forms("/account/login/") if "password" in form.values)

    def sign_in(self, email, password):
        """Sign in as somebody."""
        answer = self.send(self.sign_in_form(), {"login": email, "password": password})
        assert (answer.status, answer.location) == (302, "/"), answer
        return self


def _multipart(fields, files):
    boundary = secrets.token_hex(16)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (file_name, content) in files.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


class _Forms(HTMLParser):
    """Reads the forms of a page; of a choice the one chosen, else the first that is something."""

    def __init__(self, page):
        super().__init__()
        self.page = page
        self.forms = []
        self.form = None  # while within one
        self.area, self.choice = None, None  # the text area or list whose name this is

    def handle_starttag(self, tag, attrs):
        of = dict(attrs)
        if tag == "form":
            multipart = of.get("enctype") == "multipart/form-data"
            self.form = Form(self.page, of.get("action") or "", of.get("method", "get").lower(), multipart)
            self.forms.append(self.form)
        elif self.form is not None:
            self._read(tag, of)

    def _read(self, tag, of):
        if tag == "input" and of.get("name"):
            kind, first = _kind(of), of["name"] not in self.form.values
            if kind not in {"radio", "checkbox"} or "checked" in of or first:
                self.form.fields.append(Field(of["name"], kind, of.get("value", "")))
        elif tag == "textarea":
            self.area = [of["name"]]
        elif tag == "select":
            self.choice = of["name"]
        elif tag == "option" and ("selected" in of or not self.form.values.get(self.choice)):
            self.form.fields.append(Field(self.choice, "select", of.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            name, *text = self.area
            self.form.fields.append(Field(name, "textarea", "".join(text).removeprefix("\n")))
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.area.append(data)


def _kind(of):
    """What an input takes; a box for digits is a text to HTML."""
    return "number" if of.get("inputmode") == "numeric" else of.get("type", "text")
