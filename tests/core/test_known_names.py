"""The names that come with the code: each means its own State, whoever is on file, or is asked."""

import unicodedata
from collections import defaultdict

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from votes.core.known_names import (
    ALPHA_2,
    SHORT_NAME,
    KnownName,
    build_candidate,
    get_names_by_state,
    list_known_names,
    list_shared_names,
)
from votes.core.state_names import NOT_READ, find_state, get_keys, suggest_states
from votes.ingest.readers.native_format import STATES

LANGUAGES = {"en", "fr", "es", "ru", "zh", "ar"}
ON_FILE = STATES.read(
    "states.csv", (settings.BASE_DIR / "fixtures" / "states.csv").read_text(encoding="utf-8")
)
FILED = {row.iso3: (row.name, *(name for name, _until in row.other_names)) for row in ON_FILE}
CANDIDATES = tuple(build_candidate(iso3, FILED.get(iso3, ())) for iso3 in get_names_by_state())


def find(name: str) -> str | None:
    return find_state(name, CANDIDATES)


def is_asked(known: KnownName) -> bool:
    return known.name in list_shared_names() or known.name in NOT_READ


def test_every_member_and_observer_state_has_a_name_in_each_language_and_a_code() -> None:
    languages = {
        iso3: {row.language for row in rows if row.source == SHORT_NAME}
        for iso3, rows in get_names_by_state().items()
    }
    # Chinese needs the capital in brackets to tell the Congo from its neighbour; the others exist no more.
    assert {iso3 for iso3, found in languages.items() if found == LANGUAGES} >= set(FILED) - {
        *("COG", "CSK", "DDR", "GER", "SUN", "YUG"),
    }
    assert len([iso3 for iso3, found in languages.items() if found]) == 195
    codes = {row.iso3: row.name for row in list_known_names() if row.source == ALPHA_2}
    assert len(set(codes.values())) == len(codes) == 195
    assert set(FILED) <= set(languages)


def test_every_name_of_every_language_means_its_own_state_or_is_asked() -> None:
    read = {known: find(known.name) for known in list_known_names()}
    assert {
        known: iso3 for known, iso3 in read.items() if iso3 != (None if is_asked(known) else known.iso3)
    } == {}


def test_every_name_on_file_means_its_state() -> None:
    assert {name: find(name) for names in FILED.values() for name in names} == {
        name: iso3 for iso3, names in FILED.items() for name in names
    }


