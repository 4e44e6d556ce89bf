// Who may add a domain to an account? Two accounts claim the same name, which points to the service in both cases.
import { Resolver } from 'node:dns/promises';

const resolver = new Resolver();
resolver.setServers(['127.0.0.1:5353']);
const domain = 'go.acme.example';
const tokens = { acme: 'token-of-acme', other: 'token-of-other' };

// #region checks
const checks = {
  async 'the name points here'() {
    return (await resolver.resolveCname(domain)).includes('links.service.example');
  },
  async 'the owner has published the token'(account) {
    const records = await resolver.resolveTxt(`_links.${domain}`);
    return records.flat().includes(tokens[account]);
  },
};
// #endregion checks

for (const [name, check] of Object.entries(checks)) {
  for (const account of Object.keys(tokens)) {
    console.log(`${name}: account "${account}" ${(await check(account)) ? 'gets' : 'does not get'} ${domain}`);
  }
}
