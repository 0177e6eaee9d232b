"""One module a step, named by its number; `revision` and `down_revision` chain them. It refuses to hold anything else."""
