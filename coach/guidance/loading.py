"""Rules from a folder, checked by their own examples, and added to the coach's detectors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from coach.core.cleaning import clean
from coach.core.noticing import Context, Detector, Example
from coach.core.talk import Header, Kind, Span, Utterance
from coach.detectors import ALL
from coach.detectors.kit import either, plain_words
from coach.errors import GuidanceError
from coach.guidance.phrases import Shape, finder, shape_of
from coach.guidance.rule_file import Rule, RuleFile, parsed, read
from coach.guidance.wording import CUE_WORDS, MOST_WORDS, TITLE_WORDS, as_cue, not_fitting

MOST_FILES = 100


def load_guidance(folder: Path) -> tuple[tuple[Detector, ...], tuple[str, ...]]:
    """The rules in `folder` (*.toml, by name), and what is to be told about those that were left out or bent. Never raises.

    A rule at level "off" is checked, and rests.
    """
    rules: list[Detector] = []
    warnings: list[str] = []
    try:
        files = sorted(path for path in folder.expanduser().iterdir() if _is_rule(path))
    except (OSError, ValueError, RuntimeError) as error:  # also a name that no system takes, and nobody's home
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return (), (
            clean(f"{folder}: your own rules could not be read: {reason}. Look at guidance.folder in config.toml."),
        )
    if len(files) > MOST_FILES:
        warnings.append(clean(f"{folder}: only the first {MOST_FILES} of {len(files)} rules are read."))
    for path in files[:MOST_FILES]:
        try:
            rule = _rule(read(path), warnings)
        except GuidanceError as error:
            warnings.append(f"{error.message} {error.hint} The rule is left out.")
        else:
            if rule.level != "off":
                rules.append(rule)
    return tuple(rules), tuple(warnings)


def _is_rule(path: Path) -> bool:
    return path.suffix.lower() == ".toml" and not path.name.startswith(".") and path.is_file()


def with_guidance(detectors: Sequence[Detector], rules: Sequence[Detector]) -> tuple[Detector, ...]:
    """The detectors, each with the rules of its kind: one moment a kind, in the rule's own words where a rule found it."""
    by_kind: dict[Kind, list[Detector]] = defaultdict(list)
    for rule in rules:
        by_kind[rule.kind].append(rule)
    return tuple(_joined(one, by_kind[one.kind]) if one.kind in by_kind else one for one in detectors)


def _joined(own: Detector, rules: Sequence[Detector]) -> Detector:
    return replace(own, added=(*own.added, *rules), find=either(*(rule.find for rule in rules), own.find))


# --- one rule ---------------------------------------------------------------------------------------------------------


def _rule(file: RuleFile, told: list[str]) -> Detector:
    """`told` takes what is bent, and slips that may well be why a rule fails further on."""
    rule, slips = parsed(file)
    told += slips
    own = next(one for one in ALL if one.kind == rule.kind)
    title = _fitting(file, rule, own, "title", told)
    tip = _fitting(file, rule, own, "tip", told)
    source = clean(rule.source) or "your own rules"
    made = replace(own, title=title, tip=tip, source=source, level=rule.level, cues=(), misses="", guesses_who=False)
    made = _at_its_level(file, made, rule, told)
    find = finder(_shapes(file, rule, "phrases"), _shapes(file, rule, "unless"), tone=own.tone, label=made.label)
    made = replace(made, find=find, examples=tuple(_examples(file, rule)))
    _check(file, made, rule)
    return made


def _fitting(file: RuleFile, rule: Rule, own: Detector, key: str, told: list[str]) -> str:
    """The file's title or tip where a couple may read it, else the coach's own."""
    said, instead = clean(getattr(rule, key)), str(getattr(own, key))
    if said and (reason := not_fitting(said, most=TITLE_WORDS if key == "title" else MOST_WORDS)):
        told.append(_bent(file, key, f"the {key} is not shown: {reason}", "The coach's own stands in."))
        return instead
    return said or instead


