// Hugo's configuration: one file or a folder of them, with keys in any case.

import { parseDataFile } from '../source/front-matter.ts';
import {
  countOf,
  firstOf,
  flagOf,
  isRecord,
  lowerKeys,
  merged,
  recordOf,
  textOf,
  textsOf,
} from '../source/front-matter-values.ts';
import type { Fields, SourceFiles, Value } from '../source/model.ts';

export interface HugoConfig {
  readonly all: Fields;
  readonly params: Fields;
  readonly language: string;
  /** Settings of each language, the default language's among them. */
  readonly languages: { readonly [language: string]: Fields };
  readonly isDefaultInSubdir: boolean;
  readonly contentDir: string;
  readonly staticDirs: readonly string[];
  /** Plural names by singular ones. */
  readonly taxonomies: { readonly [singular: string]: string };
  readonly permalinks: Fields;
  readonly pageSize: number;
  readonly mainSections: readonly string[] | null;
  /** Whether `ignoreFiles` names a path. */
  readonly isIgnored: (path: string) => boolean;
}

export function readHugoConfig(files: SourceFiles): HugoConfig {
  const single = files.paths.find((path) => /^(?:hugo|config)\.(?:toml|ya?ml|json)$/.test(path));
  const inFolder = files.below('config/_default').filter((path) => /\.(?:toml|ya?ml|json)$/.test(path));
  let all: Fields = single === undefined ? {} : fieldsOf(files, single);
  for (const path of inFolder) all = merged(all, partOf(path, fieldsOf(files, path)));
  const params = recordOf(all['params']);
  const language = textOf(all['defaultcontentlanguage'])?.toLowerCase() ?? 'en';
  const languages = Object.fromEntries(
    Object.entries(recordOf(all['languages'])).flatMap(([name, value]) => (isRecord(value) ? [[name, value]] : [])),
  );
  const taxonomies = isRecord(all['taxonomies']) ? all['taxonomies'] : { tag: 'tags', category: 'categories' };
  return {
    all,
    params,
    language,
    languages,
    isDefaultInSubdir: flagOf(all['defaultcontentlanguageinsubdir']) ?? false,
    contentDir: clean(textOf(recordOf(languages[language])['contentdir']) ?? textOf(all['contentdir']) ?? 'content'),
    staticDirs: textsOf(all['staticdir'] ?? 'static').map(clean),
    taxonomies: Object.fromEntries(
      Object.entries(taxonomies).flatMap(([name, plural]) => textsOf(plural).map((text) => [name, text])),
    ),
    permalinks: recordOf(all['permalinks']),
    pageSize: countOf(recordOf(all['pagination'])['pagersize']) ?? countOf(all['paginate']) ?? 10,
    mainSections: mainSectionsIn(params, all),
    isIgnored: ignores(textsOf(all['ignorefiles'])),
  };
}

/** Go's regular expressions, as far as they are ours, for a file or a folder that it is in. */
function ignores(patterns: readonly string[]): (path: string) => boolean {
  const expressions = patterns.flatMap((pattern) => {
    try {
      return new RegExp(pattern);
    } catch {
      return [];
    }
  });
  return (path) =>
    expressions.length > 0 &&
    path
      .split('/')
      .map((_, index, steps) => steps.slice(0, index + 1).join('/'))
      .some((step) => expressions.some((each) => each.test(step)));
}

function mainSectionsIn(params: Fields, all: Fields): readonly string[] | null {
  const named = textsOf(firstOf(params, ['mainsections']) ?? firstOf(all, ['mainsections']));
  return named.length === 0 ? null : named;
}

function fieldsOf(files: SourceFiles, path: string): Fields {
  return recordOf(lowerKeys(parseDataFile(path, files.text(path))));
}

/** `config/_default/params.toml` holds what is below `params`, `languages.fr.toml` what is below `languages.fr`. */
function partOf(path: string, fields: Fields): Fields {
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.\w+$/, '')
    .toLowerCase();
  if (name === 'hugo' || name === 'config') return fields;
  const [key = '', ...rest] = name === 'menu' ? ['menus'] : name.split('.');
  const below = rest.join('.');
  if (key === 'menu' || key === 'menus')
    return { menus: below === '' ? fields : {}, ...(below !== '' && { languages: { [below]: { menus: fields } } }) };
  const value: Value = below === '' ? fields : { [below]: fields };
  return { [key]: value };
}

function clean(path: string): string {
  return path.replace(/^\.?\/+|\/+$/g, '');
}
