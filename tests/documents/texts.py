"""Texts in the form that the Council prints, written for the tests."""

SHORT = """Guided by the Charter,
Recalling its earlier resolutions on the subject,
1. Calls upon all States to work together in dialogue;
2. Requests a study.
54th meeting
23 March 2018
[Adopted by a recorded vote of 2 to 1, with 1 abstention. The voting was as follows:
In favour:
Brazil, China
Against:
Cuba
Abstaining:
Egypt]
"""
LATER = """Guided by the Charter,
Recalling its earlier resolutions on the subject,
Mindful of the sovereignty of each State,
1. Calls upon all States to work together in open dialogue;
2. Condemns double standards;
3. Requests a study.
"""
