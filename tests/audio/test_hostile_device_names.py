"""The sound server may call a device anything: what is shown is short, on one line, and steers no terminal."""

from __future__ import annotations

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.audio.microphone import devices, open_microphones
from coach.cli.listening import _number_or_name
from coach.errors import MicrophoneError
from tests.audio.fake_sounddevice import FakeDevice, FakeSounddevice

NAMES = st.text(max_size=40) | st.sampled_from(
    [
        "\x1b]0;owned\x07",
        "[red]USB[/red]",
        "\u202eeno",
        "a\nb\r\x9b2J",
        "m" * 10_000,
        "\x1b[31m" * 5000,
        "",
        "\ud800",
        "12",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=1, max_size=12), wanted=NAMES | st.just("9" * 5000))
def test_any_names(monkeypatch, names, wanted):
    fake = FakeSounddevice(*(FakeDevice(name, refuses=f"busy \x1b[2J {name}") for name in names))
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    for one in devices():
        assert one.name
        assert one.name.isprintable()
        assert len(one.name) <= 120
    with pytest.raises(MicrophoneError) as caught:
        open_microphones(wanted)
    for text in (caught.value.message, caught.value.hint):
        assert text.isprintable()
        assert len(text) < 2000


def test_what_looks_like_a_number_and_is_none():
    assert [_number_or_name(one) for one in ("3", "²", "9" * 5000, "usb")] == [3, "²", "9" * 5000, "usb"]
