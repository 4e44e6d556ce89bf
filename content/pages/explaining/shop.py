import threading


class Shop:
    def __init__(self, left):
        self.lock = threading.Lock()  # <1>
        self.left = left

    # [sell]
    def sell(self):
        with self.lock:  # <2>
            if self.left == 0:
                return False
            self.left -= 1  # <3>
            return True
    # [/sell]


shop = Shop(2)
print(shop.sell(), shop.sell(), shop.sell())
