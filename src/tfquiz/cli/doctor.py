"""`tfquiz doctor`: each layer of protection, and whether it really holds on this machine."""

import argparse

from tfquiz.sandbox.doctor import Layer, examine, is_safe_for_strangers


def doctor(options: argparse.Namespace) -> int:
    """Try what each layer forbids; 1 if something that a stranger's deck needs does not hold."""
    del options
    layers = examine()
    for line in as_lines(layers):
        print(line)
    if is_safe_for_strangers(layers):
        print("A stranger's deck can run here without harm.")
        return 0
    print("Some of this does not hold here: add only decks whose authors you trust.")
    return 1


def as_lines(layers: list[Layer], *, details: bool = True) -> list[str]:
    """What a deck is kept from, a line each, and how that was found out."""
    lines = []
    for layer in layers:
        state = "blocked" if layer.enforced else "POSSIBLE"
        lines.append(f"  {state:<8} {layer.name}")
        if layer.detail and (details or not layer.enforced):
            lines.append(f"           {layer.detail}")
    return lines
