"""The Council's agenda. Pure."""

# Since its sixth session: resolution 5/1 of 18 June 2007, annex, part V, section B. A printed title may differ.
AGENDA = {
    1: "Organizational and procedural matters",
    2: "Annual report of the United Nations High Commissioner for Human Rights and reports of the Office of the High "
    "Commissioner and the Secretary-General",
    3: "Promotion and protection of all human rights, civil, political, economic, social and cultural rights, "
    "including the right to development",
    4: "Human rights situations that require the Council's attention",
    5: "Human rights bodies and mechanisms",
    6: "Universal periodic review",
    7: "Human rights situation in Palestine and other occupied Arab territories",
    8: "Follow-up to and implementation of the Vienna Declaration and Programme of Action",
    9: "Racism, racial discrimination, xenophobia and related forms of intolerance, follow-up to and implementation of "
    "the Durban Declaration and Programme of Action",
    10: "Technical assistance and capacity-building",
}
# The first regular session with this agenda.
FIRST_SESSION = 6
