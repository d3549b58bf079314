"""The queue of reported errors in the admin."""

from django.test import Client

from votes.models import ErrorReport


def test_an_editor_answers_a_report_and_cannot_change_what_was_written(editor: Client) -> None:
    report = ErrorReport.objects.create(page="/states/CHN/", message="The totals are wrong.")
    listed = editor.get("/admin/votes/errorreport/?state=open").content.decode()
    assert "The totals are wrong." in listed
    address = f"/admin/votes/errorreport/{report.pk}/change/"
    refused = editor.post(address, {"state": "answered", "answer": "", "message": "Changed"})
    assert "Say what was checked and what was changed." in refused.content.decode()
    editor.post(address, {"state": "answered", "answer": "Corrected on 1 May.", "message": "Changed"})
    report.refresh_from_db()
    assert (report.state, report.answer, report.message) == (
        "answered",
        "Corrected on 1 May.",
        "The totals are wrong.",
    )
    assert editor.get("/admin/votes/errorreport/add/").status_code == 403
