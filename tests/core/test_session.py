"""Sessions: their codes, names and ordinals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_session
from votes.core.choices import Body, SessionKind
from votes.core.models.session import build_ordinal
from votes.models import Session


@pytest.mark.parametrize(
    ("number", "ordinal"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (10, "10th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (20, "20th"),
        (21, "21st"),
        (37, "37th"),
        (43, "43rd"),
        (52, "52nd"),
        (101, "101st"),
        (111, "111th"),
        (112, "112th"),
        (1000, "1000th"),
    ],
)
def test_ordinals(number, ordinal):
    assert build_ordinal(number) == ordinal


@pytest.mark.parametrize(
    ("code", "body", "kind", "number", "name"),
    [
        ("37", Body.COUNCIL, SessionKind.REGULAR, 37, "37th session"),
        ("S-28", Body.COUNCIL, SessionKind.SPECIAL, 28, "28th special session"),
        ("OS-3", Body.COUNCIL, SessionKind.ORGANIZATIONAL, 3, "3rd organizational session"),
        ("CHR-61", Body.COMMISSION, SessionKind.REGULAR, 61, "Commission on Human Rights, 61st session"),
        (
            "CHR-S-1",
            Body.COMMISSION,
            SessionKind.SPECIAL,
            1,
            "Commission on Human Rights, 1st special session",
        ),
    ],
)
def test_a_code_names_a_session(code, body, kind, number, name):
    session = Session(**Session.parse_code(code))
    assert (session.body, session.kind, session.number) == (body, kind, number)
    assert session.code == code
    assert str(session) == name


@pytest.mark.parametrize(
    "code",
    ["", "S", "S-", "S28", "s-28", "37th", "-37", "3.7", "A/HRC/37", "12345", "３７", "²", " 37", "CHR"],
)
def test_what_is_not_a_code_is_refused(code):
    with pytest.raises(ValueError, match="is not a session: write 37, S-28 or OS-3"):
        Session.parse_code(code)


@given(st.sampled_from(Body), st.sampled_from(SessionKind), st.integers(1, 9999))
def test_code_and_session_go_back_and_forth(body, kind, number):
    session = Session(body=body, kind=kind, number=number)
    assert Session.parse_code(session.code) == {"body": body, "kind": kind, "number": number}


@given(st.text(max_size=12) | st.from_regex(r"(CHR-)?(S-|OS-)?\d{0,5}", fullmatch=True))
def test_any_text_is_a_session_or_a_value_error(text):
    try:
        fields = Session.parse_code(text)
    except ValueError:
        return
    assert Session.parse_code(Session(**fields).code) == fields


@pytest.mark.django_db
def test_the_page_of_a_session_has_its_code_as_address():
    assert make_session("S-28").get_absolute_url() == "/sessions/S-28/"
