"""Sessions of the Council and its predecessor, and series of recurring texts."""

import re

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from votes.core.choices import Body, CountedKind, SessionKind
from votes.core.models.constraints import build_choices_check


def build_ordinal(number: int) -> str:
    """'37th', '21st', '2nd': the English ordinal of a positive number."""
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


class Session(models.Model):
    """One session. `code` is how symbols and people write it: 37, S-28, OS-3."""

    body = models.CharField(_("body"), max_length=20, choices=Body.choices, default=Body.COUNCIL)
    kind = models.CharField(
        _("kind"), max_length=20, choices=SessionKind.choices, default=SessionKind.REGULAR
    )
    number = models.PositiveSmallIntegerField(_("number"))
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("to"), null=True, blank=True)
    subject = models.CharField(
        _("subject"),
        max_length=300,
        blank=True,
        help_text=_("Of a special session: the situation that it was called to discuss"),
    )

    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where the days and the subject come from")
    )

    history = HistoricalRecords()

    PREFIXES = {
        SessionKind.REGULAR: "",
        SessionKind.SPECIAL: "S-",
        SessionKind.ORGANIZATIONAL: "OS-",
        SessionKind.NUCLEAR: "N-",
    }

    class Meta:
        ordering = ["body", "kind", "number"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "number"],
                name="session_once",
                violation_error_message=_("This session is already on file."),
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="session_number_positive",
                violation_error_message=_("Session numbers start at 1."),
            ),
            models.CheckConstraint(
                condition=models.Q(start=None) | models.Q(end=None) | models.Q(end__gte=models.F("start")),
                name="session_ends_after_it_starts",
                violation_error_message=_("The session ends before it starts."),
            ),
            build_choices_check("body", Body, "session_body_known"),
            build_choices_check("kind", SessionKind, "session_kind_known"),
        ]

    def __str__(self) -> str:
        ordinal = build_ordinal(self.number)
        name = {
            SessionKind.REGULAR: gettext("%(ordinal)s session"),
            SessionKind.SPECIAL: gettext("%(ordinal)s special session"),
            SessionKind.ORGANIZATIONAL: gettext("%(ordinal)s organizational session"),
            SessionKind.NUCLEAR: gettext("%(ordinal)s nuclear session"),
        }[SessionKind(self.kind)] % {"ordinal": ordinal}
        return name if self.body == Body.COUNCIL else f"{self.get_body_display()}, {name}"

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.code])

    @property
    def full_name(self) -> str:
        """'28th special session: Situation of human rights in ...'; the name alone where no subject is on file."""
        return f"{self}: {self.subject}" if self.subject else str(self)

    @property
    def code(self) -> str:
        prefix = self.PREFIXES[SessionKind(self.kind)]
        return f"{'CHR-' if self.body == Body.COMMISSION else ''}{prefix}{self.number}"

    def save_unedited(self) -> None:
        """Save without history: nobody edited the session, so an import may add its days."""
        self.save_without_historical_record()  # type: ignore[attr-defined]

    @classmethod
    def get_or_make(cls, code: str) -> "Session":
        """The session with this code, saved if it is new. ValueError if `code` names none."""
        names = cls.parse_code(code)
        if found := Session.objects.filter(**names).first():
            return found
        session = Session(**names)
        session.save_unedited()
        return session

    @classmethod
    def parse_code(cls, code: str) -> dict[str, object]:
        """`code` as the fields that name a session, {"body", "kind", "number"}; ValueError if it names none."""
        rest, body = (code[4:], Body.COMMISSION) if code.startswith("CHR-") else (code, Body.COUNCIL)
        # The one without a prefix last: every code begins with it.
        for kind, prefix in sorted(cls.PREFIXES.items(), key=lambda item: not item[1]):
            digits = rest.removeprefix(prefix)
            if rest.startswith(prefix) and re.fullmatch(r"[1-9][0-9]{0,3}", digits):
                return {"body": body, "kind": kind, "number": int(digits)}
        raise ValueError(f"{code!r} is not a session: write 37, S-28 or OS-3")


class RecordedVoteCount(models.Model):
    """How many texts of one kind were put to a recorded vote in a session: a fact, whatever is on file of it.

    Where there is no row, the number is not known.
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="recorded_vote_counts", verbose_name=_("session")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CountedKind.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    source = models.CharField(_("source"), max_length=300)

    history = HistoricalRecords()

    class Meta:
        ordering = ["session", "kind"]
        verbose_name = _("number of recorded votes")
        verbose_name_plural = _("numbers of recorded votes")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "kind"],
                name="recordedvotecount_once",
                violation_error_message=_("The number of this session is already on file."),
            ),
            models.CheckConstraint(
                condition=~models.Q(source=""),
                name="recordedvotecount_source_not_empty",
                violation_error_message=_("Give the source."),
            ),
            build_choices_check("kind", CountedKind, "recordedvotecount_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.session}, {self.get_kind_display()}: {self.number}"


class Series(models.Model):
    """The same text coming back over the years, under one title and often new sponsors."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=500)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
        help_text=_("The series to which its texts and its address lead since the two were merged"),
    )

    class Meta:
        ordering = ["title"]
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="series_title_not_empty",
                violation_error_message=_("Give the title."),
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="series_not_merged_into_itself",
                violation_error_message=_("A series cannot be merged into itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("series", args=[self.slug])
