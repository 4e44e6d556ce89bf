"""Twenty products with texts of about 300 characters, the same in every run. The words are made up from syllables."""
from random import Random

SYLLABLES = 'ba be bo ca co da de do fa fe ga go la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se so ta te ti to va ve vo'.split()
SUPPLIERS = [{'id': n, 'name': name, 'city': city, 'phone': f'+34 900 100 10{n}'} for n, (name, city) in enumerate(
    [('Kiln and Sons', 'Lisbon'), ('Blue Glaze', 'Porto'), ('The Potters', 'Faro')])]
random = Random(1)


def words(count):
    return ' '.join(''.join(random.choices(SYLLABLES, k=random.choice([1, 2, 2, 3]))) for _ in range(count))


PRODUCTS = [{
    'id': number,
    'name': words(2).title(),
    'price': random.randrange(250, 4000, 50),
    'stock': random.randrange(20),
    'state': 'ON_SALE',
    'description': words(60),
    'supplier': SUPPLIERS[number % 3],
} for number in range(20)]
