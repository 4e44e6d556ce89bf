"""Two customers at once, with callbacks."""
from customer import ask
from loop import Loop


# #region shop
def shop(name, items):
    total = 0
    rest = list(items)

    def next_item():
        if rest:
            ask(loop, rest[0], priced)
        else:
            print(f"{name}: together {total}")
            leave()

    def priced(error, price):
        nonlocal total
        if isinstance(error, LookupError):
            print(f"{name}: no {error} today")
            return leave()
        if error:
            leave()
            raise error  # to whom?
        print(f"{name}: {rest.pop(0)} costs {price}")
        total += price
        next_item()

    def leave():
        print(f"{name}: leaves")

    next_item()


loop = Loop()
shop("A", ["apple", "plum", "pear"])
shop("B", ["melon", "unicorn"])
loop.run()
# #endregion shop
