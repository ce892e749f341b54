"""What every section of config.toml has in common.

Unknown keys are refused, and no kind stands for another ("5" is no number): what was not
meant should not pass.
"""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo


class Table(BaseModel):
    """A section of config.toml."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    header: ClassVar[str]
    """As it stands in the file."""

    @classmethod
    def written(cls) -> dict[str, FieldInfo]:
        """Return its keys as the file has them; one may be no name for Python, as `not`."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}
