"""A small talk's recap, made by hand, with something in every part of it."""

from __future__ import annotations

import pytest

from coach.core.recap import (
    PartnerCounts,
    Recap,
    RecapAgreement,
    RecapMoment,
    RecapParked,
    RecapPattern,
    RecapTurn,
    RepairMade,
    Session,
    Timeline,
)


def moment(turn, speaker, kind, tone, start, quote, **more):  # noqa: PLR0917 - in the recap's own order
    return RecapMoment(turn, speaker, kind, tone, start, start + 2, quote, more.pop("confidence", 0.9), "", **more)


@pytest.fixture
def recap():
    return Recap(
        session=Session("x", "how we split the housework", 912.4, "talk.wav", "base.en"),
        partners={
            "A": PartnerCounts("Maya", 488.0, 0.58, 1210, 61, 38.2, 2, 9),
            "B": PartnerCounts("Tom", 353.4, 0.42, 902, 60, 21.0, 1, 4),
        },
        turns=(RecapTurn(1, "A", 0.0, 4.2, "You never help."), RecapTurn(2, "B", 4.4, 6.0, "I do.")),
        moments=(
            moment(
                7, "A", "blame", "hurts", 31.0, "you never help", title="Blame", cue="One feeling, one need?", outcome="cued",
                try_instead="Say what happened, what you felt, and what you would like.", id=1,
            ),
            moment(
                9, "B", "defensiveness", "hurts", 40.0, "well, you don't either, and you know it, and so does everybody who "
                "has seen our kitchen", title="On the defence", id=2,
                try_instead="Own the part that is true, even a small one, before you explain.",
            ),
            moment(12, "A", "interruption", "hurts", 65.0, "No, wait", title="Coming in early", outcome="repaired", id=3),
            moment(20, "B", "validation", "helps", 130.0, "that makes sense", title="Understanding", id=4),
        ),
        patterns=(
            RecapPattern(
                "demand_withdraw", 0.7, (7, 9, 12), from_="A", to="B",
                title="One presses, the other goes quiet, and round again",
                offer="One names a single need, without criticism. The other says “I'm overwhelmed” and asks for a break.",
            ),
        ),
        agreements=(
            RecapAgreement(31, "B", "take the bins out on Sundays", confirmed=True),
            RecapAgreement(33, "A", "cook on Wednesdays"),
        ),
        strengths=("Tom — understanding: “that makes sense”", "You caught a hard moment by yourselves."),
        to_practise={"A": "Say what happened, what you felt, and what you would like.", "B": "Say back what you heard."},
        parking_lot=(RecapParked(15, "your mother's calls"),),
        repairs=(RepairMade(14, "A", "sorry, go on", received=True),),
        timeline=Timeline(warmth=((0.0, 0.1), (200.0, -0.6), (400.0, -0.2), (600.0, 0.4), (900.0, 0.9))),
        notes=("3 stretches could not be made out. They are left out of every count.",),
    )  # fmt: skip
