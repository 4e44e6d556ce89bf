"""A generator stops in the middle, and takes values and errors when it resumes."""


def conversation():
    try:
        name = yield "who is there?"
        print(f"  inside: it is {name}")
        yield "come in"
    except ValueError as error:
        print(f"  inside: caught {error!r}")
        yield "go away"
    finally:
        print("  inside: goodbye")
    return "the end"


for word in "Ada", ValueError("no name"):
    talk = conversation()
    print("outside:", talk.send(None))  # runs to the first yield
    if isinstance(word, str):
        print("outside:", talk.send(word))  # becomes the value of the yield
    else:
        print("outside:", talk.throw(word))  # is raised at the yield
    try:
        talk.send(None)
    except StopIteration as stop:
        print("outside:", stop.value)
