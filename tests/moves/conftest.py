import pytest

from coach.moves.reader import MoveReader


@pytest.fixture(scope="session")
def reader() -> MoveReader:
    """The learned layer as it ships, loaded once: it holds nothing of what it read."""
    made = MoveReader.load()
    assert isinstance(made, MoveReader), "models/moves is missing or damaged"
    return made
