"""Rows, labels and sentences for templates and downloads. No queries, no HTML."""
