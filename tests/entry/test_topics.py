"""Aliases of topics in the admin."""

from django.test import Client

from tests.pages_factories import make_text
from votes.models import Topic, TopicAlias


def test_a_saved_alias_is_applied_at_once(editor: Client) -> None:
    children = Topic.objects.create(name="Children", slug="children")
    text = make_text()
    text.topics.add(Topic.objects.create(name="Childs", slug="childs"))
    form = {"name": "Childs", "topic": children.pk, "note": "other spelling", "in_force": "on"}
    answer = editor.post("/admin/votes/topicalias/add/", form, follow=True)
    assert "1 text was moved to the topic." in answer.content.decode()
    assert list(text.topics.all()) == [children]
    assert TopicAlias.objects.get().slug == "childs"
    answer = editor.post("/admin/votes/topicalias/add/", form)
    assert "This heading already leads to this topic." in answer.content.decode()
