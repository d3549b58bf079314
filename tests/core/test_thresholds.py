"""Each limit of the models: what it does just below it, at it and just above it."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from votes.core.choices import COUNCIL_SEATS, COUNCIL_SINCE
from votes.core.models.upload import UploadState
from votes.models import Explanation, RecordVersion, Upload


@pytest.mark.limit("explanation.LONGEST_EXCERPT")
@pytest.mark.parametrize(("length", "is_valid"), [(299, True), (300, True), (301, False)])
def test_a_quotation_has_300_characters_at_most(length: int, is_valid: bool) -> None:
    field = Explanation._meta.get_field("excerpt")
    explanation = Explanation(excerpt="x" * length)
    if is_valid:
        assert field.clean(explanation.excerpt, explanation) == "x" * length
    else:
        with pytest.raises(ValidationError, match="at most 300"):
            field.clean(explanation.excerpt, explanation)


@pytest.mark.django_db
@pytest.mark.limit("upload.KEPT_FOR")
@pytest.mark.parametrize(("minutes", "is_expired"), [(59, False), (60, True), (61, True)])
def test_an_upload_is_kept_for_an_hour(minutes: int, is_expired: bool) -> None:
    rosa = User.objects.create_user("Rosa")
    Upload.objects.create(checksum="0" * 64, made_by=rosa, state=UploadState.PREVIEWED)
    Upload.objects.update(made_at=timezone.now() - datetime.timedelta(minutes=minutes))
    assert Upload.objects.expired().exists() == is_expired


@pytest.mark.django_db
@pytest.mark.limit("provenance.LARGEST_STEP")
@pytest.mark.parametrize(("drawn", "step"), [(0, 1), (2**30 - 1, 2**30)])
def test_the_record_version_grows_by_1_to_2_to_the_30(
    drawn: int, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    below: list[int] = []

    def draw(limit: int) -> int:
        below.append(limit)
        return drawn

    monkeypatch.setattr("secrets.randbelow", draw)
    before = RecordVersion.get()
    RecordVersion.bump()
    assert (RecordVersion.get() - before, below) == (step, [2**30])


@pytest.mark.limit("choices.COUNCIL_SEATS", "choices.COUNCIL_SINCE")
def test_the_council_has_47_seats_since_2006() -> None:
    assert (sum(COUNCIL_SEATS.values()), COUNCIL_SINCE) == (47, 2006)
