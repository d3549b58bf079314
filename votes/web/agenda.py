"""The names of agenda items."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.core.agenda import FIRST_SESSION
from votes.core.choices import Body, SessionKind
from votes.models import Resolution

# The titles of `votes.core.agenda.AGENDA`, so short that a list has room for them.
SHORT_TITLES = {
    1: gettext_lazy("organizational and procedural matters"),
    2: gettext_lazy("reports of the High Commissioner and the Secretary-General"),
    3: gettext_lazy("promotion and protection of all human rights"),
    4: gettext_lazy("human rights situations that require the Council’s attention"),
    5: gettext_lazy("human rights bodies and mechanisms"),
    6: gettext_lazy("universal periodic review"),
    7: gettext_lazy("Palestine and other occupied Arab territories"),
    8: gettext_lazy("follow-up to the Vienna Declaration"),
    9: gettext_lazy("racism and related intolerance"),
    10: gettext_lazy("technical assistance and capacity-building"),
}


def name_item(item: int | str, body: str = Body.COUNCIL) -> str:
    """'Item 4: human rights situations that require the Council’s attention', 'Item 4 of the Commission’s agenda'.

    The Commission’s agenda changed, so that only the number is given; as for a number that the Council’s has not.
    """
    number = int(item)
    if body == Body.COMMISSION:
        return _("Item %(item)s of the Commission’s agenda") % {"item": number}
    if body != Body.COUNCIL or number not in SHORT_TITLES:
        return _("Item %(item)s") % {"item": number}
    return _("Item %(item)s: %(title)s") % {"item": number, "title": SHORT_TITLES[number]}


def name_item_of(text: Resolution) -> str:
    """The item of a text in the agenda of its session; "" for a text without an item."""
    if not text.agenda_item:
        return ""
    session = text.session
    is_early = session.kind == SessionKind.REGULAR and session.number < FIRST_SESSION
    if session.body == Body.COUNCIL and is_early:
        return _("Item %(item)s of the agenda of that session") % {"item": text.agenda_item}
    return name_item(text.agenda_item, session.body)
