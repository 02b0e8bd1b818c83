"""Values that carry what nobody may read over a shoulder: access tokens, keys and what is handed to processes."""

from typing import Any, ClassVar


class Discreet:
    """Beside Struct: a value whose `hidden` fields are left out where it is printed, in a log or a traceback."""

    __slots__ = ()
    hidden: ClassVar[tuple[str, ...]]
    __struct_fields__: ClassVar[tuple[str, ...]]

    def __repr__(self) -> str:
        told: dict[str, Any] = {name: getattr(self, name) for name in self.__struct_fields__}
        shown = (f"{name}={one!r}" for name, one in told.items() if name not in self.hidden)
        return f"{type(self).__name__}({', '.join(shown)})"
