"""Reads a form as a browser does: its fields and the data that it would send."""

import re
from html.parser import HTMLParser
from typing import Any

ROLL_CALL = """In favour:
Angola, Brazil, Burundi, Chile, China, Cote d'Ivoire, Cuba, Democratic Republic of the Congo,
Ecuador, Egypt, Ethiopia, Iraq, Kenya, Kyrgyzstan, Mexico, Mongolia, Nepal, Nigeria, Pakistan,
Panama, Philippines, Qatar, Saudi Arabia, Senegal, South Africa, Togo, United Arab Emirates,
Venezuela (Bolivarian Republic of)

Against:
United States of America

Abstaining:
Afghanistan, Australia, Belgium, Croatia, Georgia, Germany, Hungary, Japan, Peru,
Republic of Korea, Rwanda, Slovakia, Slovenia, Spain, Switzerland, Ukraine,
United Kingdom of Great Britain and Northern Ireland

Not voting: Tunisia
"""


class FormReader(HTMLParser):
    """Collects the fields of the form with the given id, as a browser would send them without a button."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.fields: dict[str, Any] = {}
        self.select: str | None = None
        self.is_multiple = False
        self.textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        if not self.inside or "disabled" in given:
            return
        if tag == "input" and name and given.get("type") not in ("submit", "button"):
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self.fields[name] = given.get("value") or ("on" if given.get("type") == "checkbox" else "")
        elif tag == "select" and name:
            self.select, self.is_multiple = name, "multiple" in given
            self.fields[name] = [] if self.is_multiple else ""
        elif tag == "option" and self.select and "selected" in given:
            value = given.get("value") or ""
            if self.is_multiple:
                self.fields[self.select].append(value)
            else:
                self.fields[self.select] = value
        elif tag == "textarea" and name:
            self.textarea, self.fields[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea:
            # A browser drops the line break that opens a textarea.
            self.fields[self.textarea] = re.sub(r"^\r?\n", "", self.fields[self.textarea])
            self.textarea = None

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.fields[self.textarea] += data


class TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def read_form(response: Any, form_id: str = "resolution_form") -> dict[str, Any]:
    reader = FormReader(form_id)
    reader.feed(response.content.decode())
    assert reader.fields, "no such form on the page"
    return {name: value for name, value in reader.fields.items() if not name.startswith("csrf")}


def read_text(response: Any) -> str:
    """The words of a page, white space made single."""
    reader = TextReader()
    reader.feed(response.content.decode())
    return " ".join(" ".join(reader.parts).split())
