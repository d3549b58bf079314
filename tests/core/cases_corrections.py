"""The rules of blocs, corrections, kept forecasts, uploads and the record's version."""

import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from tests.core.case import UNKNOWN, Case
from tests.factories import make_bloc, make_correction, make_resolution, make_state
from votes.core.choices import CorrectedField, Position
from votes.models import (
    BacktestRun,
    BlocMembership,
    BlocName,
    Correction,
    RecordVersion,
    SavedForecast,
    Upload,
    UploadedFile,
)

DAY = datetime.date(2004, 5, 1)


def make_bloc_name() -> BlocName:
    return BlocName.objects.create(bloc=make_bloc(), name="EC")


def make_bloc_term() -> BlocMembership:
    """From 1 May 2004, after one that ended in the year before."""
    bloc, state = make_bloc(), make_state("POL")
    BlocMembership.objects.create(bloc=bloc, state=state, end=datetime.date(2003, 12, 31))
    return BlocMembership.objects.create(bloc=bloc, state=state, start=DAY)


def make_late_bloc_term() -> BlocMembership:
    """From 2020, after one from 1 May 2004 to the end of 2015."""
    term = make_bloc_term()
    term.end = datetime.date(2015, 12, 31)
    term.save()
    return BlocMembership.objects.create(bloc=term.bloc, state=term.state, start=datetime.date(2020, 1, 1))


def make_title_correction() -> Correction:
    return make_correction(before="Peace", after="Right to peace")


def make_second_correction() -> Correction:
    """Of the draft, beside one of the title."""
    first = make_title_correction()
    return make_correction(
        first.resolution, field=CorrectedField.DRAFT_SYMBOL, before="", after="A/HRC/37/L.36"
    )


def make_position_correction() -> Correction:
    return make_correction(
        field=CorrectedField.POSITION,
        state=make_state("MEX"),
        before=Position.AGAINST,
        after=Position.ABSTAINING,
    )


def make_run() -> BacktestRun:
    return BacktestRun.objects.create(record_version=1, method="likes, version 1", table={})


def make_forecast() -> SavedForecast:
    return SavedForecast.objects.create(
        resolution=make_resolution(), as_of=DAY, method="likes, version 1", forecast={}
    )


def make_version() -> RecordVersion:
    RecordVersion.bump()
    return RecordVersion.objects.get()


def make_upload() -> Upload:
    user = User.objects.create_user("Rosa")
    return Upload.objects.create(made_by=user, checksum="0" * 64)


def make_second_file() -> UploadedFile:
    upload = make_upload()
    UploadedFile.objects.create(upload=upload, name="resolutions.csv", content=b"")
    return UploadedFile.objects.create(upload=upload, name="votes_long.csv", content=b"")


CASES = [
    Case("bloc_names_not_empty", make_bloc, {"name": ""}, {"name": "Union"}),
    Case("bloc_names_not_empty", make_bloc, {"short_name": ""}, {"short_name": "U"}),
    Case("bloc_has_a_source", make_bloc, {"source_title": ""}, {"source_title": "Its site"}),
    Case("blocname_not_empty", make_bloc_name, {"name": ""}, {"name": "EEC"}),
    Case(
        "blocmembership_ends_after_it_starts",
        make_bloc_term,
        {"end": DAY - datetime.timedelta(days=1)},
        {"end": DAY},
    ),
    Case(
        "blocmembership_one_per_start",
        make_late_bloc_term,
        {"start": DAY},
        {"start": datetime.date(2016, 1, 1)},
    ),
    Case(
        "blocmembership_do_not_overlap",
        make_late_bloc_term,
        {"start": datetime.date(2015, 12, 31)},
        {"start": datetime.date(2016, 1, 1)},
    ),
    Case("blocmembership_one_without_start", make_bloc_term, {"start": None}, {"start": DAY}),
    Case("correction_field_known", make_title_correction, {"field": UNKNOWN}, {"field": "meeting"}),
    Case("correction_has_a_reason", make_title_correction, {"reason": ""}, {"reason": "A slip"}),
    Case("correction_corrects", make_title_correction, {"after": "Peace"}, {"after": ""}),
    Case("correction_names_its_state", make_title_correction, {"field": "position"}, {"field": "meeting"}),
    Case("correction_names_its_state", make_position_correction, {"field": "title"}, {"field": "voter"}),
    Case("correction_once_per_field", make_second_correction, {"field": "title"}, {"field": "date"}),
    Case(
        "correction_withdrawn_with_a_reason",
        make_title_correction,
        {"withdrawn_at": timezone.now()},
        {"withdrawn_at": timezone.now(), "withdrawn_reason": "It was right"},
    ),
    Case(
        "correction_withdrawn_with_a_reason",
        make_title_correction,
        {"withdrawn_reason": "It was right"},
        {"reason": "It was wrong"},
    ),
    Case("keptforecast_has_a_method", make_forecast, {"method": ""}, {"method": "likes, version 2"}),
    Case("backtestrun_has_a_method", make_run, {"method": ""}, {"method": "likes, version 2"}),
    Case("upload_has_a_checksum", make_upload, {"checksum": ""}, {"checksum": "1" * 64}),
    Case("upload_state_is_known", make_upload, {"state": "lost"}, {"state": "previewed"}),
    Case("uploadedfile_has_a_name", make_second_file, {"name": ""}, {"name": "votes.csv"}),
    Case(
        "uploadedfile_once_per_name",
        make_second_file,
        {"name": "resolutions.csv"},
        {"name": "votes.csv"},
    ),
    Case("recordversion_one_row", make_version, {"id": 2}, {"id": 1}),
]