def _at_its_level(file: RuleFile, made: Detector, rule: Rule, told: list[str]) -> Detector:
    """A cue says the tip, so only a short tip can be one; what is said of a threat is said afterwards and in private."""
    if rule.kind == "threat":
        reason = "a threat is never a cue"
    elif made.tip != clean(rule.tip):
        reason = "a cue says the tip, and there is none of its own"
    elif short := not_fitting(made.tip, most=CUE_WORDS[made.tone]):
        reason = f"a cue says the tip, and {short}"
    else:
        return replace(made, cues=(as_cue(made.tip),))
    if rule.level == "cue":
        instead = (
            "It ends the coaching, and each can look at it alone."
            if rule.kind == "threat"
            else "The rule is for the recap."
        )
        told.append(_bent(file, "level", reason, instead))
    return replace(made, level="recap") if made.level == "cue" else made


def _bent(file: RuleFile, key: str, what: str, instead: str) -> str:
    error = file.fault(what, instead, line=file.line_of(key))
    return f"{error.message} {error.hint}"


def _shapes(file: RuleFile, rule: Rule, key: str) -> tuple[Shape, ...]:
    shapes = []
    for phrase in getattr(rule, key):
        try:
            shapes.append(shape_of(clean(phrase)))
        except ValueError as error:
            raise file.fault(str(error), "Write the words as they are said.", line=file.line_of(key, phrase)) from error
    return tuple(shapes)


# --- its examples -----------------------------------------------------------------------------------------------------


def _examples(file: RuleFile, rule: Rule) -> Iterator[Example]:
    for line in rule.finds:
        example = _example(file, "finds", line)
        if not example.finds:
            raise file.fault(
                "an example of what is found has no [brackets]",
                "Put brackets around exactly the words.",
                line=file.line_of("finds", line),
            )
        yield example
    for line in rule.leaves:
        example = _example(file, "leaves", line)
        if example.finds:
            raise file.fault(
                "an example of what is left alone has [brackets]",
                "Take them out, or move the line to finds.",
                line=file.line_of("leaves", line),
            )
        yield example


def _example(file: RuleFile, key: str, line: str) -> Example:
    """The line without its brackets, and the characters between them."""
    text, spans, opened = "", [], -1
    for character in clean(line):
        if character not in "[]":
            text += character
        elif (character == "[") is (opened < 0):
            if character == "]":
                spans.append(Span(1, opened, len(text)))
            opened = len(text) if character == "[" else -1
        else:
            opened = -2
            break
    if opened != -1:
        raise file.fault(
            "the [brackets] of an example are not in pairs", "Each [ has its ].", line=file.line_of(key, line)
        )
    return Example((Utterance(n=1, speaker="A", start=0.0, end=1.0 + len(text) / 15, text=text),), tuple(spans))


def _check(file: RuleFile, rule: Detector, said: Rule) -> None:
    """Every example, run. Raises GuidanceError for the first that does not do what it says."""
    context = Context(header=Header(id="example"))
    for line, example in zip((*said.finds, *said.leaves), rule.examples, strict=True):
        text = example.lines[0].text
        found = _words(text, [span for one in rule.find(example.lines, context) for span in one.spans])
        wanted = _words(text, example.finds)
        if found == wanted:
            continue
        key = "finds" if example.finds else "leaves"
        what = f"found: {_quoted(text, found)}; to be found: {_quoted(text, wanted)}"
        hint = "Change the phrases, unless, or the example."
        raise file.fault(f"an example of {key} fails; {what}", hint, line=file.line_of(key, line))


def _words(text: str, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Where the words lie that the spans cover: commas and brackets' edges do not matter."""
    places = dict.fromkeys((start, end) for _, start, end in plain_words(text))
    return tuple((start, end) for start, end in places if any(span.start < end and start < span.end for span in spans))


def _quoted(text: str, words: Sequence[tuple[int, int]]) -> str:
    shown = " ".join(text[start:end] for start, end in words[:12])
    return f"“{shown}”" if shown else "nothing"
