"""A therapist's own phrase rules: files of words, checked on load, added to the coach's own detectors."""

from coach.guidance.loading import load_guidance, with_guidance

__all__ = ["load_guidance", "with_guidance"]
