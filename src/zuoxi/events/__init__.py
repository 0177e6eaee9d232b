"""What happened, to whom, when: the closed family of facts."""

from zuoxi.events.outcome import SEVERITY_ORDER, Evidence, Outcome, Reason, Severity, Verdict, merge_verdicts

__all__ = ["SEVERITY_ORDER", "Evidence", "Outcome", "Reason", "Severity", "Verdict", "merge_verdicts"]
