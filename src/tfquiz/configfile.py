"""The shape of the configuration file, checked by pydantic; loaded only where there is one."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class ConfigFile(BaseModel):
    """`config.toml` in the data folder; every setting may be left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Literal["en", "zh", ""] = Field(
        "", description="Language of explanations; empty for the locale's."
    )
    new_per_day: Annotated[int, Field(ge=0, le=1000)] = Field(
        10, description="New cards a day; 0 for none."
    )
    reviews_per_day: Annotated[int, Field(ge=0, le=10_000)] = Field(
        100, description="Reviews a day, without repeats and new cards."
    )
    day_start: Annotated[int, Field(ge=0, le=23)] = Field(
        4, description="The hour at which a study day begins."
    )
    spread: bool = Field(
        False, description="Whether cards come back a little before or after their day."
    )
    theme: str = Field("", description="Name of the theme; empty for the one chosen last.")
    keys: dict[str, str] = Field(
        {}, description='Other keys, by the id of what they do: `"study.undo" = "ctrl+b"`.'
    )
