"""A customer who runs out of patience."""
from customer import ask
from future import Task, begin
from loop import Loop


# #region cancel
async def shop():
    try:
        print("asks for a melon")
        price = await begin(ask, loop, "melon")  # takes more than a second
        print("it costs", price)
    finally:
        print("leaves")


loop = Loop()
task = Task(loop, shop())
loop.call_later(0.3, task.cancel)
loop.run()
print("the task ended with", repr(task.error))
# #endregion cancel
