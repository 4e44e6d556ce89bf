// Short links under the customers' own names.
export const customers = new Map(Object.entries({
  'go.acme.example': { name: 'Acme', links: { '/sale': 'https://acme.example/sale' } },
  'l.bolt.example': { name: 'Bolt', links: { '/sale': 'https://bolt.example/offers' } },
}));
