"""Which findings count: rules chosen, severities agreed on, comments in the text, what is accepted, the baseline.

Pure but for :mod:`crackcite.sift.keeping`, which reads and writes the file of the baseline.
"""

from crackcite.sift.baseline import Baseline, BaselineError, written
from crackcite.sift.gate import exit_code
from crackcite.sift.keeping import prepared
from crackcite.sift.policy import Policy, policy
from crackcite.sift.renewal import remarks, renewed, stale
from crackcite.sift.selecting import UnknownRuleError, counts, resolved, sifted
from crackcite.sift.settling import settled

__all__ = [
    "Baseline",
    "BaselineError",
    "Policy",
    "UnknownRuleError",
    "counts",
    "exit_code",
    "policy",
    "prepared",
    "remarks",
    "renewed",
    "resolved",
    "settled",
    "sifted",
    "stale",
    "written",
]
