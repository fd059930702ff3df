"""All moves, in the order of the recap: those that hurt, then those that help."""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.agreement import agreement
from coach.detectors.apology import apology
from coach.detectors.appreciation import appreciation
from coach.detectors.backchannel import backchannel
from coach.detectors.blame import blame
from coach.detectors.break_proposal import break_proposal
from coach.detectors.compromise import compromise
from coach.detectors.defensiveness import defensiveness
from coach.detectors.demand import demand
from coach.detectors.dismissal import dismissal
from coach.detectors.i_statement import i_statement
from coach.detectors.interruption import interruption
from coach.detectors.mind_reading import mind_reading
from coach.detectors.open_question import open_question
from coach.detectors.past_grievance import past_grievance
from coach.detectors.personal_attack import personal_attack
from coach.detectors.positive_intent import positive_intent
from coach.detectors.reassurance import reassurance
from coach.detectors.reflection import reflection
from coach.detectors.repair import repair
from coach.detectors.request import request
from coach.detectors.threat import threat
from coach.detectors.topic_drift import topic_drift
from coach.detectors.topic_return import topic_return
from coach.detectors.validation import validation
from coach.detectors.vulnerability import vulnerability
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
    i_statement,
    vulnerability,
    validation,
    reflection,
    open_question,
    appreciation,
    apology,
    repair,
    compromise,
    request,
    break_proposal,
    topic_return,
    agreement,
    reassurance,
    positive_intent,
    backchannel,
)
