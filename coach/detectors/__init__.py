"""All moves, in the order of the recap: those that hurt, then those that help."""

from __future__ import annotations

from coach.core.noticing import Detector

ALL: tuple[Detector, ...] = ()
