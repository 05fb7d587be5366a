"""Pages that allauth renders look like the rest and say what to enter."""

import re
from pathlib import Path
from types import SimpleNamespace

from allauth.account.forms import ChangePasswordForm, LoginForm
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest
from django.template import Context, engines
from django.test import RequestFactory

import watchbook.web
from tests.each import each
from watchbook.config.menu import FrameLink
from watchbook.web.views import bad_request

FRAME = {
    "council_name": "Tilling <District> Council",
    "brand_css_url": "/brand.css",
    "footer_links": (FrameLink("Help", "/help/"),),
    "navigation": (FrameLink("Requests", "/r/"), FrameLink("Registers", "/s/")),
    "signed_in_as": "Ines Okafor",
    "search_url": "/search/",
    "your_sign_in_url": "/organisation/your-sign-in/",
    "demo": True,
}
WITHIN_A_PAGE = "account/password_reset_help_text.html"  # a line that allauth puts beside the password
PAGES = sorted(
    {
        str(file.relative_to(file.parent.parent))
        for file in (Path(watchbook.web.__file__).parent / "templates" / "account").glob("*.html")
    }
    - {WITHIN_A_PAGE}
)


def page(name, **context):
    """Without a request, so that config's processors, which ask the database, do not run."""
    text = engines["django"].engine.get_template(name).render(Context(context))
    return re.sub(r"(?<=\S)\s+(?=</(a|label|p)>)", "", text)


def login_form(data=None):
    return LoginForm(data, request=RequestFactory().get("/"))


@each("name", PAGES)
def test_each_page_has_one_heading_and_the_frame(name):
    text = page(name, form=login_form(), **FRAME)
    assert text.count("<h1") == 1
    assert "Tilling &lt;District&gt; Council</a>" in text
    assert 'href="/brand.css"' in text
    assert "This is all fictional." in text
    assert " style=" not in text
    assert re.search(r"<title>\S.*? – Watchbook – Tilling", text)


def test_the_frame_is_the_same_in_both_template_languages(render):
    def parts(text):
        words = re.sub(r'<input type="hidden"[^>]*>|the token', "", text)
        return [
            re.sub(r"\s+", " ", re.sub(r"\s*([<>])\s*", r"\1", part)).replace(' aria-current="false"', "")
            for tag in ("header", "footer")
            for part in re.findall(rf"<{tag}.*?</{tag}>", words, re.DOTALL)
        ]

    ours = render("plain", csrf_input="the token", **FRAME | {"navigation": ()})
    theirs = page("account/logout.html", **FRAME | {"navigation": ()})
    assert parts(ours) == parts(theirs)


def test_signing_in_asks_for_the_address_and_the_password():
    text = page("account/login.html", form=login_form())
    assert re.search(r'name="login" type="email"[^>]* autocomplete="(email|username)"', text)
    assert re.search(r'name="password" type="password"[^>]* autocomplete="current-password"', text)
    assert ">Email address</label>" in text
    assert "placeholder" not in text
    assert "sign up" not in text.lower()


def test_a_fault_says_what_to_enter_and_the_summary_leads_there():
    text = page("account/login.html", form=login_form({}))
    assert "<title>Error:" in text
    assert '<a href="#id_login">Enter your email address</a>' in text
    assert '<a href="#id_password">Enter your password</a>' in text
    assert 'aria-describedby="id_login-error"' in text
    assert "This field is required" not in text


def test_what_was_typed_is_shown_again_escaped_but_never_the_password():
    text = page("account/login.html", form=login_form({"login": '"><script>x', "password": "horse"}))
    assert "<script>x" not in text
    assert "&lt;script&gt;x" in text
    assert "horse" not in text


def test_the_other_forms_name_their_fields():
    text = page("account/password_change.html", form=ChangePasswordForm(data={}))
    for words in ("Current password", "New password", "New password again", "Enter your current password"):
        assert words in text


def test_demonstration_sign_ins_show_only_where_there_are_some():
    people = [
        {"name": "Ines Okafor", "duty": "Investigator", "email": "ines@tilling.example", "password": "horse"}
    ]
    assert "ines@tilling.example" in page("account/login.html", form=login_form(), demo_people=people)
    assert "emonstration sign-ins" not in page("account/login.html", form=login_form())


def test_whoever_came_second_at_a_link_is_led_to_the_page_that_says_so(rf):
    request = rf.post("/account/password/reset/key/1-set-password/")
    request.resolver_match = SimpleNamespace(view_name="account_reset_password_from_key")
    answer = bad_request(request, SessionInterrupted())
    assert (answer.status_code, answer["Location"]) == (302, request.path)
    assert bad_request(request, BadRequest()).status_code == 400


def test_a_reset_link_that_no_longer_works_says_so():
    assert "no longer works" in page("account/password_reset_from_key.html", token_fail=True)
