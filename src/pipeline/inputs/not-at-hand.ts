// What a rule needs and this process does not have yet: rules run without waiting, so whoever runs them fetches it and runs them again.

export class NotAtHand extends Error {
  readonly fetch: () => Promise<void>;

  constructor(what: string, fetch: () => Promise<void>) {
    super(`${what} is not at hand yet`);
    this.name = 'NotAtHand';
    this.fetch = fetch;
  }
}
