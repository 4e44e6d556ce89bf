// The languages that can be highlighted, each a grammar of highlight.js: those that rehype-highlight includes, and others for posts about
// containers, networks and compilers. Must never import all of highlight.js, because every grammar makes the tool larger.

import type { LanguageFn } from 'highlight.js';
import abnf from 'highlight.js/lib/languages/abnf';
import accesslog from 'highlight.js/lib/languages/accesslog';
import apache from 'highlight.js/lib/languages/apache';
import armasm from 'highlight.js/lib/languages/armasm';
import asciidoc from 'highlight.js/lib/languages/asciidoc';
import awk from 'highlight.js/lib/languages/awk';
import bnf from 'highlight.js/lib/languages/bnf';
import capnproto from 'highlight.js/lib/languages/capnproto';
import clojure from 'highlight.js/lib/languages/clojure';
import cmake from 'highlight.js/lib/languages/cmake';
import crystal from 'highlight.js/lib/languages/crystal';
import d from 'highlight.js/lib/languages/d';
import dart from 'highlight.js/lib/languages/dart';
import delphi from 'highlight.js/lib/languages/delphi';
import django from 'highlight.js/lib/languages/django';
import dns from 'highlight.js/lib/languages/dns';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import dos from 'highlight.js/lib/languages/dos';
import ebnf from 'highlight.js/lib/languages/ebnf';
import elixir from 'highlight.js/lib/languages/elixir';
import elm from 'highlight.js/lib/languages/elm';
import erlang from 'highlight.js/lib/languages/erlang';
import fortran from 'highlight.js/lib/languages/fortran';
import fsharp from 'highlight.js/lib/languages/fsharp';
import gherkin from 'highlight.js/lib/languages/gherkin';
import glsl from 'highlight.js/lib/languages/glsl';
import gradle from 'highlight.js/lib/languages/gradle';
import groovy from 'highlight.js/lib/languages/groovy';
import haml from 'highlight.js/lib/languages/haml';
import handlebars from 'highlight.js/lib/languages/handlebars';
import haskell from 'highlight.js/lib/languages/haskell';
import http from 'highlight.js/lib/languages/http';
import julia from 'highlight.js/lib/languages/julia';
import latex from 'highlight.js/lib/languages/latex';
import lisp from 'highlight.js/lib/languages/lisp';
import llvm from 'highlight.js/lib/languages/llvm';
import mipsasm from 'highlight.js/lib/languages/mipsasm';
import nginx from 'highlight.js/lib/languages/nginx';
import nim from 'highlight.js/lib/languages/nim';
import nix from 'highlight.js/lib/languages/nix';
import ocaml from 'highlight.js/lib/languages/ocaml';
import pf from 'highlight.js/lib/languages/pf';
import pgsql from 'highlight.js/lib/languages/pgsql';
import powershell from 'highlight.js/lib/languages/powershell';
import properties from 'highlight.js/lib/languages/properties';
import protobuf from 'highlight.js/lib/languages/protobuf';
import puppet from 'highlight.js/lib/languages/puppet';
import scala from 'highlight.js/lib/languages/scala';
import scheme from 'highlight.js/lib/languages/scheme';
import tcl from 'highlight.js/lib/languages/tcl';
import thrift from 'highlight.js/lib/languages/thrift';
import twig from 'highlight.js/lib/languages/twig';
import verilog from 'highlight.js/lib/languages/verilog';
import vhdl from 'highlight.js/lib/languages/vhdl';
import vim from 'highlight.js/lib/languages/vim';
import x86asm from 'highlight.js/lib/languages/x86asm';
import { common } from 'lowlight';

