"""What a text is called: an amendment by its proposers and the text that it amends, any other text by its title."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT, TextKind
from votes.core.folding import build_name_key
from votes.core.symbols import drop_revision, parse_amended_draft
from votes.models import Bloc, Resolution, State
from votes.web.proposers import MOST_PROPOSERS, name_proposers
from votes.web.wording import add_article, describe_outcome


@dataclass(frozen=True)
class AmendedText:
    """The text that an amendment or a no-action motion is about.

    Where that text is not on file, `symbol` is the draft printed in the source, and the last four are "".
    `outcome` is the outcome of the text in words.
    """

    symbol: str
    title: str
    address: str = ""
    draft: str = ""
    kind: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class TextName:
    """The name of the text at an address, and the text that it is about, if it is about another one."""

    name: str
    address: str
    amended: AmendedText | None = None


def name_text(
    kind: str, symbol: str, title: str, proposers: str = "", amended: AmendedText | None = None
) -> str:
    """'Amendment by Egypt to A/HRC/RES/54/35, Question of the death penalty'; the title of any other text.

    `proposers`: who proposed the amendment, as `name_proposers` says it. Without `amended`, the name says that only
    the title of the text is known.
    """
    if kind == TextKind.AMENDMENT:
        return name_amendment(symbol, title, proposers, amended)
    if kind == TextKind.NO_ACTION_MOTION:
        return name_no_action_motion(symbol, title, amended)
    return title


def name_amendment(symbol: str, title: str, proposers: str, amended: AmendedText | None) -> str:
    words = {"symbol": symbol, "title": title, "proposers": proposers}
    if amended is None:
        if proposers:
            return _("Amendment %(symbol)s by %(proposers)s to a text with the title “%(title)s”") % words
        return _("Amendment %(symbol)s to a text with the title “%(title)s”") % words
    words["text"] = name_amended(amended)
    if proposers:
        return _("Amendment by %(proposers)s to %(text)s") % words
    return _("Amendment to %(text)s") % words


def name_no_action_motion(symbol: str, title: str, amended: AmendedText | None) -> str:
    """The motion bears the symbol of what it asks not to decide: an amendment, or the draft itself."""
    if amended is None:
        return _("Motion to take no action on %(symbol)s, a text with the title “%(title)s”") % {
            "symbol": symbol,
            "title": title,
        }
    words = {"symbol": symbol, "text": name_amended(amended)}
    if drop_revision(symbol) in {drop_revision(amended.symbol), drop_revision(amended.draft)}:
        return _("Motion to take no action on %(text)s") % words
    return _("Motion to take no action on amendment %(symbol)s to %(text)s") % words


def name_amended(amended: AmendedText) -> str:
    """'A/HRC/RES/54/35, Question of the death penalty', 'draft A/HRC/54/L.34, …' where the text is not on file."""
    words = {"symbol": amended.symbol, "title": amended.title}
    if not amended.address:
        return _("draft %(symbol)s, %(title)s") % words
    if amended.kind == TextKind.AMENDMENT:
        return _("amendment %(symbol)s, %(title)s") % words
    return _("%(symbol)s, %(title)s") % words


def build_amended(text: Resolution, amended: Resolution | None, session: str) -> AmendedText | None:
    """What `text` is about: the text on file if it is public, else the printed draft, else None."""
    if amended and amended.published:
        return AmendedText(
            symbol=amended.symbol,
            title=amended.title,
            address=amended.address,
            draft=amended.draft_symbol,
            kind=amended.kind,
            outcome=lower_first(describe_outcome(amended)),
        )
    printed = parse_amended_draft(text.draft_as_printed, session)
    return AmendedText(printed, text.title) if printed else None


def lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def get_proposers(text: Resolution, most: int | None = MOST_PROPOSERS) -> str:
    """Who proposed a text, in words, see `name_proposers`: no query where its sponsors were fetched with it."""

    def by_name(one: State | Bloc) -> str:
        return build_name_key(one.name)

    named: list[State | Bloc] = [
        *sorted(text.sponsors.all(), key=by_name),
        *sorted(text.sponsor_blocs.all(), key=by_name),
    ]
    return name_proposers(
        {one.name: add_article(one.name, one.article) for one in named}, text.sponsors_as_printed, most
    )


def get_text_name(text: Resolution) -> TextName:
    """The name of `text`; without a query where it was read with `ResolutionQuerySet.with_names`."""
    if text.kind not in KINDS_ABOUT_ANOTHER_TEXT:
        return TextName(text.title, text.address)
    amended = build_amended(text, text.amends, text.session.code)
    name = name_text(text.kind, text.symbol, text.title, get_proposers(text), amended)
    return TextName(name, text.address, amended)
