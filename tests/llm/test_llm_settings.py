"""Which model is asked and where: what is given goes before the environment, and the key never shows."""

from __future__ import annotations

import pytest

from placet.errors import UsageError
from placet.llm import Settings, settings

HERE = "http://127.0.0.1:8080/v1"


def test_nothing_named_means_no_model():
    assert settings(environment={}) is None
    assert settings(environment={"PLACET_LLM_KEY": "k"}) is None


def test_options_go_before_the_environment():
    held = {"PLACET_LLM_MODEL": "small", "PLACET_LLM_ADDRESS": HERE, "PLACET_LLM_MODE": "native"}
    assert Settings("small", HERE, "native") == settings(environment=held)
    assert Settings("large", "https://models.test/v1", "prompted") == settings(
        "large", "https://models.test/v1/", "prompted", environment=held
    )


def test_the_key_comes_from_the_environment_and_is_not_shown():
    held = settings("small", HERE, environment={"PLACET_LLM_KEY": "top-secret"})
    assert held is not None
    assert "top-secret" == held.key
    assert "top-secret" not in repr(held)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("small", ""), "which server has 'small'? Give --model-address or set PLACET_LLM_ADDRESS"),
        (("", HERE), "the address of a model is given but not its name: give --model or set PLACET_LLM_MODEL"),
        (("a\nb", HERE), "'a\\nb' is no name of a model"),
        (("", "", "native"), "a mode is given but no model: give --model or set PLACET_LLM_MODEL"),
        (("small", HERE, "magic"), "'magic' is no mode; there are tool, native, prompted"),
        (("small", "file:///etc/passwd"), "'file:///etc/passwd' is no address of a model's server"),
        (("small", "127.0.0.1:8080"), "'127.0.0.1:8080' is no address of a model's server"),
        (("small", "http://127.0.0.1:no/v1"), "'http://127.0.0.1:no/v1' is no address of a model's server"),
        (("small", "https://me:pass@models.test/v1"), "the model's address holds more than host and path"),
        (("small", "https://models.test/v1?key=1"), "the model's address holds more than host and path"),
    ],
)
def test_what_cannot_be_meant_is_refused(given, said):
    with pytest.raises(UsageError) as refused:
        settings(*given, environment={})
    assert str(refused.value).startswith(said)
    assert "pass@" not in str(refused.value)


def test_a_key_does_not_travel_in_the_open():
    key = {"PLACET_LLM_KEY": "top-secret"}
    with pytest.raises(UsageError, match=r"would travel to models\.test unencrypted") as refused:
        settings("small", "http://models.test/v1", environment=key)
    assert "top-secret" not in str(refused.value)
    for fine in (HERE, "http://localhost:1234/v1", "http://[::1]:1234", "https://models.test/v1"):
        assert settings("small", fine, environment=key)
    assert settings("small", "http://models.test/v1", environment={})


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "ключ"])
def test_a_key_that_is_none_is_refused_without_showing_it(key):
    with pytest.raises(UsageError, match="PLACET_LLM_KEY holds something that cannot be a key") as refused:
        settings("small", HERE, environment={"PLACET_LLM_KEY": key})
    assert key not in str(refused.value)
