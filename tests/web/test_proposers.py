"""Who proposed a text, in words: the printed list in its order, with the names on file."""

import pytest

from votes.web.proposers import MOST_PROPOSERS, name_proposers

NAMED = {
    "Egypt": "Egypt",
    "European Union": "the European Union",
    "Finland": "Finland",
    "Russian Federation": "the Russian Federation",
    "Türkiye": "Türkiye",
    "Venezuela (Bolivarian Republic of)": "Venezuela (Bolivarian Republic of)",
}


@pytest.mark.parametrize(
    ("on_file", "printed", "words"),
    [
        (["Egypt"], "Egypt", "Egypt"),
        (["Russian Federation"], "Russian Federation", "the Russian Federation"),
        # Without a printed list by name; with one in its order, since the State that spoke comes first.
        (["Egypt", "Finland"], "", "Egypt and Finland"),
        (["Egypt", "Finland"], "Finland, Egypt", "Finland and Egypt"),
        (["Finland", "European Union"], "Finland (on behalf of the European Union)",
         "Finland on behalf of the European Union"),
        (["Finland", "European Union"], "Canada, Finland (on behalf of the European Union)",
         "Canada and Finland on behalf of the European Union"),
        (["European Union", "Egypt"], "European Union, Egypt", "the European Union and Egypt"),
        (["Russian Federation"], "Russian Federation on behalf of a group of States",
         "the Russian Federation on behalf of a group of States"),
        # Singapore was never a member of the Council and is not on file.
        (["Egypt"], "Singapore, Egypt", "Singapore and Egypt"),
        # Older names and other spellings of States on file.
        (["Türkiye"], "Turkey", "Türkiye"),
        (["Venezuela (Bolivarian Republic of)"], "Venezuela (Bolivian Republic of)",
         "Venezuela (Bolivarian Republic of)"),
        (["Egypt", "Türkiye"], "Singapore, Turkey, Egypt", "Singapore, Turkey and Egypt"),
        (["Egypt", "Finland"], "Egypt and Finland", "Egypt and Finland"),
        # What an Editor added on file.
        (["Egypt", "Finland"], "Finland", "Finland and Egypt"),
        ([], "A group of States", "A group of States"),
        ([], "", ""),
    ],
)  # fmt: skip
def test_proposers_in_words(on_file: list[str], printed: str, words: str) -> None:
    assert name_proposers({name: NAMED[name] for name in on_file}, printed) == words


@pytest.mark.limit("proposers.MOST_PROPOSERS")
@pytest.mark.parametrize(
    ("n", "words"),
    [
        (MOST_PROPOSERS - 1, "S0 and S1"),
        (MOST_PROPOSERS, "S0, S1 and S2"),
        (MOST_PROPOSERS + 1, "S0, S1, S2 and 1 other"),
        (MOST_PROPOSERS + 2, "S0, S1, S2 and 2 others"),
    ],
)
def test_many_proposers_are_counted(n: int, words: str) -> None:
    assert name_proposers({}, ", ".join(f"S{i}" for i in range(n))) == words


def test_without_a_limit_all_are_named() -> None:
    assert name_proposers({}, "A, B, C, D", most=None) == "A, B, C and D"
