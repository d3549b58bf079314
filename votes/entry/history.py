"""The history of an object: the actions in words, and every version with its values. There is no revert."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import display_for_field, unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from votes.core.history import store_first_versions
from votes.entry.autocomplete import Autocompletes
from votes.entry.bases import SimpleHistoryAdmin

MOST_ACTIONS = 200


class HistoryAdmin(Autocompletes, SimpleHistoryAdmin):
    """The admin of a model with its history. To return to an older value, correct it; there is no revert button."""

    object_history_template = "admin/votes/history.html"
    object_history_list_template = "admin/votes/history_versions.html"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            store_first_version(obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for inline in formset.initial_forms:
            if inline.has_changed():
                store_first_version(inline.instance)
        super().save_formset(request, form, formset, change)

    def revert_disabled(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return True

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        refuse_other_keys(object_id)
        actions = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model), object_id=unquote(object_id)
        ).select_related("user")
        context = {"action_list": actions[:MOST_ACTIONS], **(extra_context or {})}
        return super().history_view(request, object_id, context)

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One version, read-only."""
        refuse_other_keys(object_id, version_id)
        records = self.model.history.model.objects.filter(id=unquote(object_id))
        record = get_object_or_404(records, history_id=version_id)
        if not self.has_view_history_or_change_history_permission(request, record.instance):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Version of %s") % record.history_object,
            "opts": self.opts,
            "object_id": object_id,
            "record": record,
            "rows": [
                (capfirst(field.verbose_name), get_value(record, field))
                for field in self.opts.concrete_fields
                if not field.primary_key and field.name in {f.name for f in record._meta.fields}
            ],
        }
        return render(request, "admin/votes/version.html", {**context, **(extra_context or {})})


def store_first_version(obj: models.Model) -> None:
    """Store the imported version in the history before the first edit, since an import writes none of what it adds."""
    store_first_versions(type(obj), [obj.pk], timezone.now())


def refuse_other_keys(*keys: str) -> None:
    """Answer 404 if a key in the address is not a number."""
    if not all(key.isascii() and key.isdigit() for key in keys):
        raise Http404


def get_value(record: models.Model, field: "models.Field[Any, Any]") -> str:
    """The value of a field in a version, in words. The object it refers to may have been deleted."""
    try:
        value = getattr(record, field.name)
    except ObjectDoesNotExist:
        return _("%(name)s number %(key)s (since deleted)") % {
            "name": field.related_model._meta.verbose_name,  # type: ignore[union-attr]
            "key": getattr(record, field.attname),
        }
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(field, models.BooleanField):
        return _("Yes") if value else _("No")
    return str(display_for_field(value, field, "–"))
