"""The terms that the pages explain: on the glossary page, and where a page uses one of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Term:
    """A term with its meaning in one or two sentences; `key` is its anchor on the page."""

    key: str
    name: "StrOrPromise"
    meaning: "StrOrPromise"


COUNCIL = (
    Term(
        "council",
        _("Human Rights Council"),
        _(
            "The United Nations body of 47 member States that discusses human rights. The General "
            "Assembly created it in 2006 and elects its members."
        ),
    ),
    Term(
        "commission",
        _("Commission on Human Rights"),
        _(
            "The body that the Council replaced, from 1946 to 2006. It had other members (53 in its last "
            "years) and an agenda that changed. Its votes are on file and are never counted together with"
            " those of the Council."
        ),
    ),
    Term(
        "member",
        _("member"),
        _(
            "A State that holds one of the 47 seats on a given day. Only members vote. A term lasts three"
            " years, and no State may have more than two in a row."
        ),
    ),
    Term(
        "regional-group",
        _("regional group"),
        _(
            "One of the five groups among which the seats are divided: African States 13, Asia-Pacific "
            "States 13, Latin American and Caribbean States 8, Western European and other States 7, "
            "Eastern European States 6."
        ),
    ),
    Term(
        "session",
        _("session"),
        _(
            "A meeting of several weeks. There are usually three a year. A special session (S-28, for "
            "example) is on a single question."
        ),
    ),
    Term(
        "agenda-item",
        _("agenda item"),
        _(
            "One of the ten points of the Council’s agenda since June 2007, for example item 4, human "
            "rights situations that require the Council’s attention. Each text is discussed under one of "
            "them. The first five sessions and the Commission had other agendas."
        ),
    ),
    Term(
        "resolution",
        _("resolution, decision"),
        _(
            "The two kinds of texts that the Council adopts. They express its position or start an "
            "inquiry, a report or a mandate. They do not bind States as a treaty does."
        ),
    ),
    Term(
        "symbol",
        _("symbol"),
        _(
            "The number of a UN document. A/HRC/RES/37/23 is resolution 23 of the 37th session; "
            "A/HRC/37/L.36 is a draft before it."
        ),
    ),
    Term(
        "draft", _("draft"), _("A text before it is adopted, with an L. symbol. /Rev.1 is a revised draft.")
    ),
    Term(
        "amendment",
        _("amendment"),
        _("A proposal to change a draft, with a vote of its own before the vote on the draft."),
    ),
    Term(
        "main-sponsors",
        _("main sponsors"),
        _("The States or groups that put a text forward. Others may join them as co-sponsors."),
    ),
    Term(
        "no-action-motion",
        _("no-action motion"),
        _(
            "A proposal to take no decision on a draft or an amendment. In its vote, in favour means in "
            "favour of not deciding."
        ),
    ),
)
VOTES = (
    Term(
        "recorded-vote",
        _("recorded vote"),
        _(
            "A vote in which the position of each member is recorded. Any member may ask for one: it "
            "“calls the vote”."
        ),
    ),
    Term("roll-call", _("roll-call"), _("The list of what each member did in a recorded vote.")),
    Term(
        "position",
        _("position"),
        _("In favour, against or abstaining. A member that does not vote takes no position."),
    ),
    Term(
        "abstaining",
        _("abstaining"),
        _(
            "Taking part in the vote without being for or against. Abstentions do not count towards the "
            "result, but they are a position."
        ),
    ),
    Term(
        "not-voting",
        _("not voting"),
        _("The member took no part in the vote, whether it was in the room or not."),
    ),
    Term(
        "adopted-without-a-vote",
        _("adopted without a vote"),
        _(
            "Adopted by consensus: no member asked for a vote. It does not mean that all 47 were in "
            "favour, and is never counted that way."
        ),
    ),
    Term(
        "majority",
        _("majority"),
        _("A text is adopted if more members vote in favour than against. A tie rejects it."),
    ),
    Term("margin", _("margin"), _("The difference between the votes in favour and the votes against.")),
    Term(
        "explanation-of-vote",
        _("explanation of vote"),
        _("A statement in which a State says why it votes as it does, before or after the vote."),
    ),
    Term(
        "official-totals",
        _("official totals"),
        _(
            "The numbers in favour, against and abstaining that the Council announced. The counted totals"
            " are the sum of the roll-call."
        ),
    ),
)
FIGURES = (
    Term(
        "agreement",
        _("agreement"),
        _("Of two States: in what share of the votes in which both took a position it was the same one."),
    ),
    Term("n", _("n"), _("The number of votes, or of positions, behind a figure.")),
    Term(
        "wilson-interval",
        _("Wilson interval"),
        _(
            "The range in which a share would probably lie if many more votes like these were counted (95"
            " %). With few votes it is wide."
        ),
    ),
    Term(
        "kappa",
        _("Cohen's kappa"),
        _(
            "Agreement beyond what two States would reach by chance, given how often each takes each "
            "position: 1 is full agreement, 0 is no more than chance."
        ),
    ),
    Term(
        "cohesion",
        _("Agreement Index, cohesion"),
        _(
            "How united a group votes, from 0 (evenly divided among the three positions) to 1 (all the "
            "same), averaged over its votes."
        ),
    ),
    Term(
        "majority-position",
        _("majority position"),
        _("The position that more than 85 % of the members of a group took, if at least three took one."),
    ),
    Term(
        "dissent",
        _("dissent"),
        _("A position other than the majority position of the State’s regional group."),
    ),
    Term(
        "losing-side",
        _("losing side"),
        _(
            "In favour of a text that failed, or against one that was adopted. Abstentions are counted "
            "separately."
        ),
    ),
    Term(
        "cluster",
        _("cluster"),
        _(
            "States that a calculation puts together because they vote alike. It is a way of drawing, and"
            " no proof of an alliance."
        ),
    ),
    Term("spatial-map", _("spatial map"), _("A drawing in which States that vote alike are close together.")),
)
RECORD = (
    Term(
        "text",
        _("text"),
        _(
            "Here: anything that has a symbol and can be decided, such as a resolution, a decision, an "
            "amendment or a President’s statement."
        ),
    ),
    Term(
        "series", _("series"), _("The same text in different sessions, often with new members and sponsors.")
    ),
    Term("topic", _("topic"), _("A subject heading that the UN’s library gives to a text.")),
    Term(
        "bloc",
        _("bloc"),
        _("A political group of States, such as the European Union, or a group that a reader makes."),
    ),
    Term(
        "reconciled",
        _("reconciled, unreconciled, not checked"),
        _(
            "A roll-call is reconciled if it matches the official totals and the membership of that day. "
            "A vote that is not reconciled is shown with a flag and left out of all figures, unless the "
            "reader includes it."
        ),
    ),
    Term(
        "population",
        _("population"),
        _(
            "The votes or texts that a page counts. The line near the top of each page says which, and "
            "has links to change it."
        ),
    ),
    Term(
        "briefing",
        _("briefing"),
        _("The page on a text before its vote: who will vote, how they voted before, and a forecast."),
    ),
)
GROUPS = (
    ("council-terms", _("The Council and its texts"), COUNCIL),
    ("voting-terms", _("Voting"), VOTES),
    ("figure-terms", _("Figures"), FIGURES),
    ("record-terms", _("This site"), RECORD),
)
TERMS = {term.key: term for _key, _heading, terms in GROUPS for term in terms}
