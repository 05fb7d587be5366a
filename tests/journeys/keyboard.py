"""Somebody with a keyboard alone: Tab, Shift+Tab, Space, Enter, arrows, and the letters they type."""

from itertools import chain

from tests.people import PASSWORD

MOST = 400  # steps on one page
CHOICES = 200  # of one select or group, at most

# What the keyboard stands on: its words, what it is, and what is wrong with standing there.
STANDS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const words = text => (text ?? "").replace(/\\s+/g, " ").trim();
  const hidden = getComputedStyle(e).opacity === "0";  // a radio button: its label draws it
  const drawn = hidden ? getComputedStyle(e.nextElementSibling, "::before") : getComputedStyle(e);
  const isDrawn = drawn.boxShadow !== "none"
    || (drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) > 0 && !/^rgba.*, 0\\)$/.test(drawn.outlineColor));
  const box = e.getClientRects()[0] ?? e.getBoundingClientRect();
  const x = box.x + Math.min(box.width / 2, 12), y = box.y + Math.min(box.height / 2, 12);
  const top = document.elementFromPoint(x, y);
  const isOnTop = top && (e.contains(top) || top.contains(e) && top !== document.body || [...e.labels ?? []].some(one => one.contains(top)));
  if (!window.stoodOn) window.stoodOn = [];
  const isHeld = window.stoodOn.at(-1) === e;
  window.stoodOn.push(e);
  return {
    words: words(e.labels?.[0]?.innerText ?? e.innerText) || words(e.getAttribute("aria-label")),
    kind: e.type === "radio" || e.type === "checkbox" ? e.type : e.tagName.toLowerCase(),
    choices: e.type === "radio" ? [...document.getElementsByName(e.name)].map(one => words(one.labels[0].innerText)) : [],
    legend: words(e.closest("fieldset")?.querySelector("legend")?.innerText),
    name: e.name ?? "", value: e.value ?? "", isChosen: e.checked ?? true, inMain: !!e.closest("main"),
    wrong: isHeld ? "holds the keyboard" : !isDrawn ? "does not show that the keyboard is there"
      : !(box.width && box.height) ? "has no size" : !isOnTop ? "is out of sight or under something" : "",
  };
}"""


class Keys:
    """A keyboard at a page; it is seen at each step where it stands, and no step loses or holds it."""

    def __init__(self, page):
        self.page, self.steps = page, 0

    def stands(self):
        """What the keyboard stands on; nothing at the end of a page, where the browser's own bar would come."""
        return self.page.evaluate(STANDS)

    def tab(self, key="Tab"):
        """One step."""
        self.steps += 1
        self.page.keyboard.press(key)
        on = self.stands()
        assert not (on and on["wrong"]), f"{self.page.url}: “{on['words']}” ({on['kind']}) {on['wrong']}"
        return on

    def walk(self, key="Tab"):
        """Step by step, past the end of the page once."""
        ends = 0
        for _ in range(MOST):
            on = self.tab(key)
            ends += on is None
            if ends > 1:
                break
            if on:
                yield on
        raise AssertionError(f"{self.page.url}: the keyboard never comes there")

    def to(self, words, key="Tab"):
        """Step until the keyboard stands on something that begins with these words."""
        return next(on for on in self.walk(key) if on["words"].startswith(words))

    def press(self, words):
        """Come to a link or button, and press Enter; the next page is there."""
        self.to(words)
        self.enter()

    def enter(self):
        """Press Enter, and wait for the page that comes."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, said, button, *, rest=""):
        """Fill a form in the order in which the keyboard comes to it, and press its button.

        A box is known by how its name, label or legend begins, a choice that is only to be taken by its label (True); `rest` is typed into each other one that is empty.
        """
        missing = dict(said)
        for on in chain(filter(None, [self.stands()]), self.walk()):
            if on["kind"] == "button" and button in {
                on["words"],
                on["inMain"] and on["words"][: len(button)],
            }:
                break
            begins = (on["name"], on["words"], on["legend"], *on["choices"])
            known = [one for one in missing if any(words.startswith(one) for words in begins)]
            if known:
                value = missing.pop(known[0])
                self._answer(on, known[0] if value is True else value)
            elif rest and on["inMain"] and not on["value"] and on["kind"] in {"textarea", "input"}:
                self.page.keyboard.insert_text(rest)
        assert not missing, f"{self.page.url}: before “{button}” the keyboard never came to {missing}"
        self.enter()

    def _answer(self, on, value):
        """Type, tick, or go by arrows to a choice of this value or of a label that begins so."""
        if on["kind"] not in {"radio", "select"}:
            self.page.keyboard.press("Space") if on["kind"] == "checkbox" else self.page.keyboard.insert_text(
                value
            )
            return
        for step in range(CHOICES):
            now = self.stands()
            if now["isChosen"] and (
                now["value"] == value or (now["kind"] == "radio" and now["words"].startswith(value))
            ):
                return
            self.page.keyboard.press("ArrowDown" if step or on["kind"] == "select" else "Space")
        raise AssertionError(f"{self.page.url}: arrows never come to {value} of {on['name']}")

    def sign_in(self, service, name):
        """Sign in, over the link that skips to the content; the page that was asked for comes."""
        first = self.tab()
        assert first["words"] == "Skip to main content"
        self.page.keyboard.press("Enter")
        assert self.tab()["inMain"], "the skip link does not lead into the content"
        self.tab("Shift+Tab")
        self.fill({"login": service.people.addresses[name], "password": PASSWORD}, "Sign in")

    def refused(self, words):
        """A form was refused: the list of what is wrong has the keyboard, and its first link leads to the box."""
        self.page.get_by_role("heading", name="There is a problem").wait_for()
        assert self.page.evaluate("document.activeElement.matches('.govuk-error-summary')")
        self.to(words)
        self.page.keyboard.press("Enter")
        return self.stands()
