"""Where the first and the last day of a session come from. Pure."""

# How the source begins where no document gives the days.
NOT_READ = ("General knowledge", "Inferred from the decisions on file")


def is_document(source: str) -> bool:
    """Whether the source of a session's days names a document that they were read from."""
    return bool(source) and not source.startswith(NOT_READ)
