"""How the catalogue says which text a record is about: its kind, symbol, draft and session."""

import pytest

from tests.ingest.readers.catalogue_row import ROW, parse
from votes.core.choices import TextKind
from votes.ingest.readers.catalogue import (
    parse_draft,
    parse_resolution,
    parse_session,
    parse_symbol,
    parse_title,
)


@pytest.mark.parametrize(
    ("printed", "title", "kind"),
    [
        ("The right to food : resolution /", "The right to food", TextKind.RESOLUTION),
        ("The right to food: resolution", "The right to food", TextKind.RESOLUTION),
        ("Postponement : decision /", "Postponement", TextKind.DECISION),
        ("Terrorism and human rights : amendment /", "Terrorism and human rights", TextKind.AMENDMENT),
        ("COVID-19 : presidential statement /", "COVID-19", TextKind.PRESIDENTS_STATEMENT),
        ("The right to food /", "The right to food", None),
        ("Droit à l'alimentation", "Droit à l'alimentation", None),
        ("Belarus in its aftermath amendment /", "Belarus in its aftermath", TextKind.AMENDMENT),
        ("A new resolution", "A new resolution", None),
        ("resolution /", "resolution", None),
        ("Follow-up : resolution S-9/1 : resolution /", "Follow-up : resolution S-9/1", TextKind.RESOLUTION),
        (
            "Racism:  a   resolution for all : resolution /",
            "Racism: a resolution for all",
            TextKind.RESOLUTION,
        ),
    ],
)
def test_the_kind_printed_behind_the_title(printed, title, kind):
    assert parse_title(printed) == (title, kind)


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("A/HRC/RES/37/23", TextKind.RESOLUTION),
        ("A/HRC/DEC/37/101", TextKind.DECISION),
        ("A/HRC/PRST/37/1", TextKind.PRESIDENTS_STATEMENT),
        ("E/CN.4/DEC/2002/102", TextKind.DECISION),
        ("A/HRC/37/L.1", TextKind.RESOLUTION),
    ],
)
def test_without_a_kind_behind_the_title_the_symbol_says_it(symbol, kind):
    assert parse(title="Le droit à l’alimentation", symbol=symbol).kind == kind


@pytest.mark.parametrize(
    ("symbol", "tail", "draft", "kind"),
    [
        # As on file: 35/L.41 is filed as a resolution, 56/L.20/Rev.1 as an amendment, 39/L.31 has no line.
        ("A/HRC/35/L.41", "resolution", "Amendment A/HRC/35/L.41 to draft resolution A/HRC/35/L.29", "amendment"),
        ("A/HRC/56/L.20/Rev.1", "amendment", "Draft resolution A/HRC/56/L.20/Rev.1 Withdrawn", "resolution"),
        ("A/HRC/56/L.21", "amendment", "Draft decision A/HRC/56/L.21 Withdrawn", "decision"),
        ("A/HRC/39/L.31", "amendment", "A/HRC/39/2 (Annex II) -", "amendment"),
        ("A/HRC/56/L.31", "amendment", "Draft resolution A/HRC/56/L.20 as amended", "amendment"),
        ("A/HRC/DEC/55/116", "decision", "Draft resolution A/HRC/55/L.29", "decision"),
    ],
)  # fmt: skip
def test_the_own_line_says_whether_a_record_is_an_amendment(symbol, tail, draft, kind):
    cells = ROW | {"symbol": symbol, "title": f"Peace : {tail} /", "draft": draft}
    row = parse_resolution(cells, {}, {})
    assert row.kind == kind
    assert bool(row.amends) == (draft.startswith("Amendment"))


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("A/HRC/RES/37/23", "A/HRC/RES/37/23"),
        ("A/HRC/RES/56/L.30", "A/HRC/56/L.30"),
        ("A/HRC/RES/S-37/L.2", "A/HRC/S-37/L.2"),
        ("A/HRC/27/L.31 as orally revised", "A/HRC/27/L.31"),
        ("A/HRC/50/L.37  as orally revised", "A/HRC/50/L.37"),
        ("A/HRC/43/L.31/Rev.1 as amended", "A/HRC/43/L.31/Rev.1"),
        ("A/HRC/DEC41/104", "A/HRC/DEC/41/104"),
        ("A/HRC/DEC/18/114A", "A/HRC/DEC/18/114A"),
        ("A/HRC/DEC/OM/1/102", "A/HRC/DEC/OM/1/102"),
        ("A/HRC/RES/S-28/1 ", "A/HRC/RES/S-28/1"),
        ("E/CN.4/RES/1984/53", "E/CN.4/RES/1984/53"),
        ("E/CN.4/RES/22(XXXVI)", "E/CN.4/RES/22(XXXVI)"),
        ("E/CN.4/RES/20/(XXXV)", "E/CN.4/RES/20(XXXV)"),
        ("E/CN.4/RES/1A/(XXXV)", "E/CN.4/RES/1A(XXXV)"),
        ("E/CN.4/RES/5XXXII)", "E/CN.4/RES/5(XXXII)"),
        ("E/CN.4/RES7(XXX)", "E/CN.4/RES/7(XXX)"),
        ("E/CN.4/RESIIB(VIII)", "E/CN.4/RES/IIB(VIII)"),
        ("E/CN.4/RESII)", "E/CN.4/RES(II)"),
        ("E/CN.4/RES[XI]", "E/CN.4/RES(XI)"),
        ("E/CN.4/RES/VIII[XI]", "E/CN.4/RES/VIII(XI)"),
        ("E/HR/RES", "E/HR/RES"),
    ],
)
def test_symbols(printed, symbol):
    assert parse_symbol(printed) == symbol


