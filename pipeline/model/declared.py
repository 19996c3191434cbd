"""What is declared once and read by every system: what hangs on a declaration alone is worked out once."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Self, TypeVar, cast

from msgspec import Struct

Made = TypeVar("Made")


class Declared(Struct, frozen=True, dict=True):
    """A declaration, with whatever stages make of it alone; nothing in it belongs to a system."""

    def once(self, make: Callable[[Self], Made]) -> Made:
        """Return what a function makes of the declaration, which is called the first time only.

        Args:
            make: a function of a module, or a method of a class, never one that was made on the way.
        """
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    @cached_property
    def _made(self) -> dict[Callable[..., Any], Any]:
        return {}
