"""A small made-up past: two camps that vote against each other, and texts of two kinds."""

import datetime
from collections.abc import Mapping, Sequence

import numpy as np

from votes.forecast.model import Past, Text, count_days

LETTERS = {".": 0, "Y": 1, "N": 2, "A": 3, "-": 4}
GROUPS = {
    "AAA": "african",
    "AAB": "african",
    "AAC": "african",
    "EEA": "eastern_european",
    "EEB": "eastern_european",
    "WWA": "western_european_other",
}
# Four votes a year on two texts that come back; the camps are A.. and the others.
FOOD, SANCTIONS, COUNTRY = "The right to food", "Unilateral coercive measures", "Human rights in Ruritania"


def make_past(
    texts: Sequence[Text],
    days: Sequence[datetime.date],
    lines: Mapping[str, str],
    groups: Mapping[str, str] = GROUPS,
) -> Past:
    """The past as a person writes it: AAA="YNA-.", one letter a text; "-" is not voting, "." no member."""
    states = tuple(sorted(lines))
    return Past(
        states=states,
        texts=tuple(texts),
        days=np.array([count_days(day) for day in days], dtype=np.int64),
        positions=np.array(
            [[LETTERS[letter] for letter in lines[state]] for state in states], dtype=np.int8
        ).reshape(len(states), len(texts)),
        groups=groups,
    )


def make_camps(years: int = 10) -> Past:
    """Three texts each March: food (all in favour), sanctions and a country, on which the two camps divide.

    WWA abstains on food; EEB is once absent; AAC joined half way.
    """
    texts, days = [], []
    for year in range(years):
        for number, (title, series) in enumerate(((FOOD, "1"), (SANCTIONS, "2"), (COUNTRY, "3"))):
            item = 4 if series == "3" else 3
            texts.append(Text(f"T/{year}/{number}", title, item=item, series=series))
            days.append(datetime.date(2008 + year, 3, 20 + number))
    half = years // 2
    return make_past(
        texts,
        days,
        {
            "AAA": "YYN" * years,
            "AAB": "YYN" * years,
            "AAC": "..." * half + "YYN" * (years - half),
            "EEA": "YNY" * years,
            "EEB": "YNY" * (years - 1) + "-NY",
            "WWA": "ANY" * years,
        },
    )
