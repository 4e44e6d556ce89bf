"""Prints the instructions in which yield from and await differ."""
import dis


def with_yield_from(future):
    return (yield from future)


async def with_await(future):
    return await future


def instructions(function):
    return {instruction.opname for instruction in dis.get_instructions(function)}


one, other = instructions(with_yield_from), instructions(with_await)
print("only yield from:", *sorted(one - other))
print("only await:     ", *sorted(other - one))
