"""The two groups: Editors enter and correct, Reviewers also publish and delete."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.db.models import Q

ENTERED = (
    "resolution",
    "explanation",
    "vote",
    "session",
    "recordedvotecount",
    "series",
    "topic",
    "topicalias",
    "membership",
    "bloc",
    "blocname",
    "blocmembership",
    "document",
    "documenttext",
    "keyterm",
    "keytermform",
)
SEEN = ("state", "statename", "importrun")
# A correction is made (add) and withdrawn (change), but never deleted.
CORRECTED = {f"{action}_correction" for action in ("add", "change", "view")}
EDITORS = (
    {f"{action}_{model}" for model in ENTERED for action in ("add", "change", "view")}
    | {f"view_{model}" for model in SEEN}
    | CORRECTED
    | {"view_errorreport", "change_errorreport"}
)
# A roll-call is corrected on the page of its text; single votes are not deleted.
REVIEWERS = (
    EDITORS
    | {f"delete_{model}" for model in ENTERED}
    | {"publish_resolution", "add_importrun", "delete_errorreport"}
)
GROUPS = {"Editors": EDITORS, "Reviewers": REVIEWERS}


def create_groups(sender: AppConfig, using: str = "default", apps: Any = global_apps, **kwargs: Any) -> None:
    """After `migrate`: create missing groups and add missing permissions; remove no permission."""
    try:
        group_model = apps.get_model("auth", "Group")
        permission_model = apps.get_model("auth", "Permission")
    except LookupError:
        return
    for name, codenames in GROUPS.items():
        group, _created = group_model.objects.using(using).get_or_create(name=name)
        permissions = permission_model.objects.using(using).filter(
            Q(content_type__app_label="votes", codename__in=codenames)
            | Q(content_type__app_label="admin", codename="view_logentry")
        )
        group.permissions.add(*permissions)
