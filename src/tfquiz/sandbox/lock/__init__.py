"""The operating system's lock on a child, by ctypes, without privileges and without dependencies.

Linux only: `lock` says what is really enforced, and elsewhere that is nothing.
"""
