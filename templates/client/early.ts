// Runs before the first paint: puts the remembered colour scheme on the document, so that nothing flashes. Nothing else belongs here.

const root = document.documentElement;
let scheme: string | null = null;
try {
  scheme = localStorage.getItem('octavo-scheme');
} catch {
  // Storage is refused: the system's scheme holds.
}
if (scheme === 'light' || scheme === 'dark') root.dataset['scheme'] = scheme;
else scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
/** Says that scripts run, and which scheme is shown: the switch needs both. */
root.dataset['shown'] = scheme;
