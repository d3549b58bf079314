"""Django's classes that the admin is built on, with the types that mypy wants and Django does not take at run time."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile

if TYPE_CHECKING:
    from django.http import HttpRequest

    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
    BaseInlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
    IncomingFile = UploadedFile[Any]

    class SimpleHistoryAdmin(admin.ModelAdmin[Any]):
        """The library itself carries no types."""

        def has_view_history_or_change_history_permission(
            self, request: HttpRequest, obj: Any = None
        ) -> bool: ...
else:
    from simple_history.admin import SimpleHistoryAdmin

    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline
    StackedInline = admin.StackedInline
    ModelForm = forms.ModelForm
    BaseInlineFormSet = forms.BaseInlineFormSet
    IncomingFile = UploadedFile

__all__ = [
    "BaseInlineFormSet",
    "IncomingFile",
    "ModelAdmin",
    "ModelForm",
    "SimpleHistoryAdmin",
    "StackedInline",
    "TabularInline",
]
