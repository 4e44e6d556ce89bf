"""Two customers at once, with futures."""
from customer import ask
from future import begin, done
from loop import Loop


# #region shop
def shop(name, items):
    total = 0

    def add(item, price):
        nonlocal total
        print(f"{name}: {item} costs {price}")
        total += price

    chain = done(loop)
    for item in items:
        chain = chain.then(lambda _, item=item: begin(ask, loop, item))
        chain = chain.then(lambda price, item=item: add(item, price))
    chain = chain.then(lambda _: print(f"{name}: together {total}"))
    chain = chain.catch(LookupError, lambda error: print(f"{name}: no {error} today"))
    chain.when_done(lambda _: print(f"{name}: leaves"))
    return chain
# #endregion shop


loop = Loop()
shop("A", ["apple", "plum", "pear"])
shop("B", ["melon", "unicorn"])
loop.run()
