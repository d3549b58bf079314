"""The one bridge from the database to the analysis: each function asks a fixed number of queries.

What comes back are plain dataclasses that hold model objects and results of `votes.analysis`; views and
presenters never query.
"""
