"""The doctor tries what is forbidden, and says so when it was possible."""

from tfquiz.sandbox.doctor import examine, is_safe_for_strangers


def test_every_layer_is_proven_on_this_system():
    layers = examine()
    assert [layer.name for layer in layers if not layer.enforced] == []
    assert is_safe_for_strangers(layers)
    assert all(layer.detail.startswith("tried; ") for layer in layers)


def test_a_spawned_worker_is_not_called_safe():
    layers = examine(spawn=True)
    holds = {layer.name: layer.enforced for layer in layers}
    assert not is_safe_for_strangers(layers)
    assert not holds["reading your files"]
    assert holds["running without end"]
    assert holds["code outside the lists"]
