"""Rules that hold the facts of a text against one another and against the texts around it; one module a subject.

They use no database. `votes.checking.surroundings` reads what they need.
"""
