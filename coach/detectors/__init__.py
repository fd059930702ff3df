"""All moves, in the order of the recap: those that hurt, then those that help."""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.blame import blame
from coach.detectors.defensiveness import defensiveness
from coach.detectors.demand import demand
from coach.detectors.dismissal import dismissal
from coach.detectors.interruption import interruption
from coach.detectors.mind_reading import mind_reading
from coach.detectors.past_grievance import past_grievance
from coach.detectors.personal_attack import personal_attack
from coach.detectors.threat import threat
from coach.detectors.topic_drift import topic_drift
from coach.detectors.winning import winning
from coach.detectors.withdrawal import withdrawal

ALL: tuple[Detector, ...] = (
    blame,
    personal_attack,
    past_grievance,
    topic_drift,
    interruption,
    dismissal,
    defensiveness,
    demand,
    withdrawal,
    mind_reading,
    threat,
    winning,
)
