"""The report of an import in words."""

from votes.ingest.report import LoadReport, Tally


def test_numbers_have_thousands_separators() -> None:
    report = LoadReport(
        tallies={"votes": Tally(seen=48_786, created=1_257, unchanged=47_529)},
        links={"topics": 3_100},
        corrections_kept=1_000,
        checks={"reconciled": 1_038, "unreconciled": 110, "not_checked": 2_004},
    )
    assert report.in_words() == [
        "votes: 48,786 read, 1,257 added, 0 changed, 47,529 unchanged",
        "topics assigned to texts: 3,100",
        "1,000 corrections still in force",
        "texts by their check: 1,038 reconciled, 110 not reconciled, 2,004 not checked",
        "0 rows rejected",
    ]


def test_a_trial_run_says_plainly_that_nothing_was_saved() -> None:
    assert LoadReport(dry_run=True).in_words()[-2:] == [
        "Nothing would change.",
        "Nothing was saved. This was only a trial run.",
    ]
