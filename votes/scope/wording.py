"""The names of States as they stand inside a sentence."""

from votes.scope.vote_table import VoteTable
from votes.web.wording import add_article


def name_states(table: VoteTable) -> dict[str, str]:
    """Code -> name inside a sentence ("the United States of America"), for all States of the table."""
    return {iso3: add_article(name, iso3 in table.with_article) for iso3, name in table.names.items()}
