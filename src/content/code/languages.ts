// Names of languages: which are shown without highlighting, and what the label of a code block says. Grammars are in `grammars.ts`.

import { nearest } from '../../text/nearest.ts';
import { grammarNames } from './grammars.ts';

/** Console sessions, which `console.ts` shows. */
export const consoleLanguages: ReadonlySet<string> = new Set(
  'console shell-session shellsession bash-session sh-session zsh-session terminal session'.split(' '),
);

/** Plain text: shown without highlighting and without a label. */
const plainText = new Set([
  ...consoleLanguages,
  ...'text txt plain plaintext none output stdout stderr log csv tsv ascii asciiart tree filetree treeview hex hexdump'.split(
    ' ',
  ),
]);

/** Languages without a grammar in highlight.js: shown with a label, but not highlighted. */
const languagesWithoutGrammar = new Set(
  `hcl terraform tf tfvars zig bpftrace plantuml puml pikchr d2 ditaa svgbob asymptote gnuplot caddyfile cue rego promql logql jq
  kql kusto flux splunk solidity sol vyper move cairo clarity apl bqn j uiua cobol abap forth factor pug jade slim rst restructuredtext org
  textile typst gitignore ignore dockerignore gitattributes gitlog git-commit git-rebase codeowners gn bicep sparql turtle ttl cypher
  gremlin smithy prisma lean lean4 isabelle tla tlaplus alloy dafny ql codeql odin vlang hare c3 roc gleam elvish ninja meson pkl nickel
  kdl abc lilypond qasm openqasm regex regexp chapel agc marko wit spirv ptx xonsh gitcommit ssh-config sshconfig crontab cron fstab hosts sudoers
  iptables nft nftables sed m4 postscript wiki mediawiki velocity freemarker ftl smarty n3 spl cabal ballerina koka minizinc ampl spice
  modelica uml nomnoml email eml ics po pot gettext srt vtt url uri curl hurl objdump disasm z80 6502`.split(/\s+/),
);

/** Whether a language is shown without highlighting and without a warning. */
export function isPlainLanguage(language: string): boolean {
  return plainText.has(language) || languagesWithoutGrammar.has(language);
}

/** Languages whose blocks are drawn, and never shown as code. */
export const drawnLanguages: readonly string[] = ['dot', 'graphviz', 'math', 'mermaid', 'plot', 'sequence'];

/** Labels that are the name of the language with capitals. */
const properNames = new Map(
  `Ada AppleScript APL Astro AsciiDoc AutoHotkey awk Bash Bicep C C++ C# Caddyfile Cairo CMake COBOL Clojure CoffeeScript Crystal CSS CUDA CUE
  Cypher D Dart Dhall Diff Django Dockerfile EJS Elisp Elixir Elm ERB Erlang F# fish Fortran Gherkin GLSL Go GraphQL Groovy Haml Handlebars
  Haskell HCL HLSL HTML HTTP INI Java JavaScript Jinja jq JSON JSX Julia Kotlin LaTeX Less Liquid Lisp Lua Makefile Markdown MATLAB MDX Mermaid
  MySQL nginx Nim Nix Nunjucks Objective-C OCaml Odin Pascal Perl PHP PowerShell Prisma Prolog PromQL psql Puppet Python QML R Racket Rego Ruby
  Rust Sass Scala Scheme SCSS Solidity SPARQL SQL SQLite Starlark Svelte Swift SystemVerilog Tcl Terraform TOML TSX Twig TypeScript Typst Vala
  Verilog VHDL Vue WGSL XML YAML Zig Zsh`
    .split(/\s+/)
    .map((label) => [label.toLowerCase(), label]),
);

/** Other labels, with the names that have them. */
const otherLabels = new Map(
  Object.entries({
    Assembly: 'asm nasm x86asm assembly armasm',
    Batch: 'bat cmd dos',
    C: 'h',
    'C++': 'cpp cc cxx hpp cplusplus',
    'C#': 'cs csharp',
    Dockerfile: 'docker containerfile',
    '.env': 'dotenv env',
    'F#': 'fs fsharp',
    Go: 'golang',
    Haskell: 'hs',
    JavaScript: 'js mjs cjs node',
    Jinja: 'jinja2 j2',
    JSON: 'jsonc jsonl json5',
    Kotlin: 'kt kts',
    LaTeX: 'tex',
    Makefile: 'make mk',
    Markdown: 'md',
    'Objective-C': 'objc objectivec',
    Perl: 'pl',
    PostgreSQL: 'pgsql postgres postgresql',
    PowerShell: 'pwsh ps1',
    'Protocol Buffers': 'proto protobuf',
    Python: 'py python3',
    Ruby: 'rb',
    Rust: 'rs',
    Shell: 'sh shell',
    Terraform: 'tf',
    TypeScript: 'ts mts cts',
    WebAssembly: 'wasm wat',
    YAML: 'yml',
  }).flatMap(([label, names]) => names.split(' ').map((name) => [name, label] as const)),
);

/** The language's display name; null for plain text. */
export function languageLabel(language: string): string | null {
  const name = language.toLowerCase();
  if (plainText.has(name) || !isLanguageName(name)) return null;
  return properNames.get(name) ?? otherLabels.get(name) ?? language;
}

/** Whether a text may be the name of a language, and so be part of a class name. */
export function isLanguageName(text: string): boolean {
  return /^[a-z0-9][\w+#.-]*$/.test(text);
}

/** The known name most similar to an unknown one, of those in common use if one of them is similar; null if none is. */
export function nearestLanguage(written: string): string | null {
  const common = [...properNames.keys(), ...otherLabels.keys()];
  return nearest(written, common) ?? nearest(written, [...grammarNames(), ...plainText, ...languagesWithoutGrammar]);
}
