"""Rows that the rules of topics and their aliases refuse, each beside one that they accept."""

from django.db import models

from tests.core.case import Case
from tests.pages_factories import make_topic
from votes.models import TopicAlias


def make_alias() -> models.Model:
    """The second alias of three: the first has its heading and a topic, the third no topic."""
    topic = make_topic("Children")
    TopicAlias.objects.create(name="Chidlren", topic=topic, note="misprint")
    TopicAlias.objects.create(name="Unknown", note="not a subject")
    return TopicAlias.objects.create(name="Childs", topic=topic, note="misprint")


def make_second_left_out() -> models.Model:
    TopicAlias.objects.create(name="Unknown", note="not a subject")
    return TopicAlias.objects.create(name="Nothing", note="not a subject")


CASES = [
    Case("topicalias_name_has_letters", make_alias, {"slug": ""}, {"slug": "childres"}),
    Case("topicalias_note_not_empty", make_alias, {"note": ""}, {"note": "other spelling"}),
    Case("topicalias_once_per_topic", make_alias, {"slug": "chidlren"}, {"slug": "unknown"}),
    Case("topicalias_left_out_once", make_second_left_out, {"slug": "unknown"}, {"slug": "unknown-2"}),
]
