// The types that templates import as `octavo/theme`. Must never export anything but types.

export type * from './directives.ts';
export type * from './props.ts';
export type * from './search.ts';
