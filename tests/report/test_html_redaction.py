"""What both did not tick is not in the file; the partners' names are replaced wherever they stand."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

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
from coach.report.html import Ticked, render_html
from coach.report.json_form import render_json
from coach.report.markdown import render_markdown
from coach.report.redaction import redacted, wording
from tests.report.page import assert_inert
from tests.report.worded import own, with_words

NEVER = ("zzthreat", "zzcontrol", "zzfile", "zzprivate")
# Each word stands in one part only, and goes with what is ticked for it.
GOES_WITH = {
    "zzkind": {"helpful", "quotes"},
    "zzrepair": {"helpful", "quotes"},
    "zzboth": {"helpful"},
    "zzhurt": {"hurtful", "quotes"},
    "zzlanded": {"hurtful"},
    "zztry": {"hurtful"},
    "zzloop": {"patterns"},
    "zzagreed": {"agreements"},
    "zzparked": {"parking_lot"},
    "zzpractise": {"practice"},
    "zznote": {"counts"},
    "4242": {"counts"},
    "zzline": {"reflections"},
    "3 of 5": {"mood"},
    "zzturn": {"transcript"},
}
TALK = Recap(
    session=Session("x", "the dishes", 600.0, "zzfile.wav", "zzfile"),
    partners={
        "A": PartnerCounts("Maya", 300.0, 0.5, 4242, 30, 30.0, 2, 3),
        "B": PartnerCounts("Tom", 300.0, 0.5, 4242, 30, 30.0, 2, 3),
    },
    turns=(RecapTurn(1, "A", 0.0, 9.0, "zzturn one"), RecapTurn(2, "B", 9.0, 12.0, "zzturn two")),
    moments=(
        RecapMoment(1, "A", "blame", "hurts", 1.0, 2.0, "zzhurt", 0.9, "", title="Zzlanded", try_instead="zztry", id=1),
        RecapMoment(2, "B", "validation", "helps", 9.0, 9.5, "zzkind", 0.9, "", title="Understanding", id=2),
        RecapMoment(2, "B", "threat", "hurts", 10.0, 11.0, "zzthreat", 0.9, "", title="zzthreat", id=3),
    ),
    patterns=(
        RecapPattern("demand_withdraw", 0.7, (1, 2), "A", "B", "zzloop", "zzloop offer"),
        RecapPattern("coercion", 0.9, (2,), title="zzcontrol", offer="zzcontrol"),
    ),
    agreements=(RecapAgreement(2, "B", "zzagreed"),),
    strengths=("Tom — understanding: “zzkind”", "You zzboth"),
    to_practise={"A": "zzpractise", "B": "zzpractise"},
    parking_lot=(RecapParked(1, "zzparked"),),
    repairs=(RepairMade(2, "B", "zzrepair", received=True),),
    timeline=Timeline(warmth=((1.0, 0.1), (3.0, 0.2), (6.0, 0.3), (9.0, 0.4))),
    notes=("zznote",),
    private=(RecapMoment(2, "B", "threat", "hurts", 10.0, 11.0, "zzprivate", 0.9, "", title="zzprivate"),),
)
OWN = {
    "A": own("zzline", after=3),
    "B": own(before=2),
}
FIELDS = Ticked.__struct_fields__
SOME = st.sets(st.sampled_from(FIELDS)).map(lambda on: Ticked(**{name: name in on for name in FIELDS}))
FEW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def on(ticked):
    return {name for name in FIELDS if getattr(ticked, name)}


@FEW
@given(SOME)
def test_what_is_not_ticked_is_not_in_the_file_and_what_is_ticked_is(ticked):
    told = render_html(TALK, ticked=ticked, own=OWN).lower()
    for words, needs in GOES_WITH.items():
        assert (words in told) == (needs <= on(ticked)), (words, on(ticked))
    assert not [words for words in NEVER if words in told]


@FEW
@given(SOME)
def test_markdown_and_json_of_the_redacted_recap_hold_no_more(ticked):
    trimmed = redacted(TALK, ticked)
    for told in (render_markdown(trimmed).lower(), render_json(trimmed).decode().lower()):
        for words, needs in GOES_WITH.items():
            assert needs <= on(ticked) or words not in told
        assert not [words for words in NEVER if words in told]


def test_without_counts_the_numbers_are_gone():
    told = render_html(TALK, ticked=Ticked(counts=False))
    for gone in ("From start to end", "Room to speak", "<svg", "10 minutes", "questions"):
        assert gone not in told
    trimmed = json.loads(render_json(redacted(TALK, Ticked(counts=False))))
    assert trimmed["turns"] == []
    assert trimmed["session"]["duration_s"] == 0
    assert trimmed["timeline"]["warmth"] == []


def test_for_themselves_everything_but_the_talk_word_by_word():
    told = render_html(TALK, own=OWN).lower()
    assert not [words for words, needs in GOES_WITH.items() if (words in told) != (needs != {"transcript"})]
    assert "zzfile.wav" in told
    assert "zzprivate" in told.split("for your eyes")[1]


def test_ticks_from_a_kept_talk():
    assert on(Ticked.of(["counts", "helpful", "agreements", "mood", "parking_lot"])) == {
        "counts", "helpful", "quotes", "patterns", "practice", "agreements", "mood", "parking_lot",
    }  # fmt: skip
    assert on(Ticked.of([])) == {"quotes"}
    assert "hurtful" in on(Ticked.of(["hurtful"]))


# --- names ------------------------------------------------------------------------------------------------------------


def called(a, b):
    return replace(
        TALK,
        partners={who: replace(TALK.partners[who], name=name) for who, name in (("A", a), ("B", b))},
    )


NEW = {"A": "Partner A", "B": "Partner B"}


@pytest.mark.parametrize("said", ["Maya", "maya", "MAYA", "Maya's", "(Maya)", "maya_and_tom", "Tom—Maya", "“Tom,”"])
def test_names_are_replaced_everywhere(said):
    lines = {"A": own(f"I love {said}.")}
    talk = with_words(called("Maya", "Tom"), f"I told {said} so.")
    told = render_html(talk, ticked=Ticked(transcript=True), names=NEW, own=lines)
    assert "Partner A" in told
    assert not re.search("maya|tom", told.partition("</style>")[2], re.IGNORECASE)
    encoded = render_json(redacted(talk, Ticked(transcript=True), NEW)).decode()
    assert not re.search("maya|tom", encoded, re.IGNORECASE)


@pytest.mark.parametrize(
    ("a", "b", "said", "shown"),
    [
        ("Maya", "Tom", "Tomorrow, Tom and Amaya come.", "Tomorrow, Partner B and Amaya come."),
        ("Maya Lin", "Tom", "Maya said so. Maya Lin did.", "Partner A said so. Partner A did."),
        (
            "Will",
            "May",
            "I will, and you may, Will. May? WILL!",
            "I will, and you may, Partner A. Partner B? Partner A!",
        ),
        ("Tom", "Partner A", "Tom and Partner A", "Partner A and Partner B"),  # in one pass: no name is replaced twice
        ("Ann (x.*", "Tom", "Ann (x.* spoke", "Partner A spoke"),
        ("Zoë", "Łukasz", "zoë, ŁUKASZ", "Partner A, Partner B"),
        ("", "Tom", "Tom and", "Partner B and"),
        ("A", "B", "A talk. a B.", "Partner A talk. a Partner B."),
    ],
)
def test_names_inside_words(a, b, said, shown):
    assert wording(called(a, b), NEW)(said) == shown


def test_one_name_alone():
    told = wording(called("Maya", "Tom"), {"B": "my partner"})
    assert told("Maya met tom.") == "Maya met my partner."


def test_a_wish_without_a_name_still_hides_it():
    assert wording(called("Maya", "Tom"), {"A": " ", "B": ""})("Maya met Tom.") == "Partner A met Partner B."
    assert redacted(TALK, None, {"A": ""}).partners["A"].name == "Partner A"


def test_a_long_name_is_no_trouble():
    assert wording(called("N" * 10_000, "Tom"), NEW)("n" * 10_000 + " met Tom") == "Partner A met Partner B"


@FEW
@given(a=st.text(min_size=2, max_size=12), b=st.text(min_size=2, max_size=12), words=st.text(max_size=30))
def test_any_names_and_words(a, b, words):
    recap = with_words(called(a, b), f"{a} {words} {b}")
    for ticked in (None, Ticked()):
        assert_inert(render_html(recap, ticked=ticked, names=NEW))
