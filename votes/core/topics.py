"""Headings of the catalogue that are one topic: the aliases, and the texts moved to the topic that is meant."""

from collections import defaultdict

from django.db import transaction

from votes.core.models import RecordVersion, Resolution, Topic, TopicAlias


def read_topic_aliases() -> dict[str, tuple[int, ...]]:
    """The aliases in force: the address of a heading -> the topics that it means, none if it is left out."""
    found: dict[str, list[int]] = defaultdict(list)
    for slug, topic in (
        TopicAlias.objects.filter(in_force=True).order_by("pk").values_list("slug", "topic_id")
    ):
        found[slug] += [topic] if topic else []
    return {slug: tuple(topics) for slug, topics in found.items()}


def find_topic_of_alias(slug: str) -> str:
    """The address of the topic that an alias in force leads to, of several the first; "" if there is none."""
    aliases = TopicAlias.objects.filter(slug=slug, in_force=True, topic__isnull=False).order_by("pk")
    return aliases.values_list("topic__slug", flat=True).first() or ""


@transaction.atomic
def join_topics() -> set[int]:
    """Move the texts of every topic that is an alias to the topics that are meant, and delete the topic.

    Returns the texts that were moved.
    """
    aliases = read_topic_aliases()
    meant = {pk for topics in aliases.values() for pk in topics}
    through = Resolution.topics.through
    moved: set[int] = set()
    for topic in Topic.objects.filter(slug__in=aliases).exclude(pk__in=meant):
        texts = list(topic.resolutions.order_by().values_list("pk", flat=True))
        through.objects.bulk_create(
            [through(resolution_id=text, topic_id=other) for text in texts for other in aliases[topic.slug]],
            ignore_conflicts=True,
        )
        moved |= set(texts)
        topic.delete()
        RecordVersion.bump()
    return moved
