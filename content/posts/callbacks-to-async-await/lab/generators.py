"""Two customers at once, with generators."""
from customer import ask
from future import Task, begin
from loop import Loop


# #region shop
def shop(name, items):
    total = 0
    try:
        for item in items:
            price = yield begin(ask, loop, item)
            print(f"{name}: {item} costs {price}")
            total += price
        print(f"{name}: together {total}")
    except LookupError as error:
        print(f"{name}: no {error} today")
    finally:
        print(f"{name}: leaves")


loop = Loop()
Task(loop, shop("A", ["apple", "plum", "pear"]))
Task(loop, shop("B", ["melon", "unicorn"]))
loop.run()
# #endregion shop
