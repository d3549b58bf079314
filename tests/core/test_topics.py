"""Headings that are one topic."""

import pytest
from django.core.exceptions import ValidationError

from tests.pages_factories import make_text, make_topic
from votes.core.models.topic import build_topic_slug
from votes.core.topics import find_topic_of_alias, join_topics
from votes.models import Topic, TopicAlias

pytestmark = pytest.mark.django_db


def make_named_topic(name: str) -> Topic:
    return Topic.objects.create(name=name, slug=build_topic_slug(name))


def test_the_texts_of_an_alias_move_to_the_topics_that_it_means() -> None:
    israel, policy = make_named_topic("Israel"), make_named_topic("Settlement policy")
    both, one = make_text(), make_text()
    both.topics.add(make_named_topic("Israel- settlement policy"), israel)
    one.topics.add(debris := make_named_topic("9. settlement policy"), make_named_topic("Unknown"))
    for topic in (israel, policy):
        TopicAlias.objects.create(name="Israel- settlement policy", topic=topic, note="two headings")
    TopicAlias.objects.create(name=debris.name, topic=policy, note="a number")
    TopicAlias.objects.create(name="Unknown", note="not a subject")
    assert join_topics() == {both.pk, one.pk}
    assert set(both.topics.all()) == {israel, policy}
    assert set(one.topics.all()) == {policy}
    assert set(Topic.objects.all()) == {israel, policy}
    assert join_topics() == set()
    assert find_topic_of_alias("israel-settlement-policy") == "israel"
    assert find_topic_of_alias("unknown") == find_topic_of_alias("israel") == ""


def test_an_alias_that_is_not_in_force_moves_nothing() -> None:
    topic, other = make_named_topic("Chidlren"), make_named_topic("Children")
    text = make_text()
    text.topics.add(topic)
    TopicAlias.objects.create(name="Chidlren", topic=other, note="misprint", in_force=False)
    assert join_topics() == set()
    assert list(text.topics.all()) == [topic]


def test_an_alias_leads_to_another_topic_in_one_step() -> None:
    children, minors = make_named_topic("Children"), make_named_topic("Minors")
    TopicAlias(name="Chidlren", topic=children, note="misprint").full_clean()
    TopicAlias.objects.create(name="Chidlren", topic=children, note="misprint")
    for name, topic, message in (
        ("Children", children, "This is the name of the topic itself"),
        ("Children", minors, "Other headings lead to this topic"),
        ("Kids", make_named_topic("Chidlren"), "is itself an alias"),
    ):
        with pytest.raises(ValidationError, match=message):
            TopicAlias(name=name, topic=topic, note="a reason").full_clean()


@pytest.mark.limit("topic.LONGEST_SLUG")
@pytest.mark.parametrize(("length", "kept"), [(119, 119), (120, 120), (121, 120)])
def test_an_address_has_120_characters(length: int, kept: int) -> None:
    assert len(build_topic_slug("a" * length)) == kept
    assert len(make_topic("a" * length).slug) <= kept