def test_a_symbol_that_was_changed_is_kept_as_printed():
    row = parse(symbol="A/HRC/27/L.31 as orally revised", statement="")
    assert (row.symbol, row.symbol_as_printed) == ("A/HRC/27/L.31", "A/HRC/27/L.31 as orally revised")
    assert parse().symbol_as_printed == ""


@pytest.mark.parametrize(
    ("printed", "draft"),
    [
        ("Draft resolution A/HRC/37/L.36", "A/HRC/37/L.36"),
        ("Draft resolution A/HRC/43/L.31/Rev.1 as orally revised", "A/HRC/43/L.31/Rev.1"),
        ("Draft decision A/HRC/2/L.36 as amended", "A/HRC/2/L.36"),
        ("Draft resolution A/HRC/27L.15/Rev.1 as amended", "A/HRC/27/L.15/Rev.1"),
        ("Draft resolution A/HRC/S-28/L.1", "A/HRC/S-28/L.1"),
        ("Draft resolution A/HRC/27/L..15", "A/HRC/27/L.15"),
        ("Draft resolution A//HRC/40/L.1", "A/HRC/40/L.1"),
        ("Draft resolution A/HRC/46//L.21/Rev.1 as amended", "A/HRC/46/L.21/Rev.1"),
        ("Draft presidential statement /HRC/45/L.30", "A/HRC/45/L.30"),
        ("A/HRC/42/L.14 (Text not issued)", "A/HRC/42/L.14"),
        ("", ""),
        ("Draft resolution", ""),
        ("A/HRC/39/2 (Annex II) -", ""),
        ("Draft resolution E/CN.4/1984/L.86 as amended", "E/CN.4/1984/L.86"),
        ("Draft resolutionE/CN.4/2002/L.2/Rev.1", "E/CN.4/2002/L.2/Rev.1"),
        ("Draft resolution E/CN.4/L.493 B", "E/CN.4/L.493"),
        ("Draft decision 9 in E/CN.4/1984/3", ""),
        ("E/1984/14 (Annex II) -", ""),
    ],
)
def test_the_draft_out_of_its_sentence(printed, draft):
    assert parse_draft(printed, TextKind.RESOLUTION) == draft
    assert parse_draft(printed, TextKind.AMENDMENT) == ""


def test_only_an_amendment_amends():
    printed = "Amendment A/HRC/37/L.63 to draft resolution L.50"
    assert parse(title="Terrorism : amendment /", draft=printed).amends == "A/HRC/37/L.50"
    assert parse(title="Terrorism : amendment /", draft=printed).draft_symbol == ""
    assert parse(draft=printed).amends == ""


@pytest.mark.parametrize(
    ("statement", "symbol", "session"),
    [
        ("at its 37th session", "A/HRC/RES/37/23", "37"),
        ("", "A/HRC/RES/S-28/1", "S-28"),
        ("", "A/HRC/37/L.63", "37"),
        ("", "A/HRC/PRST/OS/3/1", "OS-3"),
        ("at its 38th session", "A/HRC/RES/37/23", "37"),  # the symbol knows better
        ("adopted at its 41st session", "A/HRC/DEC41/104", "41"),
        ("adopted at its 28th special session", "S28", "S-28"),
        ("at its 3rd Organizational Session", "?", "OS-3"),
    ],
)
def test_the_session(statement, symbol, session):
    assert parse_session(statement, symbol) == session


@pytest.mark.parametrize(
    ("statement", "symbol", "session"),
    [
        ("adopted at its 1st organizational meeting", "A/HRC/RES/OM/1/1", "OS-1"),
        ("adopted at its 2nd organizational session", "", "OS-2"),
        ("at its 1st nuclear session", "E/HR/RES", "CHR-N-1"),
        ("at its 40th session", "E/CN.4/RES/1984/53", "CHR-40"),
        ("at its 4th special session", "E/CN.4/RES/1999/S-4/1", "CHR-S-4"),
        # The symbol's own session, where the statement has another.
        ("at its 9th session", "E/CN.4/RES/IPARAGRAPH3(VIII)", "CHR-8"),
    ],
)
def test_sessions_of_both_bodies_and_of_every_kind(statement, symbol, session):
    assert parse_session(statement, symbol) == session


def test_without_a_session_there_is_no_text():
    with pytest.raises(ValueError, match="no session in 'adopted in Geneva'"):
        parse_session("adopted in Geneva", "A/HRC/OTHER")