def test_no_two_states_share_a_name_in_any_spelling() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for state in CANDIDATES:
        for name in state.names:
            # An article before "S. Sudan" makes "les Sudan", which nobody writes; the index gives it to neither.
            for key in get_keys(name) - {"lessudan", "lassudan"}:
                bearers[key].add(state.iso3)
    assert {key: states for key, states in bearers.items() if len(states) > 1} == {}


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        *[
            ("UK", "GBR"),
            ("U.K.", "GBR"),
            ("u.k.", "GBR"),
            ("USA", "USA"),
            ("U.S.A.", "USA"),
            ("U. S. A.", "USA"),
        ],
        *[
            ("DRC", "COD"),
            ("D.R.C.", "COD"),
            ("Dem. Rep. of the Congo", "COD"),
            ("Rép. dém. du Congo", "COD"),
        ],
        *[("Congo, Democratic Republic of the", "COD"), ("Congo (Kinshasa)", "COD"), ("刚果(金)", "COD")],
        *[
            ("Congo-Brazzaville", "COG"),
            ("Congo (Brazzaville)", "COG"),
            ("刚果（布）", "COG"),
            ("Congo", "COG"),
        ],
        *[("DPRK", "PRK"), ("Dem. People’s Rep. of Korea", "PRK"), ("ROK", "KOR"), ("Rep. of Korea", "KOR")],
        *[("Korea, Rep. of", "KOR"), ("KOREA (REPUBLIC OF)", "KOR"), ("Corée, République de", "KOR")],
        *[("UAE", "ARE"), ("U.A.E.", "ARE"), ("PNG", "PNG"), ("BiH", "BIH"), ("Bosnia & Herzegovina", "BIH")],
        *[("FYROM", "MKD"), ("F.Y.R.O.M.", "MKD"), ("St. Kitts", "KNA"), ("St Kitts & Nevis", "KNA")],
        *[("Côte d'Ivoire", "CIV"), ("COTE D IVOIRE", "CIV"), ("Ivory Coast", "CIV"), ("Cape Verde", "CPV")],
        *[
            ("Swaziland", "SWZ"),
            ("Burma", "MMR"),
            ("Czech Rep.", "CZE"),
            ("Turkey", "TUR"),
            ("TURKIYE", "TUR"),
        ],
        *[
            ("l’Allemagne", "DEU"),
            ("L'ALLEMAGNE", "DEU"),
            ("Allemagne (l’)", "DEU"),
            ("les États-Unis", "USA"),
        ],
        *[
            ("la Gambie", "GMB"),
            ("Gambie (la)", "GMB"),
            ("EE.UU.", "USA"),
            ("EE. UU.", "USA"),
            ("el Brasil", "BRA"),
        ],
        *[("Bolivie (État plurinational de)", "BOL"), ("État plurinational de Bolivie", "BOL")],
        *[("République bolivarienne du Venezuela", "VEN"), ("Irán, República Islámica del", "IRN")],
        *[
            ("República Islámica del Irán", "IRN"),
            ("Trinidad & Tabago", "TTO"),
            ("Bosnie & Herzégovine", "BIH"),
        ],
        *[
            ("Южная Африка", "ZAF"),
            ("ЮЖНАЯ АФРИКА", "ZAF"),
            ("США", "USA"),
            ("والهند", "IND"),
            ("الهنــد", "IND"),
        ],
        *[
            ("BR", "BRA"),
            ("CD", "COD"),
            ("CG", "COG"),
            ("SVN", "SVN"),
            ("N. Macedonia", "MKD"),
            ("S. Sudan", "SSD"),
        ],
        *[
            ("Niger", "NER"),
            ("Nigeria", "NGA"),
            ("Dominica", "DMA"),
            ("Dominican Rep.", "DOM"),
            ("Guinea", "GIN"),
        ],
        *[("Sudan", "SDN"), ("South Sudan", "SSD"), ("Ireland", "IRL"), ("Georgia", "GEO"), ("Samoa", "WSM")],
    ],
)
def test_a_name_as_people_write_it(name: str, iso3: str) -> None:
    assert find(name) == iso3


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        *[("Korea", {"KOR", "PRK"}), ("Corée", {"KOR", "PRK"}), ("CAR", {"CAF"}), ("C.A.R.", {"CAF"})],
        *[("Northern Ireland", {"GBR", "IRL"}), ("American Samoa", {"WSM"}), ("Republic of", set())],
        *[
            ("Nigera", {"NER", "NGA"}),
            ("Dominican", {"DOM"}),
            ("Guinea Equatorial", {"GNQ"}),
            ("NO", {"NOR"}),
        ],
        *[
            ("刚果", {"COD", "COG"}),
            ("多米尼加", {"DOM"}),
            ("Allemange", {"DEU"}),
            ("Untied States", {"USA"}),
        ],
        *[
            ("Estados Unido", {"USA"}),
            ("Росия", {"RUS"}),
            ("England", set()),
            ("EU", set()),
            ("Congo (K)", {"COD"}),
        ],
    ],
)
def test_a_name_that_may_mean_another_state_is_asked(name: str, suggested: set[str]) -> None:
    assert find(name) is None
    assert suggested <= set(suggest_states(name, CANDIDATES))


def test_a_shared_name_is_asked_although_only_one_of_its_states_is_on_file() -> None:
    korea = (build_candidate("KOR", ["Republic of Korea"]),)
    assert find_state("Korea", korea) is None
    assert suggest_states("Korea", korea) == ("KOR",)


def test_the_code_of_a_state_without_names_here_is_read() -> None:
    assert find_state("QAA", [build_candidate("QAA", ["Newland"])]) == "QAA"


MARKED = [known for known in list_known_names() if known.source != ALPHA_2 and not is_asked(known)]


@given(st.sampled_from(MARKED), st.data())
def test_case_accents_full_stops_apostrophes_and_blanks_do_not_matter(
    known: KnownName, data: st.DataObject
) -> None:
    name = known.name
    if data.draw(st.booleans()):
        name = data.draw(st.sampled_from([str.upper, str.lower, str.title, str.casefold]))(name)
    if data.draw(st.booleans()):
        name = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    if data.draw(st.booleans()):
        name = unicodedata.normalize("NFD", name)
    for old, new in [
        ("’", "'"),
        ("’", "`"),
        (" ", "\xa0"),
        (" ", "  "),
        ("-", "‑"),
        ("-", " "),
        (".", ""),
        (".", ". "),
    ]:
        if data.draw(st.booleans()):
            name = name.replace(old, new)
    name = data.draw(st.sampled_from(["{}", " {} ", "{}.", "{}*", "{}¹", "{} (1)", "“{}”"])).format(name)
    assert find(name) == known.iso3
