import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.bundled import bundled
from coach.core.talk import HELPS, HURTS
from coach.detectors.kit import plain_words
from coach.moves.encoder import TURN_WORDS, last_words
from coach.moves.reader import MoveReader, SilentReader

APOLOGY = {
    "topic": "the school run",
    "before": "You left me waiting an hour.",
    "turn": "I'm so sorry. That was my fault.",
}


@pytest.fixture
def copied(tmp_path):
    folder = tmp_path / "moves"
    shutil.copytree(bundled("models/moves"), folder)
    return folder


def test_without_its_files_it_reads_nothing(tmp_path):
    reader = MoveReader.load(tmp_path)
    assert isinstance(reader, SilentReader)
    assert reader.read(**APOLOGY) == {}


@pytest.mark.parametrize("name", ["model.bin", "heads.npz", "phrases.npz", "tokenizer.json", "calibration.json"])
def test_a_damaged_file_silences_it_and_stops_no_talk(copied, name):
    (copied / name).write_bytes(b"not what it was")
    assert MoveReader.load(copied).read(**APOLOGY) == {}


def test_it_reads_a_plain_apology_and_says_by_which_words(reader):
    reading = reader.read(**APOLOGY)["apology"]
    assert reading.reached
    assert reading.sure
    assert "sorry" in reading.words


def test_it_reads_the_turn_and_not_what_was_said_before(reader):
    readings = reader.read(topic="the school run", before="I'm so sorry. That was my fault.", turn="Pass me the salt.")
    assert not readings["apology"].reached


def test_talk_about_nothing_reaches_nothing(reader):
    readings = reader.read(
        topic="", before="Shall I turn it over?", turn="It starts at half past eight on the other side."
    )
    assert [kind for kind, reading in readings.items() if reading.reached] == []


def test_readings_are_probabilities_and_sure_is_stricter_than_reached(reader):
    readings = reader.read(**APOLOGY)
    assert set(readings) <= {*HURTS, *HELPS}
    assert all(0.0 <= reading.probability <= 1.0 for reading in readings.values())
    assert all(reading.reached for reading in readings.values() if reading.sure)
    assert all(not reading.words for reading in readings.values() if not reading.reached)


def test_without_a_topic_nothing_leaves_it_or_comes_back(reader):
    readings = reader.read(**{**APOLOGY, "topic": ""})
    assert "topic_drift" not in readings
    assert "topic_return" not in readings
    assert "apology" in readings


def test_the_same_line_gives_the_same_reading(reader):
    assert reader.read(**APOLOGY) == reader.read(**APOLOGY)
    assert reader.read(**APOLOGY) == MoveReader.load().read(**APOLOGY)


@pytest.mark.parametrize("turn", ["", "   ", "\n"])
def test_nothing_said_is_nothing_read(reader, turn):
    assert reader.read(topic="money", before="Well?", turn=turn) == {}


def test_only_the_end_of_a_long_turn_is_read(reader):
    end = "word " * (TURN_WORDS - 7) + "I'm so sorry. That was my fault."
    assert reader.read(topic="", before="", turn="x " * 50_000 + end) == reader.read(topic="", before="", turn=end)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(topic=st.text(max_size=40), before=st.text(max_size=200), turn=st.text(max_size=400))
def test_no_text_makes_it_fail(reader, topic, before, turn):
    for reading in reader.read(topic=topic, before=before, turn=turn).values():
        assert set(reading.words) <= {word for word, _, _ in plain_words(last_words(turn, TURN_WORDS))}


def test_lone_surrogates_and_markup_are_only_text(reader):
    assert isinstance(reader.read(topic="\ud800", before="\x1b[31m", turn="[red]\udfff sorry[/red] [MASK] [SEP]"), dict)


def test_a_blow_is_likelier_where_the_talk_has_just_hurt(reader):
    said = {"topic": "the school run", "before": "I was late, I know.", "turn": "Course you were. And who stood there?"}
    calm, hurt, worse = (reader.read(**said, hurt_lately=n) for n in (0, 1, 3))
    for kind in ("blame", "dismissal"):
        assert calm[kind].probability < hurt[kind].probability < worse[kind].probability
    for kind in HELPS:
        if kind in calm:
            assert calm[kind].probability == worse[kind].probability


def test_more_blows_than_three_tell_no_more(reader):
    assert reader.read(**APOLOGY, hurt_lately=3) == reader.read(**APOLOGY, hurt_lately=50)
