// What a component of `templates/directives/` declares and gets: types for the authors of directives, exported by `octavo/theme`. Must import nothing.

/**
 * How a property is written in `{name="value"}`, and what the component gets:
 *
 * - `text`, `number`: what is written
 * - `flag`: a name without a value; true if it is there
 * - `link`: an address of any kind, ready to print; a link to a file or page of the site that does not exist is an error
 * - `file`: the address of a file of the site
 * - `image`: an image of the site with its sizes, to be printed as `{still}`; its alternative text is the property `alt`, or the label
 * - a list: one of these words; the first if none is written
 *
 * A property with `?` may be missing, and is null then.
 */
export type PropertyType =
  | 'text'
  | 'text?'
  | 'number'
  | 'number?'
  | 'flag'
  | 'link'
  | 'link?'
  | 'file'
  | 'file?'
  | 'image'
  | 'image?'
  | readonly [string, ...string[]];

/**
 * The properties of a directive, by name: `export const schema = { … } as const satisfies DirectiveSchema`.
 */
export interface DirectiveSchema {
  readonly [property: string]: PropertyType;
}

/** Finished, safe HTML, to be printed as `{children}`. */
export interface FinishedHtml {
  readonly type: unknown;
  readonly props: unknown;
  readonly key: unknown;
}

interface Properties {
  readonly text: string;
  readonly number: number;
  readonly link: string;
  readonly file: string;
  readonly image: FinishedHtml;
}

type PropertyOf<T> = T extends 'flag'
  ? boolean
  : T extends keyof Properties
    ? Properties[T]
    : T extends `${infer Base extends keyof Properties}?`
      ? Properties[Base] | null
      : T extends readonly (infer Word)[]
        ? Word
        : never;

/** What every directive gets besides its properties. */
export interface DirectiveParts {
  /** The content: what is between `:::name` and `:::`. Null for `::name`. */
  readonly children: FinishedHtml | null;
  /** What is in the brackets of `:::name[label]`, or after the name; null if there is nothing. */
  readonly label: FinishedHtml | null;
  /** The same as plain text. */
  readonly labelText: string | null;
  /** Language of the page, a BCP 47 tag. */
  readonly lang: string;
  /** `feed`: printed for feed readers, which have no styles and no scripts. */
  readonly output: 'site' | 'feed';
}

/** The props of a directive's component. */
export type DirectiveProps<S extends DirectiveSchema> = DirectiveParts & {
  readonly [Name in keyof S]: PropertyOf<S[Name]>;
};

/** What a directive's `plain` gets, which returns Markdown for the opening line in the Markdown copy of a page: images are Markdown, too. */
export type PlainProps<S extends DirectiveSchema> = Pick<DirectiveParts, 'labelText' | 'lang'> & {
  readonly [Name in keyof S]: S[Name] extends 'image'
    ? string
    : S[Name] extends 'image?'
      ? string | null
      : PropertyOf<S[Name]>;
};
