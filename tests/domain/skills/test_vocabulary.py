"""The list of skills: whole, each with a bit of its own, and how names and adverts are read with it."""

from __future__ import annotations

from carepost.domain.skills import bits_of, named_in, named_skills, skills, skills_of


def codes(found: tuple[object, ...]) -> list[str]:
    return [skill.code for skill in found]  # type: ignore[attr-defined]


def test_every_skill_has_a_bit_of_its_own_and_words_in_both_languages() -> None:
    bits = [skill.bit for skill in skills()]
    assert bits == sorted(set(bits))
    assert max(bits) < 63
    for skill in skills():
        assert skill.words
        assert skill.label.zh
        assert skill.label.en.count("(") == skill.label.en.count(")"), skill.label.en


def test_no_word_names_two_skills() -> None:
    words = [word for skill in skills() for word in skill.words]
    assert len(words) == len(set(words))


def test_a_list_of_names_states_the_skills_it_names_and_no_others() -> None:
    assert codes(named_skills("收银、电子表格")) == ["cashier", "spreadsheets"]
    assert codes(named_skills("缝纫（平车），sewing 会说笑话")) == ["sewing"]
    assert named_skills("不限收银经验") == ()
    assert named_skills("") == ()


def test_an_advert_is_read_for_words() -> None:
    assert codes(named_in("招收银员，负责收银、理货")) == ["cashier", "shelf_stocking"]
    assert named_in("工作轻松") == ()


def test_a_set_of_bits_holds_each_skill_once() -> None:
    sewing = skills_of(["sewing"])
    assert bits_of((*sewing, *sewing)) == 1 << sewing[0].bit
    assert bits_of(skills()) == sum(1 << skill.bit for skill in skills())
