"""A page as its reader meets it: words, links, rows of tables. Nothing but the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "input", "br", "hr", "img", "col", "source"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    @property
    def text(self) -> str:
        """The words inside, white space made single; what scripts hold is not read."""
        return " ".join(self._get_raw_text().split())

    def _get_raw_text(self) -> str:
        if self.tag in ("script", "style"):
            return ""
        # A cell or a line ends a word, a <b> does not.
        glue = "" if self.tag in ("b", "a", "span", "q", "time", "strong") else " "
        return glue + "".join(c if isinstance(c, str) else c._get_raw_text() for c in self.children) + glue

    def find_all(self, tag: str = "", **wanted: str) -> list[Element]:
        """All elements of this tag with these attributes; `class_` asks for one class among several."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [e for e in self.walk() if (not tag or e.tag == tag) and e.has(wanted)]

    def has(self, wanted: dict[str, str]) -> bool:
        return all(
            value in self.attributes.get(name, "").split()
            if name == "class"
            else self.attributes.get(name) == value
            for name, value in wanted.items()
        )

    def find(self, tag: str = "", **wanted: str) -> Element:
        """The only such element."""
        found = self.find_all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} of <{tag} {wanted}> on the page"
        return found[0]

    def get_links(self) -> dict[str, str]:
        """address -> words of every link inside."""
        return {a.attributes["href"]: a.text for a in self.find_all("a") if "href" in a.attributes}

    def get_rows(self) -> list[list[str]]:
        """The words of the cells of every body row of every table inside."""
        return [
            [cell.text for cell in row.children if isinstance(cell, Element)]
            for body in self.find_all("tbody")
            for row in body.find_all("tr")
        ]

    def get_section(self, label: str) -> Element:
        """The section that the heading with this id names."""
        return self.find("section", aria_labelledby=label)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            # Our pages close what they open, in order: a stray end is a fault of the template.
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse_html(text: str) -> Element:
    builder = _Builder()
    builder.feed(text)
    builder.close()
    assert builder.open == [builder.root], f"never closed: {[e.tag for e in builder.open[1:]]}"
    return builder.root


def read(response: Any) -> Element:
    """The page that answered with status 200."""
    assert response.status_code == 200, response
    return parse_html(response.content.decode())
