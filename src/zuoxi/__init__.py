"""Zuoxi makes a written customer-service standard run. It holds no behaviour of its own; the rooms below do."""
