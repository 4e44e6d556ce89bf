// Jekyll's configuration, with the defaults that it sets for front matter.

import { parseDataFile } from '../source/front-matter.ts';
import { flagOf, isRecord, recordOf, textOf, textsOf } from '../source/front-matter-values.ts';
import type { Fields, SourceFiles } from '../source/model.ts';

export interface JekyllConfig {
  readonly all: Fields;
  /** Folder of the site in the source; empty for its root. */
  readonly source: string;
  readonly timezone: string;
  readonly permalink: string;
  readonly plugins: readonly string[];
  readonly collections: { readonly [name: string]: Fields };
  /** The front matter that applies to a file of a type, below its own. */
  readonly defaultsFor: (path: string, type: string) => Fields;
  readonly isExcluded: (path: string) => boolean;
}

const styles: { readonly [name: string]: string } = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
};

export function readJekyllConfig(files: SourceFiles): JekyllConfig {
  const path = files.paths.find((each) => /^_config\.(?:ya?ml|toml)$/.test(each));
  const all = path === undefined ? {} : recordOf(parseDataFile(path, files.text(path)));
  const gems = files.has('Gemfile')
    ? [...files.text('Gemfile').matchAll(/^\s*gem\s+["']([\w-]+)["']/gm)].map(([, name = '']) => name)
    : [];
  const plugins = [...textsOf(all['plugins']), ...textsOf(all['gems']), ...gems];
  const excluded = [...textsOf(all['exclude']), 'Gemfile', 'Gemfile.lock', 'node_modules', 'vendor'].map((each) =>
    each.replace(/^\/|\/$/g, ''),
  );
  const collections = isRecord(all['collections'])
    ? Object.fromEntries(Object.entries(all['collections']).map(([name, value]) => [name, recordOf(value)]))
    : Object.fromEntries(textsOf(all['collections']).map((name) => [name, {}]));
  const scopes = Array.isArray(all['defaults'])
    ? all['defaults'].flatMap((each) => (isRecord(each) ? [each] : []))
    : [];
  const written = textOf(all['permalink']) ?? 'date';
  return {
    all,
    source: (textOf(all['source']) ?? '').replace(/^\.?\/*|\/+$/g, ''),
    timezone: textOf(all['timezone']) ?? 'UTC',
    permalink: styles[written] ?? written,
    plugins,
    collections,
    defaultsFor(file, type) {
      const fitting = scopes.filter((each) => {
        const scope = recordOf(each['scope']);
        const [folder, kind] = [textOf(scope['path'])?.replace(/^\/|\/+$|\/?\*.*$/g, '') ?? '', textOf(scope['type'])];
        return (kind === null || kind === type) && (folder === '' || file === folder || file.startsWith(`${folder}/`));
      });
      return Object.assign({}, ...fitting.map((each) => recordOf(each['values'])));
    },
    isExcluded: (file) =>
      excluded.some((each) => file === each || file.startsWith(`${each}/`) || globMatches(each, file)),
  };
}

export function isCollectionWritten(config: JekyllConfig, name: string): boolean {
  return name === 'posts' || flagOf(config.collections[name]?.['output']) === true;
}

function globMatches(glob: string, path: string): boolean {
  if (!glob.includes('*')) return false;
  const pattern = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(path);
}
