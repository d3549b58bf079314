from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


def say_that_it_changed(sender: Any, raw: bool = False, **kwargs: Any) -> None:
    from votes.models import RecordVersion

    RecordVersion.bump()


class VotesConfig(AppConfig):
    name = "votes"
    verbose_name = _("Voting record")

    def ready(self) -> None:
        from votes.core import models
        from votes.core.models.forecast import about_to_decide
        from votes.entry.groups import create_groups
        from votes.forecast.saved_forecasts.service import save_forecasts

        post_migrate.connect(create_groups, sender=self, dispatch_uid="votes.create_groups")
        about_to_decide.connect(save_forecasts, dispatch_uid="votes.save_forecasts")
        for model in (
            models.Resolution,
            models.Vote,
            models.Explanation,
            models.Session,
            models.RecordedVoteCount,
            models.Series,
            models.Topic,
            models.TopicAlias,
            models.State,
            models.Membership,
            models.Bloc,
            models.BlocMembership,
            models.Document,
            models.DocumentText,
            models.KeyTerm,
            models.KeyTermForm,
        ):
            for signal in (post_save, post_delete):
                signal.connect(
                    say_that_it_changed, sender=model, dispatch_uid=f"votes.version.{model.__name__}"
                )
