"""Two customers, one after another."""
import socket


# #region ask
def ask(item):
    with socket.create_connection(("127.0.0.1", 7000)) as sock:
        sock.send(item.encode())
        answer = sock.recv(100).decode()
    if answer == "unknown":
        raise LookupError(item)
    return int(answer)
# #endregion ask


# #region shop
def shop(name, items):
    total = 0
    try:
        for item in items:
            price = ask(item)
            print(f"{name}: {item} costs {price}")
            total += price
        print(f"{name}: together {total}")
    except LookupError as error:
        print(f"{name}: no {error} today")
    finally:
        print(f"{name}: leaves")


shop("A", ["apple", "plum", "pear"])
shop("B", ["melon", "unicorn"])
# #endregion shop
