"""Where the study is, which cut is asked for, where to serve, and the limits on what is read."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "MONITOR_"
DEMO = Path(__file__).resolve().parent / "demo"
"""The embedded study, found beside this module whatever the working directory."""
STUDY_FILE = "study.toml"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class SettingsError(ValueError):
    """Settings that cannot be used; the text names each with its variable."""


class Settings(BaseSettings):
    """One run of the program. Each field can be given as MONITOR_<FIELD> in the environment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    study: Path | None = None
    """The study file; default: study.toml in the data folder."""
    data: Path = DEMO
    """The folder of datasets; default: the embedded demo."""
    as_of: date | None = None
    """Show the study as known on this day."""
    host: str = "127.0.0.1"
    port: int | None = Field(default=None, ge=1, le=65535)
    """None: 8050, or the next free one."""
    max_files: int = Field(default=1_000, ge=1)
    """A folder with more files is not read."""
    max_file_mb: int = Field(default=2_000, ge=1)
    """A larger file is not read."""

    @field_validator("as_of", mode="before")
    @classmethod
    def _only_iso(cls, value: object) -> object:
        """Refuse what pydantic would also take for a date: seconds since 1970, a date with a time."""
        if isinstance(value, str) and not _ISO_DATE.fullmatch(value):
            raise ValueError("must be a date such as 2011-12-31")
        return value

    @property
    def study_file(self) -> Path:
        """The study file that is read."""
        return self.study or self.data / STUDY_FILE

    @property
    def is_demo(self) -> bool:
        """Whether the embedded study is shown."""
        return self.data.resolve() == DEMO


def read(given: Mapping[str, str | Path | date | int | None] | None = None) -> Settings:
    """Read the environment; what is `given` (command line) goes before it, None means not given."""
    chosen = {key: value for key, value in (given or {}).items() if value is not None}
    try:
        return Settings.model_validate(chosen)
    except ValidationError as error:
        lines = [f"{PREFIX}{'_'.join(map(str, each['loc'])).upper()}: {each['msg']}" for each in error.errors()]
        raise SettingsError("\n".join(lines)) from error
