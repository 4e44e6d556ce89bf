// A number with its noun, in languages with more forms than one and many. Must never print anything but digits for the number.

type Forms = { readonly [category in Exclude<Intl.LDMLPluralRule, 'other'>]?: string } & { readonly other: string };

/** `2 статьи`, `5 статей`. */
export function plural(count: number, language: string, forms: Forms): string {
  return `${count} ${forms[new Intl.PluralRules(language).select(count)] ?? forms.other}`;
}
