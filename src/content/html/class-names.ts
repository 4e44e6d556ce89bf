// Every class in an article's HTML, for authors of style sheets: `.permalink`, `.external`, `.table`, `.task`, `.code`, `.console`,
// `.callout`, `.embed`, `.figure`, `.diagram`, `.footnote`, `.math` and the classes inside them. highlight.js adds `hljs` and `hljs-…`.
// The values are published API: never rename one. Ids that start with `octavo-` belong to the theme: articles have none.

export const classNames = {
  // Links. `<a class="permalink" href="#id" aria-label="…">#</a>` is the last child of each heading.
  permalink: 'permalink',
  /** A link to another site: `<a class="external" rel="external">`. */
  external: 'external',
  /** In addition to `external`: the link's text is its address. */
  address: 'address',

  // Tables. `<div class="table"><table>…` – the `div` scrolls; it has `tabindex="0"` if the table is likely to be too wide.
  table: 'table',
  alignLeft: 'align-left',
  alignCenter: 'align-center',
  alignRight: 'align-right',

  // Task lists. `<ul class="tasks"><li class="task"><label><input type="checkbox" disabled> …</label>`
  tasks: 'tasks',
  task: 'task',

  // Code. `<div class="code" data-language="Go"><pre><code class="hljs">…</code></pre></div>`, or, with a title or caption,
  // `<figure class="code" data-language="Go"><figcaption><span class="code-title">main.go</span></figcaption><pre>…`; with a caption,
  // the `figcaption` is last and also contains `<span class="code-caption">`.
  // If lines are marked or numbered, each line is a `<span class="line">` with its number in `data-line`.
  code: 'code',
  /** In addition to `code`: a line is longer than the text is wide. `data-language` is missing where it would hide the end of the first line. */
  codeWide: 'code-wide',
  codeTitle: 'code-title',
  codeCaption: 'code-caption',
  line: 'line',
  lineMarked: 'line-marked',
  lineAdded: 'line-added',
  lineRemoved: 'line-removed',
  /** In listings of a change: the `+`, `-` or space at the start of each line. The copy button skips it, and skips removed lines. */
  lineSign: 'line-sign',
  /** On a `pre` whose lines show their numbers. */
  numbered: 'numbered',
  /** On a `pre` in which some lines have `.line-focus`, and the other ones are dimmed. */
  focused: 'focused',
  lineFocus: 'line-focus',
  /** `<details class="code-more"><summary>…</summary><pre>…` is around folded lines; marked words are `mark` elements. */
  codeMore: 'code-more',
  // At the end of a line, `<b class="annotation" data-number="1"> (1)</b>` refers to an item of the list after the block,
  // `<ol class="annotations">`. The copy button skips it; it must have `user-select: none`.
  annotation: 'annotation',
  annotations: 'annotations',

  // Tabs. `<div class="tabs"><fieldset class="tab-choice"><legend>…</legend><label class="tab-label"><input class="tab-1">Go</label>…</fieldset>`,
  // then for each tab `<div class="tab-panel tab-panel-1"><p class="tab-title">Go</p>…`. The numbers, up to 6, are those of the page's
  // different labels; only one `.tab-1`, `.tab-2`, … is checked among all groups with common labels.
  tabs: 'tabs',
  tabChoice: 'tab-choice',
  tab: 'tab',
  tabLabel: 'tab-label',
  tabPanel: 'tab-panel',
  tabTitle: 'tab-title',

  // Console sessions. `<div class="code console">` (or `figure`) contains `pre`s, and `<details class="console-more">` around the
  // rest of a long output. In them: `<span class="console-prompt">$ </span><span class="console-command">ls</span>`, output in
  // `<span class="console-output">`. The copy button copies the texts of `.console-command`; prompts must have `user-select: none`.
  // ANSI escape sequences in an output become spans of `ansi-red`, `-green`, `-yellow`, `-blue`, `-magenta`, `-cyan`, `-gray`, `-bold`, `-dim`,
  // `-italic`, `-underline` and `-struck`.
  console: 'console',
  consolePrompt: 'console-prompt',
  consoleCommand: 'console-command',
  consoleOutput: 'console-output',
  consoleMore: 'console-more',

  // Callouts. `<aside class="callout callout-note" role="note"><p class="callout-title">Note</p>…`, or, if it folds,
  // `<details class="callout callout-note"><summary class="callout-title">Note</summary>…`; the kinds are `note`, `tip`, `important`,
  // `warning`, `caution`.
  callout: 'callout',
  calloutTitle: 'callout-title',

  // Frames of other sites: `<div class="embed"><iframe …></iframe></div>`.
  embed: 'embed',

  // Images. `<figure class="figure"><img …><figcaption>…`
  figure: 'figure',

  // Diagrams. `<figure class="diagram"><div class="diagram-image"><svg class="graph" or "sequence">…</svg></div><figcaption>…`.
  // Diagrams wider than a page are in `<div class="diagram-image diagram-wide" tabindex="0">`, which scrolls; those wider than a phone are
  // in `.diagram-medium`. In the SVG, `.node`, `.edge` and `.cluster` are groups of shapes (`polygon`, `path`, `ellipse`, `polyline`, `rect`,
  // `line`) and `text`s, and may have one of `.accent`, `.muted`, `.good`, `.bad`, `.amber` and `.violet`, and `.thick`. Shapes have no colors,
  // except `.painted` ones. In an edge, the `path` is its line and `polygon`s are arrow heads, filled unless they are `.hollow`; `.solid` nodes
  // are filled with the line's color. A `.composite` cluster is a state with states inside.
  // Sequence diagrams have `.node` for participants (`.actor`: a person's figure) and notes (`.note`), `.edge` for arrows (`.reply`: dashed),
  // `.cluster` for boxes around loops and participants, `.lifeline`, `.activation`, `.divider` and `.tab` (the background of a box's title).
  // Labels of edges need an outline in the page's color: `paint-order: stroke`.
  // Plots have `.grid` and `.axis` lines, and for each series a `<g class="series series-1">` (up to 6) with a `.plot-line` and `.plot-mark`s,
  // a `.plot-area` below a histogram, or bars: `.plot-full` ones, or `.plot-empty` ones with a `.plot-hatch`. Series differ in dashes, symbols
  // and hatching, so colors are not needed to tell them apart. `<details class="plot-data">` has the numbers in a table.
  diagram: 'diagram',
  diagramImage: 'diagram-image',
  diagramWide: 'diagram-wide',
  diagramMedium: 'diagram-medium',
  plotData: 'plot-data',

  // Footnotes. The mark is `<sup class="footnote-mark"><button popovertarget="note-1">1</button></sup>`; before the block
  // with the mark there is an `<aside class="footnote" id="note-1" popover>`, shown in the margin or as a popover. The note is repeated in
  // `<section class="footnotes">` at the end, for print and feeds. `.footnote-number` is the number inside the `aside`.
  footnoteMark: 'footnote-mark',
  footnote: 'footnote',
  footnoteNumber: 'footnote-number',
  footnotes: 'footnotes',
  /** In the list: a link back to the mark. */
  footnoteBack: 'footnote-back',

  // Math. `<math>` in running text; a display formula is `<div class="math"><math display="block">`, with `tabindex="0"` if it is long.
  // Inside are Temml's classes (`tml-…`, see its Temml-Local.css) and ours, which replace its inline styles: `math-left-0`, `-1`, `-2` and
  // `math-right-0`, `-1`, `-2` (padding of cells in em), `math-line-left`, `-right`, `-top`, `-bottom` (borders), `math-box` (border on all
  // sides, some padding), `math-full` and `math-half` (width of numbered equations).
  math: 'math',
} as const;
