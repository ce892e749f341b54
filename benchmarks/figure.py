"""One number of the table, and what bounds it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number."""

    what: str
    who: str
    value: float
    floor: float | None = None
    ceiling: float | None = None
    """For what is better the less it is."""

    @property
    def is_bad(self) -> bool:
        """Whether it is below its floor or above its ceiling."""
        low = self.floor is not None and self.value < self.floor
        return low or (self.ceiling is not None and self.value > self.ceiling)

    @property
    def bound(self) -> str:
        """Floor or ceiling, as it is printed."""
        if self.floor is not None:
            return f"{self.floor:.3f}"
        return "" if self.ceiling is None else f"at most {self.ceiling:.3f}"
