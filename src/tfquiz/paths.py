"""Where tfquiz keeps its files.

Pure but for asking the platform for its user data folder: the value of `TFQUIZ_HOME` is an argument
from `cli`, and no folder is made here.
"""

from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "TFQUIZ_HOME"
"""The environment variable that names the data folder."""


@dataclass(frozen=True, slots=True)
class Places:
    """The files and folders of one learner."""

    home: Path
    """The data folder, absolute."""
    database: Path
    """The collection; in `home` unless another one was named."""

    @property
    def backups(self) -> Path:
        """Where copies of the collection are kept."""
        return backups_of(self.database)

    @property
    def config(self) -> Path:
        """The configuration file; it need not exist."""
        return self.home / "config.toml"

    @property
    def reports(self) -> Path:
        """Where reports of crashes are written."""
        return self.home / "reports"


def places(home: str | None, *, database: str | None = None) -> Places:
    """The places of a learner.

    Args:
        home: the value of `TFQUIZ_HOME`; None or "" for the platform's user data folder.
        database: another file for the collection, as given with `--db`.
    """
    folder = Path(home).expanduser() if home else _user_data()
    folder = folder.absolute()
    named = Path(database).expanduser().absolute() if database else folder / "collection.db"
    return Places(folder, named)


def backups_of(database: Path) -> Path:
    """Where copies of a collection are kept: beside it, in a folder named after it."""
    return database.with_name(f"{database.stem}-backups")


def _user_data() -> Path:
    # Costs a few milliseconds, which `TFQUIZ_HOME` saves.
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("tfquiz", appauthor=False)
