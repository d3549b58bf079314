"""Spelling variants and debris of the catalogue, joined as they come in."""

import pytest
from django.test import Client

from votes.core.models.topic import build_topic_slug
from votes.core.rows import Record, TextRow
from votes.ingest.loading.load import load_record
from votes.ingest.loading.topics import read_alias_rows
from votes.ingest.report import LoadReport
from votes.models import Resolution, Topic, TopicAlias


def load(*topics: str) -> LoadReport:
    text = TextRow("A/HRC/RES/37/1", "resolution", "A title", "37", "without_vote", "adopted", topics=topics)
    return load_record(Record(texts=(text,)), source="a test", checksum="0" * 64)


def get_topics() -> set[str]:
    return set(Resolution.objects.get().topics.values_list("name", flat=True))


def test_no_shipped_alias_leads_to_another_one() -> None:
    rows = [row for row in read_alias_rows() if not row.is_spelling]
    aliases = {row.slug for row in rows}
    assert len(aliases) > 20
    assert not [row for row in rows if build_topic_slug(row.topic) in aliases]
    assert len({(row.slug, row.topic) for row in rows}) == len(rows)


@pytest.mark.django_db
def test_variants_come_in_under_the_topic_that_is_meant() -> None:
    load(
        "Chidlren", "Israel- settlement policy", "Unknown", "Papua new guinea", "State of $state of Palestine"
    )
    joined = {"Children", "Israel", "Settlement policy", "Papua New Guinea", "State of Palestine"}
    assert get_topics() == joined == set(Topic.objects.values_list("name", flat=True))
    assert TopicAlias.objects.get(name="Chidlren").topic == Topic.objects.get(name="Children")
    assert not load(
        "Chidlren", "Israel- settlement policy", "Unknown", "Papua new guinea", "State of $state of Palestine"
    ).changed_anything


@pytest.mark.django_db
def test_topics_on_file_are_joined_by_the_next_import() -> None:
    load("Children")
    text = Resolution.objects.get()
    text.topics.add(Topic.objects.create(name="Chidlren", slug="chidlren"))
    Topic.objects.create(name="Saint lucia", slug="saint-lucia")
    load("Chidlren")
    assert get_topics() == {"Children"}
    assert Topic.objects.filter(name="Saint Lucia").exists()


@pytest.mark.django_db
def test_an_alias_that_the_admin_ended_is_not_made_again() -> None:
    load("Chidlren")
    TopicAlias.objects.update(in_force=False)
    load("Chidlren")
    assert get_topics() == {"Chidlren"}
    assert TopicAlias.objects.get().in_force is False


@pytest.mark.django_db
def test_the_former_address_leads_to_the_topic(client: Client) -> None:
    load("Chidlren")
    answer = client.get("/resolutions/?topic=chidlren&kind=all")
    assert (answer.status_code, answer["Location"]) == (302, "/resolutions/?kind=all&topic=children")
    assert client.get("/resolutions/?topic=children").status_code == 200
