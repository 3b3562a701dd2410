"""What can be written after `tfquiz`. Only words: nothing is imported or done here."""

import argparse
from typing import NoReturn

import tfquiz
from tfquiz.cli.terminal import clean

_DESCRIPTION = """\
Learn what array code really does: predict what NumPy, TensorFlow and Python give.
Every question is made by running the real library on random inputs."""

_EPILOG = """\
start here:
  tfquiz study                 pick a deck and answer the first question
  tfquiz stats                 how it goes
  tfquiz add-deck FILE         add a deck of your own (docs/decks.md says how to write one)

Your reviews are kept in the folder that `tfquiz decks` names; TFQUIZ_HOME changes it."""


_YES = "run a stranger's deck even where its code cannot be confined"


class _Parser(argparse.ArgumentParser):
    """One whose complaints repeat no control code out of a file's name."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and exit with 2."""
        super().error(clean(message))


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; `options.command` is "module:function" of `tfquiz.cli`."""
    top: argparse.ArgumentParser = _Parser(
        prog="tfquiz",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"tfquiz {tfquiz.__version__}")
    top.set_defaults(command=None)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for add in (_study, _stats, _decks, _import, _author, _data, _system):
        add(commands)
    return top


Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def _command(
    commands: "Commands[argparse.ArgumentParser]", name: str, function: str, text: str,
    *, database: bool = True,
) -> argparse.ArgumentParser:  # fmt: skip
    one = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    one.set_defaults(command=function)
    if database:
        one.add_argument("--db", metavar="FILE", help="another collection than the usual one")
    return one


def _study(commands: "Commands[argparse.ArgumentParser]") -> None:
    one = _command(commands, "study", "study:study", "answer what is due today")
    one.add_argument("deck", nargs="?", metavar="DECK", help="only this deck")
    one.add_argument("--lang", metavar="LANG", help="language of explanations: en or zh")


def _stats(commands: "Commands[argparse.ArgumentParser]") -> None:
    one = _command(commands, "stats", "stats:stats", "show how the learning goes")
    one.add_argument("--json", action="store_true", help="for scripts: one JSON object")
    one.add_argument("--since", metavar="DATE", help="only reviews from this day on, 2026-11-23")
    one.add_argument("--deck", metavar="DECK", help="only this deck")
    one.add_argument("--lang", metavar="LANG", help="language of titles: en or zh")


def _decks(commands: "Commands[argparse.ArgumentParser]") -> None:
    one = _command(commands, "add-deck", "decks:add_decks", "add decks, or bring them up to date")
    one.add_argument(
        "files", nargs="+", metavar="FILE", help="a deck's file, or a shipped deck's name"
    )
    one.add_argument("--yes", action="store_true", help="add a stranger's deck without asking")
    one.add_argument(
        "--take-over",
        action="store_true",
        help="let the deck replace one of the same id that came from elsewhere",
    )
    one = _command(commands, "decks", "decks:list_decks", "list shipped and added decks")
    one.add_argument("--json", action="store_true", help="for scripts: one JSON object")


def _import(commands: "Commands[argparse.ArgumentParser]") -> None:
    one = _command(commands, "import", "importing:import_sources", "make a deck of your notes")
    one.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="Markdown, text copied from a web page, a notebook, HTML, a Python file, or a name "
        "such as numpy.concatenate or tf.nn",
    )
    one.add_argument("-o", "--output", metavar="FILE", help="the deck's file")
    one.add_argument(
        "--overwrite",
        action="store_true",
        help="replace also what you changed by hand in FILE; that is kept as FILE.old",
    )
    one.add_argument("--study", action="store_true", help="add the deck and ask at once")
    one.add_argument("--lang", metavar="LANG", help="with --study: en or zh")


def _author(commands: "Commands[argparse.ArgumentParser]") -> None:
    one = _command(
        commands, "check", "author:check", "test a deck: what its author has to mend",
        database=False,
    )  # fmt: skip
    one.add_argument("files", nargs="+", metavar="FILE", help="a deck's file or shipped name")
    one.add_argument("--yes", action="store_true", help=_YES)
    one.add_argument("--draws", type=int, default=200, metavar="N", help="draws a template (200)")
    one.add_argument("--json", action="store_true", help="for scripts: one JSON object")
    one.add_argument("--note", metavar="ID", help="only this note")
    one = _command(
        commands, "questions", "author:questions", "write questions as JSON lines", database=False
    )
    one.add_argument("file", metavar="FILE_OR_DECK", help="a deck's file or shipped name")
    one.add_argument("--yes", action="store_true", help=_YES)
    one.add_argument("--count", type=int, default=20, metavar="N", help="how many (20)")
    one.add_argument("--seed", type=int, default=0, metavar="S", help="which ones (0)")
    one.add_argument("--json", action="store_true", help="JSON lines; otherwise as text")
    one.add_argument("--note", metavar="ID", help="only this note")
    one = _command(
        commands, "preview", "author:preview", "show a deck's questions as learners see them",
        database=False,
    )  # fmt: skip
    one.add_argument("file", metavar="FILE", help="a deck's file or shipped name")
    one.add_argument("--yes", action="store_true", help=_YES)
    one.add_argument("--seed", type=int, default=0, metavar="N", help="other inputs (0)")
    one.add_argument("--note", metavar="ID", help="only this note")
    one.add_argument("--lang", metavar="LANG", default="en", help="en or zh (en)")
    one = _command(
        commands, "schema", "author:schema", "write the JSON Schema of decks, for editors",
        database=False,
    )  # fmt: skip


def _data(commands: "Commands[argparse.ArgumentParser]") -> None:
    one = _command(commands, "backup", "data:backup", "copy the collection to a safe place")
    one.add_argument("file", nargs="?", metavar="FILE", help="where to; else among the backups")
    one = _command(commands, "restore", "data:restore", "go back to a backup")
    one.add_argument("file", nargs="?", metavar="FILE", help="the backup; none lists them")
    one = _command(commands, "export", "data:export", "write everything as JSON lines")
    one.add_argument("file", metavar="FILE", help="where to; - for standard output")
    one.add_argument("--csv", action="store_true", help="only the reviews, as CSV")
    one = _command(commands, "merge", "data:merge", "take in your own export from another machine")
    one.add_argument("file", metavar="FILE", help="what `tfquiz export` wrote")


def _system(commands: "Commands[argparse.ArgumentParser]") -> None:
    _command(
        commands, "doctor", "doctor:doctor", "try each layer of protection on this machine",
        database=False,
    )  # fmt: skip
    one = _command(commands, "config", "config:config", "show every setting and where it is from")
    one.add_argument("--json", action="store_true", help="for scripts: one JSON object")
