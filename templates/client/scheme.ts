// The color scheme switch. Saves the reader's choice; switching back to the system's scheme deletes it.

const key = 'octavo-scheme';

export function followScheme(): void {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const button = document.querySelector<HTMLButtonElement>('.scheme-switch');

  const shown = (): 'light' | 'dark' => {
    const { scheme } = root.dataset;
    if (scheme === 'light' || scheme === 'dark') return scheme;
    return system.matches ? 'dark' : 'light';
  };
  const show = (): void => {
    const scheme = shown();
    const label = scheme === 'dark' ? button?.dataset['light'] : button?.dataset['dark'];
    root.dataset['shown'] = scheme;
    if (label !== undefined) button?.setAttribute('aria-label', label);
  };

  button?.addEventListener('click', () => {
    const next = shown() === 'dark' ? 'light' : 'dark';
    const isSystem = next === (system.matches ? 'dark' : 'light');
    if (isSystem) delete root.dataset['scheme'];
    else root.dataset['scheme'] = next;
    try {
      if (isSystem) localStorage.removeItem(key);
      else localStorage.setItem(key, next);
    } catch {
      // Storage is blocked: the choice lasts as long as the page.
    }
    show();
  });
  system.addEventListener('change', show);
  // `octavo dev` has restored the label that the page was built with.
  document.addEventListener('octavo:update', show);
  show();
}
