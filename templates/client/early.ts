// Runs before the first paint: restores the saved color scheme, so that the page doesn't flash. It must never do anything else.

const root = document.documentElement;
let scheme: string | null = null;
try {
  scheme = localStorage.getItem('octavo-scheme');
} catch {
  // Storage is blocked: keep the system's scheme.
}
if (scheme === 'light' || scheme === 'dark') root.dataset['scheme'] = scheme;
else scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
/** Tells the switch that scripts run and which scheme is shown. */
root.dataset['shown'] = scheme;
