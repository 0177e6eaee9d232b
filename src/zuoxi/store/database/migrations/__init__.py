"""The steps by which a database comes to the tables of this version: forward only, one file a step.

A test runs them all and compares the result with the tables as the code knows them. It refuses to go back: a backup does.
"""
