"""The model is the one the coder was measured with."""

import shutil

import pytest

from dateline.transforms.coder import knowledge


def test_the_installed_model_is_the_pinned_one():
    knowledge.check_model(knowledge.model_folder())


def test_an_altered_model_is_refused_by_the_name_of_the_file(tmp_path):
    copy = tmp_path / "model"
    shutil.copytree(knowledge.model_folder(), copy)
    (copy / "meta.json").write_text("{}")
    with pytest.raises(knowledge.BadModel, match=r"meta\.json"):
        knowledge.check_model(copy)


def test_versions_are_said():
    known = knowledge.load_knowledge()
    assert known.coder_version
    assert known.ontology_version.startswith("plover")
    assert len(known.lexicon_version) == 16
