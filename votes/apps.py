from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class VotesConfig(AppConfig):
    name = "votes"
    verbose_name = _("Voting record")

    def ready(self) -> None:
        from votes.admin.groups import create_groups

        post_migrate.connect(create_groups, sender=self, dispatch_uid="votes.create_groups")
