"""Mechanical misconceptions: wrong ideas that are made by rewriting a program."""
