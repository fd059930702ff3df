from __future__ import annotations

import json

import pytest

from coach.transcripts import read_transcript


@pytest.fixture
def written(tmp_path):
    """Write a file and read it as a transcript."""

    def write_and_read(name, content, **options):
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return read_transcript(path, **options)

    return write_and_read
