"""Links that the source only prints: amended drafts and sponsors."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.core.rows import BlocRow, ExistingRecords, StateRow, TextRow
from votes.ingest.loading.amendments_and_sponsors import (
    Sponsors,
    find_amended,
    link_texts,
)

STATES = (
    StateRow(
        "BOL",
        "Bolivia (Plurinational State of)",
        "latin_american_caribbean",
        other_names=(("Bolivia", None),),
    ),
    StateRow("CHN", "China", "asia_pacific"),
    StateRow("CIV", "Côte d’Ivoire", "african"),
    StateRow("COD", "Democratic Republic of the Congo", "african"),
    StateRow("COG", "Congo", "african"),
    StateRow("EGY", "Egypt", "african"),
    StateRow("SWZ", "Eswatini", "african", other_names=(("Swaziland", 2018),)),
    StateRow("VEN", "Venezuela (Bolivarian Republic of)", "latin_american_caribbean"),
)


def text(symbol: str, title: str = "", session: str = "37", kind: str = "resolution", **columns) -> TextRow:
    return TextRow(symbol, kind, title, session, "recorded_vote", "adopted", **columns)


FOOD = text("A/HRC/RES/37/10", "The right to food", draft_symbol="A/HRC/37/L.15")
GENOCIDE = text("A/HRC/RES/37/26", "Prevention of genocide", draft_symbol="A/HRC/37/L.44/Rev.1")
OLD_FOOD = text("A/HRC/RES/34/12", "The right to food", session="34", draft_symbol="A/HRC/34/L.21")
DRAFT = text("A/HRC/37/L.50/Rev.1", "A draft that was rejected")
TEXTS = [OLD_FOOD, FOOD, GENOCIDE, DRAFT]


def amendment(title: str, amends: str = "", **columns) -> TextRow:
    return text("A/HRC/37/L.63", title, kind="amendment", amends=amends, **columns)


def test_the_title_decides_even_against_the_printed_draft():
    """The catalogue prints "to draft resolution L.1" for the genocide text of the 37th session."""
    assert find_amended(amendment("Prevention of genocide", "A/HRC/37/L.15"), TEXTS) == GENOCIDE.symbol
    assert find_amended(amendment("Prevention of Genocide.", "A/HRC/37/L.1"), TEXTS) == GENOCIDE.symbol


def test_a_title_of_another_session_is_not_meant():
    assert find_amended(amendment("Right to food"), TEXTS) == FOOD.symbol
    assert find_amended(amendment("Right to food", session="36"), TEXTS) == ""


@pytest.mark.parametrize("printed", ["A/HRC/37/L.44", "A/HRC/37/L.44/Rev.1", "A/HRC/37/L.44/Rev.2"])
def test_where_no_title_fits_the_printed_draft_decides(printed):
    assert find_amended(amendment("Another title", printed), TEXTS) == GENOCIDE.symbol


@pytest.mark.parametrize("printed", ["A/HRC/37/L.50", "A/HRC/37/L.50/Rev.1"])
def test_a_draft_that_never_became_a_resolution_is_amended_too(printed):
    assert find_amended(amendment("Another title", printed), TEXTS) == DRAFT.symbol


def test_where_two_texts_have_the_title_the_printed_draft_decides():
    twin = text("A/HRC/RES/37/11", "The right to food", draft_symbol="A/HRC/37/L.16")
    assert find_amended(amendment("The right to food", "A/HRC/37/L.16"), [*TEXTS, twin]) == twin.symbol


def test_where_nothing_fits_nothing_is_linked():
    assert find_amended(amendment("Another title", "A/HRC/37/L.99"), TEXTS) == ""
    assert find_amended(amendment("Prevention of genocide"), []) == ""


def test_no_printed_draft_does_not_mean_a_text_without_one():
    """A President's statement has no draft on file; an amendment that prints none is not its amendment."""
    bare = text("A/HRC/PRST/37/1", "Reports", kind="presidents_statement")
    assert find_amended(amendment("Another title", ""), [bare, *TEXTS]) == ""


