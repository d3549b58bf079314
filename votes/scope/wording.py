"""The names of States in a table of votes, as a sentence writes them."""

from votes.scope.vote_table import VoteTable
from votes.web.wording import add_article


def name_states(table: VoteTable) -> dict[str, str]:
    """The names of all States by code, as they stand inside a sentence."""
    return {iso3: add_article(name, iso3 in table.with_article) for iso3, name in table.names.items()}
