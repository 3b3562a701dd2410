import pytest

from tfquiz.cli.settings import check_looks
from tfquiz.config import NAMES, Settings, settings
from tfquiz.configfile import ConfigFile
from tfquiz.errors import FileError, TfquizError
from tfquiz.paths import Places


def test_options_go_over_environment_over_file_over_defaults():
    text = 'new_per_day = 5\nreviews_per_day = 50\nlanguage = "zh"\n'
    environment = {"TFQUIZ_REVIEWS_PER_DAY": "60", "TFQUIZ_LANGUAGE": "zh"}
    found = settings(text, environment, {"language": "en", "theme": None}, path="config.toml")
    assert (found.new_per_day, found.reviews_per_day, found.language) == (5, 60, "en")
    origins = [found.origin(name) for name in ("new_per_day", "reviews_per_day", "language")]
    assert origins == ["file", "environment", "option"]
    assert found.origin("day_start") == "default"


def test_every_mistake_in_the_file_is_told_with_its_line():
    text = "\nnew_per_day = -1\nnew_a_day = 3\n[keys]\n'study.undo' = 7\n"
    with pytest.raises(FileError) as caught:
        settings(text, {}, {}, path="config.toml")
    places = [(one.line, one.message.split(":")[0]) for one in caught.value.problems]
    assert [line for line, _ in places] == [2, 3, 5]
    assert "there is no setting `new_a_day`" in str(caught.value)


def test_a_file_that_is_not_toml_is_told_with_its_line():
    with pytest.raises(FileError, match=r"config\.toml:2: not valid TOML"):
        settings("day_start = 3\n[study\n", {}, {}, path="config.toml")


def test_keys_for_nothing_and_keys_that_there_are_not_are_told_with_their_lines(tmp_path):
    places = Places(tmp_path, tmp_path / "collection.db")
    text = '[keys]\n"study.hnit" = "f7"\n"study.undo" = "contrl+b"\n"study.copy" = "?,ctrl+k"\n'
    places.config.write_text(text)
    found = settings(text, {}, {}, path=str(places.config))
    with pytest.raises(FileError) as caught:
        check_looks(found, places)
    told = [(one.line, one.message) for one in caught.value.problems]
    assert told == [
        (2, "nothing can be given keys as `study.hnit`; is it `study.hint`?"),
        (3, "`study.undo`: there is no key `contrl+b`; see docs/keys.md"),
    ]


def test_a_variable_that_cannot_be_used_is_named():
    with pytest.raises(TfquizError, match="TFQUIZ_DAY_START"):
        settings(None, {"TFQUIZ_DAY_START": "25"}, {}, path="config.toml")


def test_file_and_settings_know_the_same_names_and_defaults():
    assert set(NAMES) == set(ConfigFile.model_fields)
    assert ConfigFile().model_dump() == {name: getattr(Settings(), name) for name in NAMES}


def test_a_value_that_does_not_do_is_told_with_what_would():
    text = 'new_per_day = -3\nlanguage = "fr"\ntheme = 4\nlanguagee = "zh"\n'
    with pytest.raises(FileError) as caught:
        settings(text, {}, {}, path="config.toml")
    assert str(caught.value).split("\n") == [
        "config.toml:1: `new_per_day` is -3; it should be greater than or equal to 0",
        "config.toml:2: `language` is 'fr'; it should be 'en', 'zh' or ''",
        "config.toml:3: `theme` is 4; it should be a valid string",
        "config.toml:4: there is no setting `languagee`; is it `language`?",
    ]


@pytest.mark.parametrize("where", ["file", "environment"])
def test_a_theme_that_there_is_not_is_told_with_the_nearest(tmp_path, where):
    places = Places(tmp_path, tmp_path / "collection.db")
    text = 'day_start = 5\ntheme = "darcula"\n' if where == "file" else ""
    variables = {} if where == "file" else {"TFQUIZ_THEME": "darcula"}
    places.config.write_text(text)
    found = settings(text, variables, {}, path=str(places.config))
    with pytest.raises(FileError) as caught:
        check_looks(found, places)
    place = f"{places.config}:2" if where == "file" else "TFQUIZ_THEME"
    assert str(caught.value) == f"{place}: there is no theme `darcula`; is it `dracula`?"


def test_a_theme_that_there_is_may_be_had(tmp_path):
    places = Places(tmp_path, tmp_path / "collection.db")
    check_looks(settings(None, {"TFQUIZ_THEME": "nord"}, {}, path="config.toml"), places)
