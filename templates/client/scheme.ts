// The switch of colours: from what is shown to the other scheme, remembered; going back to what the system wants forgets.

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
      // Storage is refused: the choice lasts as long as the page.
    }
    show();
  });
  system.addEventListener('change', show);
  // `octavo dev` has put the label back that the page was built with.
  document.addEventListener('octavo:update', show);
  show();
}
