"""Forms with weights of their own, as files: read from YAML or a table, written as a template to fill in."""

from zuoxi.store.scorecards.reading import find_scorecard, read_shipped
from zuoxi.store.scorecards.template import write_template

__all__ = ["find_scorecard", "read_shipped", "write_template"]
