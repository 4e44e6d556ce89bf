"""Three ways to be surprised."""
import sys

from customer import ask
from future import Task, begin
from loop import Loop


async def price(item):
    print("asking for", item)
    answer = await begin(ask, loop, item)
    print(item, "costs", answer)
    return answer


# #region forgotten
async def forgotten():
    price("apple")
    print("done")
# #endregion forgotten


# #region sequence
async def one_by_one():
    a, b = price("apple"), price("melon")
    print("total", await a + await b)


async def at_once():
    a, b = Task(loop, price("apple")), Task(loop, price("melon"))
    print("total", await a + await b)
# #endregion sequence


# #region silent
async def silent():
    print("total", await price("unicorn"))
# #endregion silent


loop = Loop()
Task(loop, globals()[sys.argv[1]]())
loop.run()
