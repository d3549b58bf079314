"""The small pieces that pages share: bars to scale, page numbers, addresses that keep the filter."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from votes.core.choices import Outcome, Position
from votes.models import Resolution
from votes.templatetags import record

COUNTS = st.tuples(*[st.integers(0, 400)] * 4)


def get_segments(*counts: int | None) -> list[tuple[Position, int, int]]:
    return record.totals_bar(dict(zip(Position, counts, strict=True)))["segments"]


def render(template: str, **context: Any) -> str:
    return Template("{% load record %}" + template).render(Context(context)).strip()


def test_a_bar_of_47_seats_is_as_wide_as_its_numbers() -> None:
    assert get_segments(28, 1, 17, 1) == [
        (Position.IN_FAVOUR, 28, 28),
        (Position.AGAINST, 1, 1),
        (Position.ABSTAINING, 17, 17),
        (Position.NOT_VOTING, 1, 1),
    ]


@pytest.mark.limit("record.WIDEST_BAR")
def test_a_larger_sum_keeps_its_proportions() -> None:
    """143 to 14 with 35: a State's whole record does not fit into sixty steps, its shares do."""
    segments = get_segments(143, 14, 35, 0)
    assert [n for _, n, _ in segments] == [143, 14, 35]
    assert [width for _, _, width in segments] == [45, 4, 11]


def test_a_zero_is_not_drawn() -> None:
    assert [position for position, _, _ in get_segments(29, 0, 18, 0)] == [
        Position.IN_FAVOUR,
        Position.ABSTAINING,
    ]


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (None, None, None, None)])
def test_nothing_makes_an_empty_bar(counts: tuple) -> None:
    assert get_segments(*counts) == []


@given(COUNTS)
def test_widths_are_to_scale_whatever_the_sum(counts: tuple[int, ...]) -> None:
    segments = get_segments(*counts)
    total = sum(counts)
    drawn = min(total, record.WIDEST_BAR)
    for _, n, width in segments:
        assert 1 <= width <= record.WIDEST_BAR
        # A sliver is still drawn one wide; all else is right to half a step.
        assert width == 1 or abs(width - n * drawn / total) <= 0.5
    assert len(segments) == sum(n > 0 for n in counts)


def test_the_stylesheet_knows_every_width() -> None:
    styles = (settings.BASE_DIR / "static" / "css" / "bars.css").read_text()
    widths = {int(n) for n in re.findall(r"\.v(\d+)\b", styles)}
    assert widths >= set(range(1, record.WIDEST_BAR + 1))


def build_decided(counted: tuple[int | None, ...], **columns: Any) -> Resolution:
    """A text with official totals of 28 to 1, with 17 abstentions, and a roll-call that has these numbers."""
    official = {f"official_{p.value}": n for p, n in zip(Position, (28, 1, 17, 0), strict=True)}
    roll_call = {f"counted_{p.value}": n for p, n in zip(Position, counted, strict=True)}
    return Resolution(**official | roll_call | {"outcome": Outcome.ADOPTED} | columns)


# Who did not vote is not announced, so a difference there denies nothing.
@pytest.mark.parametrize("counted", [(28, 1, 17, 0), (28, 1, 17, 1), (None, None, None, None)])
def test_the_bar_of_a_text_shows_its_official_totals(counted: tuple[int | None, ...]) -> None:
    html = render("{% totals_bar text %}", text=build_decided(counted))
    assert re.findall(r'class="(\w+) v(\d+)">(\d+)<', html) == [
        ("in_favour", "28", "28"),
        ("against", "1", "1"),
        ("abstaining", "17", "17"),
    ]
    assert 'aria-hidden="true"' in html


@pytest.mark.parametrize(
    "text",
    [
        build_decided((27, 2, 17, 0)),
        build_decided((28, 1, 16, 1)),
        build_decided((28, 1, 17, 0), outcome=Outcome.REJECTED),
        build_decided((28, 1, 17, 0), other_outcome=Outcome.REJECTED),
    ],
)
def test_totals_that_the_record_denies_are_not_drawn(text: Resolution) -> None:
    html = render("{% totals_bar text %}", text=text)
    assert not re.search(r"\d", html)
    assert "in_favour" not in html


def test_a_mapping_is_read_by_key() -> None:
    assert render("{{ m|get:'a' }}-{{ m|get:'b' }}", m={"a": 1}) == "1-None"


@pytest.mark.parametrize(
    ("address", "changes", "expected"),
    [
        ("?year=2018&page=2", "page=3", "?year=2018&page=3"),
        ("?year=2018&page=2", "page=None", "?year=2018"),
        ("?page=2", "page=None", "?"),
        ("?q=a%26b%3D%22%3E", "page=2", "?q=a%26b%3D%22%3E&page=2"),
        ("?year=2018&year=2019", "page=2", "?year=2018&year=2019&page=2"),
    ],
)
def test_an_address_keeps_all_that_it_does_not_change(address: str, changes: str, expected: str) -> None:
    html = render(f"{{% address_with {changes} %}}", request=RequestFactory().get(f"/{address}"))
    assert QueryDict(html.removeprefix("?").replace("&amp;", "&")) == QueryDict(expected.removeprefix("?"))
    assert '"' not in html
    assert ">" not in html


def test_page_numbers_leave_out_the_middle() -> None:
    page = Paginator(range(1000), 10).page(50)
    numbers = record.elided(page)
    assert numbers[0] == 1
    assert numbers[-1] == 100
    assert {47, 48, 49, 50, 51, 52, 53} <= set(numbers)
    assert len(numbers) < 15
