"""An error at the bottom of three functions: what is in its traceback?"""
import traceback

from customer import ask
from future import Task, begin
from loop import Loop


def names(error):
    return " > ".join(frame.name for frame in traceback.extract_tb(error.__traceback__))


# #region callbacks
def visit():
    shop()


def shop():
    ask(loop, "apple", priced)


def priced(error, price):
    return price / 0
# #endregion callbacks


# #region await
async def async_visit():
    await async_shop()


async def async_shop():
    price = await begin(ask, loop, "apple")
    return price / 0
# #endregion await


loop = Loop()
visit()
try:
    loop.run()
except ZeroDivisionError as error:
    print("callbacks:", names(error))

loop = Loop()
task = Task(loop, async_visit())
loop.run()
print("await:    ", names(task.error))
