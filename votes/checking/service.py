"""The texts with findings."""

from django.db.models import QuerySet

from votes.models import Resolution


def list_with_findings() -> QuerySet[Resolution]:
    """Every public text of which the check found something, errors and notes alike, newest first."""
    return Resolution.objects.public().exclude(check_findings=[]).select_related("session").newest_first()
