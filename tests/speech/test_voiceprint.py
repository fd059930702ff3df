from __future__ import annotations

from contextlib import suppress
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import StoreError
from coach.sound import RATE
from coach.speech.features import FRAMES_A_SECOND, SIZE, features
from coach.speech.voiceprint import VoicePrint, expected_margin
from tests.speech.made_voices import ANNA, BEN, CLARA, spoken


@pytest.fixture(scope="module")
def anna() -> VoicePrint:
    return VoicePrint.from_samples(spoken(ANNA, 6, seed=1))


@pytest.fixture(scope="module")
def ben() -> VoicePrint:
    return VoicePrint.from_samples(spoken(BEN, 6, seed=2))


def test_features_are_one_row_each_ten_milliseconds():
    heard = features(spoken(ANNA, 1.0))
    assert heard.values.shape == (98, SIZE)
    assert heard.values.dtype == np.float32
    assert heard.voiced_seconds > 0.8


@pytest.mark.parametrize("n", [0, 1, 399])
def test_sound_shorter_than_a_window_has_no_rows(n: int):
    assert features(np.zeros(n, np.float32)).values.shape == (0, SIZE)


def test_silence_is_not_voiced():
    assert features(np.zeros(RATE, np.float32)).voiced_seconds == 0
    quiet_end = np.concatenate([spoken(ANNA, 1.0), np.zeros(RATE, np.float32)])
    assert features(quiet_end).voiced[FRAMES_A_SECOND + 3 :].sum() == 0


def test_loudness_makes_nobody_another_person():
    sound = spoken(ANNA, 1.0)
    assert np.allclose(features(sound).values, features(0.1 * sound).values, atol=0.02)


def test_a_voice_fits_its_own_print_better(anna: VoicePrint, ben: VoicePrint):
    for voice, own, other in [(ANNA, anna, ben), (BEN, ben, anna)]:
        rows = features(spoken(voice, 2, seed=7)).told_by
        assert own.log_likelihood(rows).mean() > other.log_likelihood(rows).mean() + 1


def test_the_same_sound_gives_the_same_print(anna: VoicePrint):
    assert VoicePrint.from_samples(spoken(ANNA, 6, seed=1)).to_bytes() == anna.to_bytes()


def test_too_little_voice_gives_no_print():
    with pytest.raises(ValueError, match="too few"):
        VoicePrint.from_samples(spoken(ANNA, 0.3))


def test_the_margin_grows_with_the_difference(anna: VoicePrint, ben: VoicePrint):
    same = VoicePrint.from_samples(spoken(ANNA, 6, seed=9))
    assert expected_margin(anna, same) < expected_margin(anna, ben) - 5


def test_teaching_moves_the_print_towards_what_was_said(anna: VoicePrint):
    rows = features(spoken(CLARA, 4, seed=3)).told_by
    taught = anna.update(spoken(CLARA, 2, seed=4))
    assert taught.log_likelihood(rows).mean() > anna.log_likelihood(rows).mean() + 1
    assert taught.frames > anna.frames


def test_teaching_with_silence_changes_nothing(anna: VoicePrint):
    assert anna.update(np.zeros(RATE, np.float32)) is anna


def test_a_print_survives_being_stored(anna: VoicePrint):
    back = VoicePrint.from_bytes(anna.to_bytes())
    rows = features(spoken(BEN, 1)).told_by
    assert np.array_equal(back.log_likelihood(rows), anna.log_likelihood(rows))
    assert back.to_bytes() == anna.to_bytes()


def test_another_version_is_refused(anna: VoicePrint):
    stored = bytearray(anna.to_bytes())
    stored[7] = 2
    with pytest.raises(StoreError, match="this version"):
        VoicePrint.from_bytes(bytes(stored))


def test_numbers_that_make_no_sense_are_refused(anna: VoicePrint):
    broken = VoicePrint(anna.weights, anna.means, -anna.variances, anna.frames)
    with pytest.raises(StoreError, match="no sense"):
        VoicePrint.from_bytes(broken.to_bytes())
    lost = VoicePrint(anna.weights, np.full_like(anna.means, np.nan), anna.variances, anna.frames)
    with pytest.raises(StoreError, match="no sense"):
        VoicePrint.from_bytes(lost.to_bytes())


@cache
def short_print() -> bytes:
    return VoicePrint.from_samples(spoken(ANNA, 1.5)).to_bytes()


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 10_000), junk=st.binary(max_size=64))
def test_a_torn_print_is_refused_and_never_crashes(cut: int, junk: bytes):
    whole = short_print()
    torn = whole[: cut % len(whole)] + junk
    with suppress(StoreError):
        VoicePrint.from_bytes(torn)
        assert len(torn) == len(whole), "only bytes of the right length may pass"
