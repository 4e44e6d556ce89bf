"""A generator is a function that stops in the middle, and can be talked to."""


def conversation():
    try:
        name = yield "who is there?"
        print(f"  inside: it is {name}")
        yield "come in"
    except ValueError as error:
        print(f"  inside: caught {error!r}")
        yield "go away"
    finally:
        print("  inside: good bye")
    return "the end"


for word in "Ada", ValueError("no name"):
    talk = conversation()
    print("outside:", talk.send(None))  # runs to the first yield
    if isinstance(word, str):
        print("outside:", talk.send(word))  # yield gives this word to the inside
    else:
        print("outside:", talk.throw(word))  # yield raises this error inside
    try:
        talk.send(None)
    except StopIteration as stop:
        print("outside:", stop.value)
