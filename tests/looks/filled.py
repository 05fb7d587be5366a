"""A page's form as a browser would send it back: what was filled in, what is chosen."""

from html.parser import HTMLParser


class Boxes(HTMLParser):
    """Reads the boxes of the page's longest form."""

    def __init__(self):
        super().__init__()
        self.forms, self.select, self.area = [{}], None, None

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        name, values = told.get("name"), self.forms[-1]
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = name
            values[name] = ""
        elif tag == "option" and self.select and ("selected" in told or self.select not in values):
            values[self.select] = told.get("value", "")
        elif tag == "input" and name:
            is_choice = told.get("type") in {"radio", "checkbox"}
            if not is_choice or "checked" in told:
                values[name] = told.get("value", "")

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.forms[-1][self.area] += data.strip()


def boxes(response):
    """The boxes of the page's longest form with what stands in them."""
    reader = Boxes()
    reader.feed(response.text)
    return max(reader.forms, key=len)


def filled(response, **changes):
    """The form sent back by the button that attests, nothing being so of what decides, with these changes; a None takes a box away.

    Where it asks for which investigation, for a new one.
    """
    asks, told = 'name="deciding"' in response.text, boxes(response)
    if 'name="investigation"' in response.text:
        told.setdefault("investigation", "new")
    decides = ({"deciding": "none"} if asks else {}) | {
        name: "none" for name in ("fact_offence",) if told.get(name) == ""
    }
    sent = told | decides | {"attests": "on"} | changes
    return {name: value for name, value in sent.items() if value is not None}
