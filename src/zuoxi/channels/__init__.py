"""What is spoken with others over the network: for now a judging model at its endpoint."""

from zuoxi.channels.asking import MalformedAnswerError, messages_of, read_answer
from zuoxi.channels.endpoint import Address, EndpointJudge, UnusableAddressError, read_address

__all__ = [
    "Address",
    "EndpointJudge",
    "MalformedAnswerError",
    "UnusableAddressError",
    "messages_of",
    "read_address",
    "read_answer",
]
