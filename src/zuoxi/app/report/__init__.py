"""The report: one self-contained page that works from disk, without network."""

from zuoxi.app.report.page import write_report

__all__ = ["write_report"]
