"""Programs and what running them gave. Data only: nothing here runs or judges anything.

The sandbox's child reads these too, so this package needs nothing but the standard library.
"""
