"""MARCXML written by hand, for tests of its reader."""

from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.loc.gov/MARC21/slim"
Field = tuple[str, dict[str, str]]

FIELDS: list[Field] = [
    ("245", {"a": "The right to food :", "b": "resolution /", "c": "adopted at its 37th session"}),
    ("269", {"a": "20180323"}),
    ("500", {"a": "Main sponsors : Cuba"}),
    ("591", {"a": "RECORDED"}),
    ("791", {"a": "A/HRC/RES/37/10"}),
    ("856", {"u": "http://undocs.org/A/HRC/RES/37/10", "y": "Resolution"}),
    ("856", {"u": "http://undocs.org/A/HRC/37/L.14", "y": "Draft resolution"}),
    ("952", {"a": "Adopted at the 54th meeting"}),
    ("967", {"a": "1", "b": "CHN", "d": "Y", "e": "CHINA"}),
    ("967", {"a": "2", "b": "USA", "d": "N", "e": "UNITED STATES"}),
    ("981", {"a": "Human Rights Council"}),
    ("991", {"a": "A/HRC/37/2", "b": "3.", "c": "Promotion -", "d": "RIGHT TO FOOD"}),
    ("992", {"a": "2018-03-23"}),
    ("993", {"a": "Draft resolution A/HRC/37/L.14"}),
    ("996", {"b": "1", "c": "1", "d": "0", "e": "0", "f": "2"}),
]


def write_field(tag: str, subfields: dict[str, str]) -> str:
    inside = "".join(f"<subfield code={quoteattr(c)}>{escape(t)}</subfield>" for c, t in subfields.items())
    return f'<datafield tag="{tag}" ind1=" " ind2=" ">{inside}</datafield>\n'


def write_record(number: str = "30855", fields: list[Field] | None = None) -> str:
    fields = FIELDS if fields is None else fields
    control = f'<controlfield tag="001">{escape(number)}</controlfield>\n' if number else ""
    return f"<record>\n{control}{''.join(write_field(*field) for field in fields)}</record>\n"


def write_collection(*records: str, namespace: str = NAMESPACE, head: str = "") -> bytes:
    where = f' xmlns="{namespace}"' if namespace else ""
    collection = f"<collection{where}>\n{''.join(records)}</collection>\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{collection}'.encode()


def change_field(tag: str, subfields: dict[str, str]) -> list[Field]:
    """The fields, with this one in place of those of its tag; {} leaves them out."""
    others = [field for field in FIELDS if field[0] != tag]
    return [*others, (tag, subfields)] if subfields else others
