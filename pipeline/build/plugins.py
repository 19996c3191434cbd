"""Pydantic without plugins: a package that happens to be installed here sees no answers, and none is looked for."""

import os

_SWITCH = "PYDANTIC_DISABLE_PLUGINS"


def refuse_plugins() -> None:
    """Have pydantic load no plugins in this process and those that it starts.

    They may hear every value that is validated, and some send it elsewhere. Source: pydantic's page on plugins.
    """
    os.environ[_SWITCH] = "__all__"
