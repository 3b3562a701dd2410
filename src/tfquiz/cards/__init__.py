"""From a deck's file to a question, and from a typed answer to a judgement.

Pure: no clock, no chance, no environment, no process, no screen; those are arguments or belong to
other packages.
"""