def test_an_amendment_to_an_amendment_is_found_by_the_printed_symbol() -> None:
    other = amendment("The right to food")
    row = text("A/HRC/37/L.64", "Another title", kind="amendment", amends="A/HRC/37/L.63")
    assert find_amended(row, [*TEXTS, other, row]) == "A/HRC/37/L.63"
    # A resolution with the title comes first, and nothing amends itself.
    assert find_amended(replace(row, title="The right to food"), [*TEXTS, other, row]) == FOOD.symbol
    assert find_amended(replace(row, amends="A/HRC/37/L.64"), [*TEXTS, row]) == ""


def test_the_title_leads_to_no_amendment_and_a_resolution_amends_nothing():
    other = text("A/HRC/37/L.62", "Terrorism and human rights", kind="amendment")
    assert find_amended(amendment("Terrorism and human rights"), [other]) == ""
    assert find_amended(text("A/HRC/RES/37/27", "The right to food", amends="A/HRC/37/L.15"), TEXTS) == ""


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("China", ("CHN",)),
        ("Egypt, China", ("EGY", "CHN")),
        ("Egypt (on behalf of the Group of African States), China", ("EGY", "CHN")),
        ("Bolivia (Plurinational State of), Venezuela (Bolivarian Republic of)", ("BOL", "VEN")),
        ("Congo, Democratic Republic of the Congo", ("COG", "COD")),
        ("Cote d'Ivoire,Swaziland", ("CIV", "SWZ")),
        ("China, China", ("CHN",)),
        ("Egypt and China, Congo", ("EGY", "CHN", "COG")),
        ("Egypt and Atlantis", ()),
        # Misprinted in the bracket; without a bracket or with two such States on file it would be a guess.
        ("Venezuela (Bolivian Republic of)", ("VEN",)),
        ("Congo (Kingdom of)", ()),
        ("China on behalf of a group of States", ("CHN",)),
        ("European Union, China, Atlantis", ("CHN",)),
        ("", ()),
        (" , ,", ()),
    ],
)
def test_sponsors_in_the_order_printed(printed, codes):
    assert Sponsors(STATES, ()).find_states(printed) == codes


@given(st.text(max_size=60))
def test_any_text_gives_known_states_once(printed):
    codes = Sponsors(STATES, ()).find_states(printed)
    assert len(set(codes)) == len(codes)
    assert set(codes) <= {state.iso3 for state in STATES}


BLOCS = (
    BlocRow(
        "oic",
        "Organization of Islamic Cooperation",
        "OIC",
        "",
        other_names=("Organization of the Islamic Conference",),
    ),
    BlocRow("eu", "European Union", "EU", ""),
    BlocRow("african", "Group of African States", "", ""),
)


@pytest.mark.parametrize(
    ("printed", "slugs"),
    [
        ("Pakistan (on behalf of the Organization of Islamic Cooperation)", ("oic",)),
        ("Pakistan (on behalf of the Organization of Islamic Cooperation, except Albania)", ("oic",)),
        (
            "Pakistan on behalf of the Organization of Islamic Cooperation, except Albania and Tunisia",
            ("oic",),
        ),
        ("Pakistan (on behalf of OIC except Albania)", ("oic",)),
        ("Pakistan (On behalf of the Organization of the Islamic Conference)", ("oic",)),
        ("Egypt (on behalf of the Group of African  States), European Union, China", ("african", "eu")),
        ("European Union (on behalf of the European Union)", ("eu",)),
        ("Egypt (on behalf of a group of States)", ()),
        ("China", ()),
        ("", ()),
    ],
)
def test_the_groups_among_the_sponsors(printed, slugs):
    assert Sponsors((), BLOCS).find_blocs(printed) == slugs


def test_a_bloc_without_a_short_name_is_not_named_by_nothing():
    assert Sponsors((), BLOCS).find_blocs("China (on behalf of )") == ()


def record(number: str, symbol: str, **columns) -> TextRow:
    return text(symbol, source="library", source_record=number, **columns)


def test_an_amendment_is_linked_to_a_draft_that_is_on_file_already():
    known = ExistingRecords(
        texts=(record("1", "A/HRC/RES/37/26", title="Prevention of genocide", draft_symbol="A/HRC/37/L.44"),)
    )
    row = record("2", "A/HRC/37/L.63", title="Prevention of genocide", kind="amendment")
    assert [t.amends for t in link_texts([row], (), known)] == ["A/HRC/RES/37/26"]
    assert [t.amends for t in link_texts([row], (), ExistingRecords())] == [""]
