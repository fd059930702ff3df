"""Help lines by country, from the bundled list: each with its source, all with the day on which they were seen."""

from __future__ import annotations

import datetime as dt
import os

import msgspec
from msgspec import Struct

from coach.bundled import bundled
from coach.errors import CoachError

EVERYWHERE = "In danger, call your local emergency number."
CHECK = "Numbers change. Please check before you rely on one, from a device that only you use."


class HelpLine(Struct, frozen=True):
    country: str  # ISO 3166: GB, or AU-NSW for a part of a country; EU for the member states that joined
    name: str
    call: str
    emergency: str
    source: str
    text: str = ""  # how to write instead of calling


class HelpLines(Struct, frozen=True):
    seen_on: dt.date
    line: tuple[HelpLine, ...]

    def of(self, country: str) -> tuple[HelpLine, ...]:
        """Those of a country such as GB or AU-NSW, with those of its parts or its whole; none where none was verified."""
        code = country.strip().upper().replace("_", "-")
        whole = code.partition("-")[0]
        found = [one for one in self.line if whole and one.country.partition("-")[0] == whole]
        return tuple(sorted(found, key=lambda one: one.country != code))

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.country for one in self.line))


def help_lines() -> HelpLines:
    try:
        return msgspec.toml.decode(bundled("helplines.toml").read_bytes(), type=HelpLines)
    except (OSError, ValueError) as error:
        raise CoachError("The list of help lines can't be read.", EVERYWHERE) from error


def usual_country() -> str:
    """A guess from the machine's language setting (en_GB -> GB); "" where it says nothing. To offer, not to rely on."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        place = os.environ.get(name, "").partition(".")[0].partition("_")[2]
        if len(place) == 2 and place.isalpha():
            return place.upper()
    return ""


def told(country: str) -> tuple[str, ...]:
    """What a person reads: the lines of their country, or that none is known; the emergency number; how old the list is."""
    lines = help_lines()
    found = lines.of(country)
    said = [
        f"{one.name}: {one.call}" + (f" (or text {one.text})" if one.text else "") + _where(one, country)
        for one in found
    ]
    if not found:
        said.append(f"For your country no line is known here. Known: {', '.join(lines.countries)}.")
    emergency = sorted({one.emergency for one in found})
    said.append(f"In danger, call {' or '.join(emergency)}." if emergency else EVERYWHERE)
    return (*said, f"Seen on {lines.seen_on.isoformat()}. {CHECK}")


def _where(line: HelpLine, country: str) -> str:
    return "" if line.country == country.strip().upper() else f" [{line.country}]"