/** Grammars by name; each defines its own aliases, such as `js`, `py` and `yml`. */
export const grammars: { readonly [name: string]: LanguageFn } = {
  ...common,
  abnf,
  accesslog,
  apache,
  armasm,
  asciidoc,
  awk,
  bnf,
  capnproto,
  clojure,
  cmake,
  crystal,
  d,
  dart,
  delphi,
  django,
  dns,
  dockerfile,
  dos,
  ebnf,
  elixir,
  elm,
  erlang,
  fortran,
  fsharp,
  gherkin,
  glsl,
  gradle,
  groovy,
  haml,
  handlebars,
  haskell,
  http,
  julia,
  latex,
  lisp,
  llvm,
  mipsasm,
  nginx,
  nim,
  nix,
  ocaml,
  pf,
  pgsql,
  powershell,
  properties,
  protobuf,
  puppet,
  scala,
  scheme,
  tcl,
  thrift,
  twig,
  verilog,
  vhdl,
  vim,
  x86asm,
};

/** Additional aliases, by grammar. */
export const aliases = {
  armasm: ['asm-arm', 'aarch64', 'arm64'],
  bash: ['ksh', 'dash', 'ash'],
  c: ['bpf', 'ebpf'],
  diff: ['udiff'],
  dockerfile: ['containerfile'],
  ini: ['conf', 'systemd', 'unit', 'editorconfig', 'gitconfig'],
  javascript: ['node', 'nodejs'],
  json: ['jsonl', 'ndjson'],
  python: ['python3'],
  typescript: ['tsc'],
  x86asm: ['asm', 'nasm', 'x86', 'assembly'],
};

/** Plain text: shown without highlighting and without a label. */
const plainText =
  'console shell-session terminal text txt plain plaintext none output log csv tsv ascii tree hex hexdump'.split(' ');

/** Languages without a grammar in highlight.js: shown with a label, but not highlighted. */
const languagesWithoutGrammar = 'hcl terraform tf zig bpftrace mermaid plantuml pikchr caddyfile cue rego'.split(' ');

/** Languages whose blocks are drawn, and never shown as code. */
export const drawnLanguages: readonly string[] = ['dot', 'graphviz', 'math', 'plot', 'sequence'];

/** Languages that are shown without highlighting and without a warning. */
export const plainLanguages: readonly string[] = [...plainText, ...languagesWithoutGrammar];

const labels: { readonly [language: string]: string } = {
  asm: 'Assembly',
  awk: 'awk',
  bash: 'Bash',
  c: 'C',
  cpp: 'C++',
  'c++': 'C++',
  cs: 'C#',
  csharp: 'C#',
  css: 'CSS',
  diff: 'Diff',
  docker: 'Dockerfile',
  dockerfile: 'Dockerfile',
  go: 'Go',
  golang: 'Go',
  h: 'C',
  html: 'HTML',
  http: 'HTTP',
  ini: 'INI',
  java: 'Java',
  javascript: 'JavaScript',
  js: 'JavaScript',
  json: 'JSON',
  jsonc: 'JSON',
  jsx: 'JSX',
  kotlin: 'Kotlin',
  lua: 'Lua',
  make: 'Makefile',
  makefile: 'Makefile',
  markdown: 'Markdown',
  md: 'Markdown',
  mjs: 'JavaScript',
  nginx: 'nginx',
  perl: 'Perl',
  php: 'PHP',
  proto: 'Protocol Buffers',
  protobuf: 'Protocol Buffers',
  py: 'Python',
  python: 'Python',
  rb: 'Ruby',
  rs: 'Rust',
  ruby: 'Ruby',
  rust: 'Rust',
  sh: 'Shell',
  shell: 'Shell',
  sql: 'SQL',
  swift: 'Swift',
  toml: 'TOML',
  ts: 'TypeScript',
  tsx: 'TSX',
  typescript: 'TypeScript',
  x86asm: 'Assembly',
  xml: 'XML',
  yaml: 'YAML',
  yml: 'YAML',
  zsh: 'Zsh',
};

/** The language's display name; null for plain text. */
export function languageLabel(language: string): string | null {
  const name = language.toLowerCase();
  if (plainText.includes(name) || !/^[a-z0-9][\w+#.-]*$/.test(name)) return null;
  return Object.hasOwn(labels, name) ? (labels[name] ?? language) : language;
}

/** All names that an author can write, for "did you mean" hints. */
export function languageNames(): readonly string[] {
  return [...Object.keys(grammars), ...Object.values(aliases).flat(), ...Object.keys(labels), ...plainLanguages];
}
