"""The settings of a run: declared once, merged from options, variables, a file and defaults into one frozen value.

An option wins over the environment variable ``CRACKCITE_<NAME>``, which wins over ``crackcite.toml`` (or
``[tool.crackcite]`` in ``pyproject.toml``), which wins over the default.
"""

from crackcite.settings.declared import FAIL_ON, SETTINGS, SEVERITIES, Holds, Setting, Settings
from crackcite.settings.files import File, configuration
from crackcite.settings.merging import cache_folder, gathered, merge
from crackcite.settings.values import SettingsError, plain, seconds

__all__ = [
    "FAIL_ON",
    "SETTINGS",
    "SEVERITIES",
    "File",
    "Holds",
    "Setting",
    "Settings",
    "SettingsError",
    "cache_folder",
    "configuration",
    "gathered",
    "merge",
    "plain",
    "seconds",
]
