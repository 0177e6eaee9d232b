"""A judging model at its endpoint: what it is asked, what its answers come to, and how little is done when it misbehaves."""

from __future__ import annotations

import json
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.fake_judge import FakeJudge

from zuoxi.channels import EndpointJudge, MalformedAnswerError, UnusableAddressError, read_address, read_answer
from zuoxi.desk import judging

KEY = "sk-secret-0123456789"
INQUIRY = judging.Inquiry(
    clause="C06", language="zh", question="是否围绕客户的事？", criteria=("不闲聊", "不推销"), reference="", since=None,
    turns=(judging.Heard(turn=0, by="customer", text="我问一下订单"), judging.Heard(turn=1, by="agent", text="您好，请讲")),
)  # fmt: skip


def ask(part, timeout=10.0, inquiry=INQUIRY):
    """The answer or why there is none, the fake, and how long it would have been waited."""
    waits = []
    with FakeJudge(part) as fake:
        judge = EndpointJudge(read_address(fake.url), "judge-1", KEY, clock=lambda: 0.0, wait=waits.append, timeout=timeout)
        try:
            found = judge.judge(inquiry)
        except judging.JudgeSilentError as silent:
            found = silent
        judge.close()
    return found, fake, waits


def test_a_question_is_asked_once_as_data_and_in_the_same_way_each_time():
    found, fake, waits = ask("good")
    assert found == judging.Answer(verdict="broken", turn=1, quote="您好，请", reason="理由如此", confidence=0.9)
    assert waits == [] and len(fake.raw) == 1
    assert fake.keys == [f"Bearer {KEY}"]
    body = json.loads(fake.raw[0])
    assert (body["model"], body["temperature"], body["stream"], body["response_format"]) == ("judge-1", 0, False, {"type": "json_object"})
    assert isinstance(body["seed"], int)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert fake.asked[0]["criteria"] == ["不闲聊", "不推销"]
    assert fake.asked[0]["conversation"] == [{"turn": 0, "by": "customer", "text": "我问一下订单"}, {"turn": 1, "by": "agent", "text": "您好，请讲"}]
    assert ask("good")[1].raw == fake.raw


@pytest.mark.parametrize("part", ["refusing", "declining"])
def test_a_refusal_is_an_answer_with_its_reason_and_is_not_asked_again(part):
    found, fake, _ = ask(part)
    assert (found.verdict, bool(found.reason), len(fake.raw)) == ("refused", True, 1)


def test_an_answer_in_the_wrong_form_is_asked_for_once_more():
    found, fake, waits = ask("malformed_once")
    assert (found.verdict, len(fake.raw), waits) == ("broken", 2, [])
    again = json.loads(fake.raw[1])["messages"]
    assert [message["role"] for message in again] == ["system", "user", "assistant", "user"]
    assert again[:2] == json.loads(fake.raw[0])["messages"]


@pytest.mark.parametrize("part", ["malformed", "chatty"])
def test_always_the_wrong_form_is_no_answer_after_two_questions(part):
    found, fake, _ = ask(part)
    assert "not the JSON object" in str(found) and len(fake.raw) == 2


def test_a_fence_of_code_around_the_object_is_taken_off():
    assert ask("fenced")[0].verdict == "broken"


def test_a_busy_judge_is_asked_again_after_the_time_it_names():
    found, fake, waits = ask("busy_once")
    assert (found.verdict, len(fake.raw), waits) == ("broken", 2, [7.0])


def test_the_time_a_busy_judge_names_is_bounded_and_so_are_the_questions():
    found, fake, waits = ask("busy_for_hours")
    assert (str(found), len(fake.raw), waits) == ("status 429", 2, [30.0])


def test_a_failing_judge_is_asked_twice_and_no_more():
    found, fake, waits = ask("failing")
    assert (str(found), found.lasting, len(fake.raw), waits) == ("status 500", False, 2, [1.0])


def test_a_slow_judge_gives_no_answer_when_the_time_is_over():
    found, fake, _ = ask("slow", timeout=0.2)
    assert (str(found), len(fake.raw)) == ("no answer within 0.2 s", 1)


def test_an_answer_that_comes_in_drops_is_not_waited_for_beyond_the_time():
    seconds = count(0, 60)
    with FakeJudge() as fake:
        judge = EndpointJudge(read_address(fake.url), "judge-1", KEY, clock=lambda: float(next(seconds)), wait=lambda _: None, timeout=30)
        with pytest.raises(judging.JudgeSilentError, match="no answer within 30 s"):
            judge.judge(INQUIRY)
        judge.close()


def test_a_refused_key_is_lasting_and_what_the_other_side_wrote_is_not_repeated():
    found, fake, _ = ask("unauthorised")
    assert (found.lasting, len(fake.raw)) == (True, 1)
    assert KEY not in str(found) and "wrong key" not in str(found)


@pytest.mark.parametrize(("part", "told"), [("redirecting", "status 302"), ("no_completion", "no completion"), ("endless", "longer than")])
def test_what_is_no_answer_of_such_an_endpoint_is_told_as_that(part, told):
    found, fake, _ = ask(part)
    assert told in str(found) and len(fake.raw) == 1


def test_a_server_that_knows_no_response_format_is_asked_without_it():
    found, fake, _ = ask("plain")
    assert found.verdict == "broken"
    assert ["response_format" in json.loads(raw) for raw in fake.raw] == [True, False]


def test_a_judge_that_is_not_there_is_told_by_its_host_alone():
    with FakeJudge() as fake:
        url = fake.url
    judge = EndpointJudge(read_address(url), "judge-1", KEY, clock=lambda: 0.0, wait=lambda seconds: None)
    with pytest.raises(judging.JudgeSilentError, match=r"^no connection to 127\.0\.0\.1$"):
        judge.judge(INQUIRY)
    judge.close()


@pytest.mark.parametrize(("url", "whole"), [
    ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1/chat/completions"),
    ("http://127.0.0.1:8000/v1/", "http://127.0.0.1:8000/v1/chat/completions"),
    ("https://judge.example/openai/chat/completions", "https://judge.example/openai/chat/completions"),
])  # fmt: skip
def test_an_address_is_completed_to_that_of_its_completions(url, whole):
    assert read_address(url).url == whole


@pytest.mark.parametrize("url", ["judge", "ftp://host/v1", "http://", "http://me:secret@host/v1", "https://host/v1?key=secret", "http://host:99999/v1"])
def test_an_address_that_holds_secrets_or_is_none_is_refused_without_repeating_it(url):
    with pytest.raises(UnusableAddressError) as caught:
        read_address(url)
    assert "secret" not in str(caught.value)


@given(st.one_of(st.text(max_size=80), st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["verdict", "turn", "quote", "reason", "confidence", "x"]), inner, max_size=6)).map(json.dumps)))  # fmt: skip
def test_whatever_a_judge_says_is_read_as_an_answer_or_as_malformed(text):
    try:
        found = read_answer(text)
    except MalformedAnswerError:
        return
    assert found.verdict in ("kept", "broken", "not_applicable", "refused")
