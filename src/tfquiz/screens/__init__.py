"""The screens package."""
