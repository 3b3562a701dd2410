"""From any note to a deck: find the code, bring it up to date, leave its data open, prove it.

Sources are read as text; what they hold is a stranger's code and runs only through a runner that
is handed in. Nothing here draws, asks the learner, or touches the store.
"""
