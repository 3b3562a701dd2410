"""Judging a reading: right, a slip, a known misconception, or wrong in words."""
