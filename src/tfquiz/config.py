"""What a learner may set: options over environment over file over defaults.

Pure: the file's text and the environment are arguments. pydantic is only loaded when there is
something to check, so that a learner who sets nothing waits for nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal

from tfquiz.errors import FileError, Problem, TfquizError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PREFIX = "TFQUIZ_"
"""Environment variables are called `TFQUIZ_NEW_PER_DAY` and so on."""
Origin = Literal["default", "file", "environment", "option"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting."""

    language: str = ""
    """Language of explanations, "en" or "zh"; empty for the locale's."""
    new_per_day: int = 10
    """New cards a day; 0 for none."""
    reviews_per_day: int = 100
    """Reviews a day, without repeats and new cards."""
    day_start: int = 4
    """The hour at which a study day begins."""
    spread: bool = False
    """Whether cards come back a little before or after their day."""
    theme: str = ""
    """Name of the theme; empty for the one chosen last."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Other keys, by the id of what they do; `docs/keys.md` lists the ids."""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """Where each setting that is not the default comes from."""

    def origin(self, name: str) -> Origin:
        """Where a setting comes from."""
        return self.origins.get(name, "default")


NAMES = tuple(one.name for one in fields(Settings) if one.name != "origins")


def settings(
    text: str | None, environment: Mapping[str, str], options: Mapping[str, Any], *, path: str
) -> Settings:
    """Put the settings together.

    Args:
        text: the configuration file's text; None if there is none.
        environment: the process's environment.
        options: settings given on the command line, by name; None values do not count.
        path: the file, for messages.

    Raises:
        FileError: with every problem of the file, each with its line.
        TfquizError: if a variable of the environment cannot be used.
    """
    found = Settings()
    if text is not None:
        found = _with(found, _from_file(text, path), "file")
    named = {name: environment.get(PREFIX + name.upper()) for name in NAMES if name != "keys"}
    given = {name: value for name, value in named.items() if value}
    if given:
        found = _with(found, _from_environment(given), "environment")
    return _with(found, {name: one for name, one in options.items() if one is not None}, "option")


def _with(found: Settings, values: Mapping[str, Any], origin: Origin) -> Settings:
    origins = {**found.origins, **dict.fromkeys(values, origin)}
    return replace(found, **values, origins=origins)


def _from_file(text: str, path: str) -> dict[str, Any]:
    # Only a learner who has written a file pays for checking it.
    import tomllib  # noqa: PLC0415

    from pydantic import ValidationError  # noqa: PLC0415

    from tfquiz.cards.places import find_places, toml_problem  # noqa: PLC0415
    from tfquiz.configfile import ConfigFile  # noqa: PLC0415

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileError([toml_problem(text, path, str(error))]) from None
    try:
        checked = ConfigFile.model_validate(data)
    except ValidationError as error:
        places = find_places(text)
        problems = [Problem(path, places.line(one["loc"]), _message(one)) for one in error.errors()]
        raise FileError(problems) from None
    return checked.model_dump(exclude_unset=True)


def _from_environment(given: Mapping[str, str]) -> dict[str, Any]:
    from pydantic import ValidationError  # noqa: PLC0415

    from tfquiz.configfile import ConfigFile  # noqa: PLC0415

    try:
        return ConfigFile.model_validate(dict(given), strict=False).model_dump(exclude_unset=True)
    except ValidationError as error:
        lines = [f"{PREFIX}{str(one['loc'][0]).upper()}: {_message(one)}" for one in error.errors()]
        raise TfquizError("\n".join(lines)) from None


def _message(error: "ErrorDetails") -> str:
    """One of pydantic's errors in a sentence, with what was given."""
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return no_such("setting", name, NAMES)
    wanted = error["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return f"`{name}` is {error['input']!r}; it {wanted[:1].lower()}{wanted[1:]}"


def no_such(kind: str, name: str, there: Sequence[str]) -> str:
    """What to say of a name that means nothing, where these do."""
    from difflib import get_close_matches  # noqa: PLC0415

    near = get_close_matches(name, there, n=1)
    meant = f"is it `{near[0]}`?" if near else f"there are {', '.join(there)}"
    return f"there is no {kind} `{name}`; {meant}"
