"""Reports of errors: kept for the admin, a limited number from one place and in all."""

import datetime

from django.utils import timezone
from django.utils.crypto import salted_hmac

from votes.models import ErrorReport

# From one address in an hour, and from all in a day.
MOST_OF_ONE_SENDER, MOST_OF_A_DAY = 5, 200


def build_sender(address: str, day: datetime.date) -> str:
    """A keyed hash of an address and a day, from which the address cannot be read."""
    return salted_hmac("votes.reports", f"{address} {day}", algorithm="sha256").hexdigest()


def has_room(sender: str) -> bool:
    """Whether one more report of this sender is taken. Counted in the database, which all processes share."""
    now = timezone.now()
    recent = ErrorReport.objects.filter(made_at__gt=now - datetime.timedelta(hours=1), sender=sender)
    if recent.count() >= MOST_OF_ONE_SENDER:
        return False
    return ErrorReport.objects.filter(made_at__gt=now - datetime.timedelta(days=1)).count() < MOST_OF_A_DAY


def save_report(page: str, message: str, contact: str, sender: str) -> ErrorReport:
    return ErrorReport.objects.create(page=page, message=message, contact=contact, sender=sender)
