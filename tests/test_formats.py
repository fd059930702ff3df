"""docs/formats.md says of every form each field that it has, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from coach.core.events import AudioLost, Cued, Heard, Hearing, Noticed, SpeechBegan, Started
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
    SoftSentence,
    Timeline,
)
from coach.core.talk import Cue, Header, Moment, Utterance
from coach.guidance.rule_file import Rule
from coach.report.stream import line
from coach.store.homework import Homework
from coach.store.kept import PARTS, Answered, Kept, PartnersOwn
from coach.store.packet import Packet, PacketTalk
from coach.transcripts.json_forms import _Own, _Turn

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/formats.md").read_text("utf-8")
FORMS: dict[str, type[msgspec.Struct]] = {
    "in a transcript": _Own,
    "in its turn": _Turn,
    "in a recap": Recap,
    "in its session": Session,
    "of a partner": PartnerCounts,
    "of a turn": RecapTurn,
    "of a moment": RecapMoment,
    "of a pattern": RecapPattern,
    "of an agreement": RecapAgreement,
    "of what was put aside": RecapParked,
    "of a repair": RepairMade,
    "of something soft": SoftSentence,
    "of the time line": Timeline,
    "in an assignment": Homework,
    "in a rule": Rule,
    "in a packet": Packet,
    "of its talk": PacketTalk,
    "of a kept talk": Kept,
    "a partner's own": PartnersOwn,
    "of an answer": Answered,
}
READ_ONLY = ("in a transcript", "in its turn", "in an assignment", "in a rule")
HEADER = Header(id="t", names=("Maya", "Tom"))
LINES = (
    Started(at=0, header=HEADER),
    SpeechBegan(at=0, channel=0, speaker="A"),
    Hearing(at=0, channel=0, speaker="A", text="I"),
    Heard(at=1, utterance=Utterance(1, "A", 0, 1, "I see.")),
    Noticed(at=1, moment=Moment(1, "blame", "hurts", "A", 1, 0, 1, (), 0.9)),
    Cued(at=1, cue=Cue(1, "A", 1, "Say what you felt.", (1,), "hurts", 8)),
    AudioLost(at=1, seconds=1, reason="The microphone was unplugged."),
)


def table(title: str) -> list[str]:
    """The first cell of each row of the table that begins so."""
    (found,) = re.findall(rf"^\| {re.escape(title)} \| ?.*\|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    return [row.split("|")[1] for row in found.splitlines()]


def test_every_table_of_fields_is_compared_with_the_program():
    titles = set(re.findall(r"^\| ((?:in|of) [^|]+|a partner's own) \| \|$", PAGE, re.MULTILINE))
    assert titles == set(FORMS)


@pytest.mark.parametrize("title", FORMS)
def test_the_fields_of_a_form(title):
    written = [name for cell in table(title) for name in re.findall(r"`([a-z_]+)`", cell)]
    assert len(written) == len(set(written))
    assert set(written) == {field.encode_name for field in msgspec.structs.fields(FORMS[title])}


@pytest.mark.parametrize("title", READ_ONLY)
def test_what_may_be_missing_is_in_italics(title):
    optional = {name for cell in table(title) for name in re.findall(r"\*`([a-z_]+)`\*", cell)}
    fields = msgspec.structs.fields(FORMS[title])
    assert optional == {one.encode_name for one in fields if not one.required} - {"schema"}


@pytest.mark.parametrize("event", LINES, ids=lambda event: type(event).__name__)
def test_the_fields_of_a_line_of_the_stream(event):
    told = msgspec.json.decode(line(event) or b"")
    (row,) = re.findall(rf"^\| `{told['type']}` \| (.*) \|$", PAGE, re.MULTILINE)
    assert re.findall(r"`([a-z_]+)`", row) == [name for name in told if name not in {"type", "t", "lag"}]


def test_every_type_of_line_is_compared():
    compared = {msgspec.json.decode(line(event) or b"")["type"] for event in LINES}
    assert {name.strip(" `") for name in table("type")} == compared | {"recap"}


def test_every_part_that_can_be_shared_is_named():
    (row,) = re.findall(r"^\| \*`share`\* \| (.*) \|$", PAGE, re.MULTILINE)
    assert re.findall(r"`([a-z_]+)`", row) == list(PARTS)


def test_every_schema_of_the_program_is_on_the_page():
    program = "".join(path.read_text("utf-8") for path in (ROOT / "coach").rglob("*.py"))
    written = set(re.findall(r"coach\.[a-z]+/(?=[1\"])", program))
    assert written
    assert written == set(re.findall(r"coach\.[a-z]+/(?=1)", PAGE))
