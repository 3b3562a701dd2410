"""The learner's collection: the only package that knows a database is there.

`store.collection` is the door; `store.records` holds what goes through it, as plain frozen data,
and `store.errors` what can go wrong. Rows and SQL never leave this package.
"""
