"""manage.py verify_record: compares each roll-call that a stored text prints with the one on file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from votes.documents.verification import list_verifiable, verify
from votes.documents.wording import describe_difference, describe_verification


class Command(BaseCommand):
    help = (
        "Compares the roll-call that each resolution prints, where its words are on file, with the one on file, State "
        "by State. Changes nothing. The exit status is 1 if any differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--symbol", default="", help="only the text with this symbol")

    def handle(self, *args: Any, symbol: str, **options: Any) -> None:
        adopted, verified, differing = 0, 0, 0
        for text in list_verifiable(symbol):
            adopted += 1
            if (found := verify(text)) is None:
                continue
            verified += found.agrees
            if not found.agrees:
                differing += 1
                self.stdout.write(f"{text.symbol}: {describe_verification(found)}")
                for difference in found.differences:
                    self.stdout.write(f"  {describe_difference(difference)}")
                for line in found.unread:
                    self.stdout.write(f"  not read: {line}")
        self.stdout.write(f"{verified:,} of {adopted:,} adopted votes verified State by State")
        if differing:
            raise CommandError(f"{differing:,} differ or could not be read.")
