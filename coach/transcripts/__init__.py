"""Talks that were written down: read from files, in the forms people have them."""

from coach.transcripts.reading import is_transcript, read_transcript

__all__ = ["is_transcript", "read_transcript"]
