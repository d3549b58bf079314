"""Series are merged and divided; their addresses stay."""

from collections.abc import Collection

from django.db import transaction
from django.utils.text import slugify

from votes.core.models import RecordVersion, Resolution, Series


@transaction.atomic
def merge_series(one: Series, target: Series) -> list[Resolution]:
    """Put the texts of `one` into `target`; the address of `one` then leads to `target`.

    Returns the texts that were left without a series, because `target` has a text of their session.
    """
    sessions = set(target.resolutions.values_list("session_id", flat=True))
    left_out = list(one.resolutions.filter(session__in=sessions))
    Resolution.objects.filter(pk__in=[text.pk for text in left_out]).update(series=None)
    one.resolutions.update(series=target)
    Series.objects.filter(merged_into=one).update(merged_into=target)
    one.merged_into = target
    one.save(update_fields=["merged_into"])
    RecordVersion.bump()
    return left_out


@transaction.atomic
def divide_series(texts: Collection[Resolution], title: str = "") -> Series | None:
    """Take `texts` out of their series and put them into a new one, or into none without a `title`.

    Imports leave them there. Returns the new series. Raises IntegrityError if two of them are of one session.
    """
    series = Series.objects.create(slug=find_free_slug(title), title=title) if title else None
    Resolution.objects.filter(pk__in=[text.pk for text in texts]).update(series=series, series_by_hand=True)
    RecordVersion.bump()
    return series


def find_free_slug(title: str) -> str:
    """The title as an address that no series has."""
    longest = Series._meta.get_field("slug").max_length or 0
    plain = slugify(title)[: longest - 4].strip("-") or "series"
    slug, number = plain, 1
    while Series.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{plain}-{number}"
    return slug
