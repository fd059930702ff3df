"""The folder that talks are kept in: where it is, how it is locked, and how all of it goes away at once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from coach.settings import Keeping, Settings, data_folder, folder_named
from coach.store.files import alone, destroy
from coach.store.vault import destroy_vault, lock_of

# By name: a configuration may point at a folder full of other things.
_OURS = (
    "index", "remembered", "index.old", "remembered.old", "vault.json.old", ".*.part",
    "keys/*.key", "keys/*.key.old", "keys/.*.part", "talks/*.talk", "talks/*.talk.old", "talks/.*.part",
    "journals/*.journal", "journals/*.key", "journals/*.key.old", "journals/.*.part",
)  # fmt: skip


def folder_of(keeping: Keeping) -> Path:
    """Where talks are kept: as configured, else the user's data folder. Raises ConfigError where there is no such place."""
    if keeping.folder:
        return folder_named(keeping.folder, "keeping.folder")
    return data_folder() / "kept"


def forget_everything(folder: Path) -> int:
    """Destroys the vault, every key and every file of ours in `folder`; needs no passphrase. How many talks there were."""
    if not folder.is_dir():
        return 0
    with alone(folder / ".lock"):
        talks = len(list((folder / "talks").glob("*.talk")))
        destroy_vault(folder)
        for pattern in _OURS:
            for path in sorted(folder.glob(pattern)):
                if path.is_file() or path.is_symlink():
                    destroy(path)
        for name in ("keys", "talks", "journals"):
            with suppress(OSError):  # something of somebody else's lies in there
                (folder / name).rmdir()
    with suppress(OSError):
        (folder / ".lock").unlink()
        folder.rmdir()
    return talks


def storage_state(settings: Settings) -> str:
    """One line for `coach doctor`: where talks are kept, behind which lock, for how long, and how to change it."""
    keeping = settings.keeping
    folder = folder_of(keeping)
    how_long = f"for {keeping.keep_days} days" if keeping.keep_days else "until you forget them"
    lock = lock_of(folder)
    if lock is None:
        return f"nothing kept yet; would go to {folder}, {how_long} ([keeping] in config.toml)"
    talks = len(list((folder / "talks").glob("*.talk")))
    locked = {
        "key_ring": "locked, key in the system's key ring",
        "passphrase": "locked with your passphrase",
        "none": "NOT locked: who can read your files can read them",
    }[lock]
    return (
        f"{talks} {'talk' if talks == 1 else 'talks'} in {folder}, {locked}, {how_long}. Another lock: coach lock --help; "
        "erase: coach forget; "
        "another time or place: [keeping] in config.toml"
    )
