"""Two people in one chat keep their own facts; the one spoken of comes forward."""

from tests.bot.dialogue.talk import Talk

OSTERSUND = {"place": "Östersund", "place_code": "2380"}
UMEA = {"place": "Umeå", "place_code": "2480"}


def about_grandmother():
    talk = Talk()
    talk.hear("min mormor är 84 och ensam i Östersund", "on_behalf_of_other", age_group="older", years=84, **OSTERSUND)
    return talk


def test_what_was_told_of_the_other_does_not_become_the_writers():
    talk = about_grandmother()
    talk.hear("jag bor själv i Umeå och är ensam jag med", "tell_feeling", kind="social", **UMEA)
    assert (talk.state.for_other, talk.state.municipality, talk.state.age_group) == (False, "2480", None)


def test_the_other_ones_facts_come_back_when_the_talk_does():
    talk = about_grandmother()
    talk.hear("jag bor själv i Umeå och är ensam jag med", "tell_feeling", kind="social", **UMEA)
    talk.hear("men min mormor då, vad finns det för henne?", "on_behalf_of_other")
    assert (talk.state.for_other, talk.state.municipality, talk.state.age_group) == (True, "2380", "older")
    talk.hear("och vad finns för mig?", "find_activity")
    assert (talk.state.for_other, talk.state.municipality) == (False, "2480")


def test_a_message_that_names_nobody_else_is_about_the_writer():
    talk = Talk()
    talk.hear("bor i Lund, 23, har ingen att umgås med", "on_behalf_of_other", kind="social")
    assert talk.state.for_other is False


def test_a_hindrance_said_before_anyone_is_known_stays():
    talk = Talk()
    talk.hear("vågar inte gå dit", "state_barrier", barriers=("anxiety",))
    talk.hear("min mamma är ensam", "on_behalf_of_other")
    assert talk.state.for_other and talk.state.barriers == ("anxiety",)
