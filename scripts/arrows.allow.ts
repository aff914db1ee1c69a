/**
 * The allow-list of arrows between the rooms of src: who may import whom, as what, and why. What is not listed fails CI.
 *
 * Arrows point down. A new arrow is a decision about the house: it gets a reason here, in the same commit, or the code
 * moves. `debt` is for what is wrong and known; it starts empty, and an entry nobody needs any more fails too.
 */
export interface Arrow {
  /** Rooms that import; `engines/*` stands for every engine. */
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** `types`: erased by the compiler. `values`: also run, at once or lazily. `lazily`: only by `import()`. `url`: started as a worker. */
  readonly as: 'types' | 'values' | 'lazily' | 'url'
  readonly reason: string
}

export interface PackageUse {
  readonly packages: readonly string[]
  readonly rooms: readonly string[]
  readonly reason: string
}

export interface Debt {
  readonly file: string
  readonly imports: string
  readonly reason: string
}

/** Room by path; the longest match wins. A file in no room fails. Every folder of engines/ is a room of its own. */
export const rooms: Readonly<Record<string, string>> = {
  'src/main.tsx': 'main',
  'src/app/': 'app',
  'src/pages/': 'pages',
  'src/panels/': 'panels',
  'src/forms/': 'forms',
  'src/charts/': 'charts',
  'src/store/': 'store',
  'src/ui/': 'ui',
  'src/worker/client.ts': 'worker/client',
  'src/worker/pool.ts': 'worker/client',
  'src/worker/watched.ts': 'worker/client',
  'src/worker/api.ts': 'worker/api',
  'src/worker/asked/': 'worker/asked',
  'src/worker/': 'worker',
  'src/cli/': 'cli',
  'src/content/': 'content',
  'src/run/': 'run',
  'src/experiment/': 'experiment',
  'src/engines/*/': 'engines/*',
  'src/engines/registry.ts': 'registry',
  'src/engines/asked.ts': 'asked',
  'src/engines/*/asked.ts': 'asked',
  'src/engines/manifest.ts': 'manifest',
  'src/engines/*/manifest.ts': 'manifest',
  'src/engines/*/frozen/': 'manifest',
  'src/fidelity/': 'fidelity',
  'src/formulas/': 'formulas',
  'src/traces/': 'traces',
  'src/schema/': 'schema',
  'src/catalog/': 'catalog',
  'src/kernel/units.ts': 'kernel/units',
  'src/kernel/problem.ts': 'kernel/problem',
  'src/kernel/': 'kernel',
}

const page = [
  'main',
  'app',
  'pages',
  'panels',
  'forms',
  'charts',
  'store',
  'ui',
  'worker/client',
  'worker/api',
  'worker/asked',
  'content',
]
const core = ['engines/*', 'schema', 'run', 'worker', 'cli', 'experiment', 'fidelity', 'formulas', 'traces', 'catalog']

export const arrows: readonly Arrow[] = [
  // The page side: main → app → pages → panels → forms, charts, store → ui.
  { from: ['main'], to: ['app'], as: 'values', reason: 'main mounts the app and nothing else' },
  { from: ['app'], to: ['pages'], as: 'values', reason: 'routes lead to pages' },
  {
    from: ['app'],
    to: ['panels'],
    as: 'values',
    reason: 'dialogs that every page can open: share, export, open, help',
  },
  { from: ['app'], to: ['store', 'ui'], as: 'values', reason: 'the layout shows theme, dialogs and what is loaded' },
  {
    from: ['pages'],
    to: ['panels', 'forms', 'charts', 'store', 'ui'],
    as: 'values',
    reason: 'a page composes the rooms below',
  },
  {
    from: ['pages'],
    to: ['content'],
    as: 'values',
    reason: 'the pages of papers and lessons, which load when they are opened',
  },
  {
    from: ['app'],
    to: ['content'],
    as: 'values',
    reason: 'the languages, of which one is loaded before the first paint',
  },
  { from: ['panels'], to: ['content'], as: 'values', reason: 'the list of presets, itself loaded when it is opened' },
  { from: ['cli'], to: ['content'], as: 'values', reason: 'reproduce runs the experiments of the papers' },
  {
    from: ['panels'],
    to: ['forms', 'charts', 'store', 'ui'],
    as: 'values',
    reason: 'a panel binds charts and fields to the store',
  },
  { from: ['forms', 'charts'], to: ['ui'], as: 'values', reason: 'colour by state, number formats, buttons' },
  { from: ['store'], to: ['ui'], as: 'values', reason: 'settings name themes and unit systems' },
  { from: ['store'], to: ['worker/client'], as: 'values', reason: 'the one way to the worker' },
  { from: ['store'], to: ['experiment'], as: 'values', reason: 'envelope, patches and URL codec; holds no schema' },
  {
    from: ['app', 'pages', 'panels', 'forms', 'charts', 'ui', 'content'],
    to: ['experiment'],
    as: 'types',
    reason: 'the shape of the document',
  },
  { from: page, to: ['worker/api'], as: 'types', reason: 'the contract between page and worker is plain data' },
  {
    from: ['worker/api', 'worker/asked'],
    to: ['run'],
    as: 'types',
    reason: 'what is known of a document and asked of a run is plain data',
  },
  {
    from: ['worker/api', 'worker/asked', 'worker/client', 'store', 'pages', 'panels'],
    to: ['traces', 'experiment'],
    as: 'types',
    reason: 'reports on dropped traces and documents are plain data',
  },
  {
    from: ['worker/client'],
    to: ['worker'],
    as: 'url',
    reason: 'the client starts the worker as a program of its own',
  },

  // The worker side: worker, cli → run → experiment, engines → formulas, traces, catalog.
  { from: ['worker'], to: ['worker/api'], as: 'types', reason: 'the worker implements the contract' },
  {
    from: ['worker', 'cli'],
    to: ['run', 'experiment', 'engines/*', 'fidelity', 'traces', 'catalog'],
    as: 'values',
    reason: 'the two ways to run a document',
  },
  {
    from: ['run'],
    to: ['experiment', 'engines/*', 'fidelity', 'traces', 'catalog'],
    as: 'values',
    reason: 'run composes documents, data and engines, and replays what was measured',
  },
  {
    from: ['fidelity'],
    to: ['formulas', 'traces', 'catalog'],
    as: 'values',
    reason: 'measured rows are held against forms with the parameters that the catalogue ships',
  },
  {
    from: ['engines/*'],
    to: ['formulas', 'traces', 'catalog'],
    as: 'values',
    reason: 'closed forms, arrivals and figures',
  },
  {
    from: ['asked', ...page, ...core],
    to: ['asked'],
    as: 'values',
    reason: 'what a run can be asked is plain data: the page names the question, the engine answers it',
  },
  {
    from: [...page, 'worker'],
    to: ['worker/asked'],
    as: 'values',
    reason: 'an errand is plain data: the page names it, the worker does it',
  },
  {
    from: ['asked', 'worker/asked'],
    to: ['kernel', 'kernel/units'],
    as: 'values',
    reason: 'questions and errands are made by the kernel’s helpers',
  },
  {
    from: ['registry'],
    to: ['manifest'],
    as: 'values',
    reason: 'a line of the registry names both sides of an engine; the manifest is plain data',
  },
  {
    from: ['registry'],
    to: ['engines/*'],
    as: 'lazily',
    reason: 'the other side: loaded by run alone, and cut off in the build of the page',
  },
  {
    from: ['store', 'experiment', 'run', 'worker', 'cli'],
    to: ['registry'],
    as: 'values',
    reason: 'which engines there are, and the frozen defaults that links are the difference from',
  },
  { from: ['registry'], to: ['kernel'], as: 'types', reason: 'what an engine is' },
  { from: ['registry'], to: ['kernel/problem'], as: 'values', reason: 'a manifest that was not opened is our mistake' },
  {
    from: ['store', 'experiment', 'panels', 'pages'],
    to: ['manifest'],
    as: 'types',
    reason: 'the shape of a manifest',
  },
  {
    from: ['engines/*'],
    to: ['schema'],
    as: 'values',
    reason: 'a set-up schema is walked, described and completed alike in every engine',
  },
  { from: ['cli'], to: ['formulas'], as: 'values', reason: 'a report prints a closed form beside what was measured' },
  { from: ['formulas'], to: ['catalog'], as: 'types', reason: 'a closed form of a model reads the shape of a model' },

  // The kernel is below everybody.
  {
    from: page,
    to: ['kernel'],
    as: 'types',
    reason: 'tracks, descriptions and summaries are shown, not computed, on the page',
  },
  {
    from: page,
    to: ['kernel/units', 'kernel/problem'],
    as: 'values',
    reason: 'units convert at the edges; a Problem is shown as it is',
  },
  {
    from: core,
    to: ['kernel', 'kernel/units', 'kernel/problem'],
    as: 'values',
    reason: 'clock, draws, mathematics, tracks, units, problems',
  },
  {
    from: ['kernel'],
    to: ['kernel/units', 'kernel/problem'],
    as: 'values',
    reason: 'one room, listed in parts because the page may use these two',
  },
  {
    from: ['kernel/problem', 'kernel/units'],
    to: ['kernel', 'kernel/units', 'kernel/problem'],
    as: 'types',
    reason: 'the same room',
  },
]

/** Packages by room. A package that is not here, or another's part of it (d3-scale beside d3), fails. */
export const packages: readonly PackageUse[] = [
  {
    packages: ['react'],
    rooms: ['main', 'app', 'pages', 'panels', 'forms', 'charts', 'ui', 'store', 'content'],
    reason: 'components',
  },
  { packages: ['react-dom'], rooms: ['main', 'app', 'ui'], reason: 'mounting, and portals of dialogs' },
  { packages: ['@tanstack/react-virtual'], rooms: ['panels'], reason: 'the rows of a long table that can be seen' },
  { packages: ['uqr'], rooms: ['panels'], reason: 'the link as a QR code; 5 KB, loaded when asked for' },
  { packages: ['workbox-window'], rooms: ['app'], reason: 'keeps the lab for later visits without a network' },
  { packages: ['zustand'], rooms: ['store'], reason: 'the stores' },
  {
    packages: ['d3'],
    rooms: ['charts', 'ui', 'forms', 'panels'],
    reason: 'scales, shapes, ticks, colour; always from the whole package',
  },
  { packages: ['comlink'], rooms: ['worker', 'worker/client'], reason: 'both ends of the way across' },
  {
    packages: ['zod'],
    rooms: ['engines/*', 'schema', 'run', 'cli'],
    reason: 'the schema of a set-up and of a data sheet; never on the main thread',
  },
  { packages: ['fflate'], rooms: ['experiment', 'worker', 'cli'], reason: 'long links, compressed traces' },
  { packages: ['node:*'], rooms: ['cli'], reason: 'files and pipes' },
  { packages: ['sirv'], rooms: ['cli'], reason: 'serves the built page' },
]

/** A folder or a file of an engine, or several that lie on one floor: they may import each other. */
export type Floor = string | readonly string[]

/**
 * The floors of every engine, the lowest first: a file imports from its own floor and from those below it, types counted. Every folder
 * and file of an engine stands here, and everything that stands here exists.
 */
export const floors: Readonly<Record<string, readonly Floor[]>> = {
  'src/engines/serving/': [
    ['words.ts', 'asked.ts', 'frozen/'],
    'manifest.ts',
    'contracts/', // what algorithms see: imports nothing of the engine
    'cost/',
    'requests/', // columns and lists of requests
    'kv/',
    'roles/',
    'set-up/', // the schema made from the roles, and what a set-up comes to
    'services/', // what roles declare that they need
    'core/', // the loop and what every run has: knows no mechanism
    'figures/', // what figures of several rooms are made of: spreads, equivalents
    'flights/', // KV on its way between instances, whichever mechanism sends it
    'mechanisms/',
    'metrics/',
    'questions/',
    'build/',
    'simulation.ts',
    'index.ts',
  ],
  'src/engines/tokens/': [
    ['asked.ts', 'frozen/'],
    'manifest.ts',
    'contracts/', // what algorithms see: imports nothing of the engine
    'kernels/',
    'sampling/',
    'text/',
    'model/', // weights, transformer, its cache; all models of a run put together
    'kv/', // edits of a cache, and what it weighs
    'experts/', // experts in memory, and how they were used
    'weights/', // edits of matrices
    'writing/', // ways of writing: rounds of draft and verdict, steps of denoising
    'roles/',
    'set-up/', // the schema made from the roles, and what a set-up needs
    'evaluate/', // models read texts that are given
    'core/', // texts in hand, logs, sums, tracks, modelled time
    'metrics/',
    'questions/',
    'build/', // from a set-up to what writes
    ['battery/', 'record/'], // is it lossless; what other engines replay
    ['simulation.ts', 'kept-run.ts'],
    'index.ts',
  ],
  'src/engines/index-locality/': [
    ['asked.ts', 'frozen/'],
    'manifest.ts',
    'contracts/', // what algorithms see; a picture of a structure is plain data for the page
    'memory/', // the arena, and caches that count its lines
    'roles/',
    'set-up/', // the schema made from the roles, and what a set-up comes to
    'core/', // threads that take turns, locks, books, tracks
    'metrics/',
    'questions/',
    'simulation.ts',
    'record/', // what other engines follow
    'index.ts',
  ],
}

/**
 * Folders whose folders never import each other, not even types: definitions meet in contracts and in facts the engine publishes, mechanisms
 * in hooks.
 */
export const apart: readonly string[] = [
  'src/engines/serving/roles/',
  'src/engines/serving/mechanisms/',
  'src/engines/tokens/roles/',
  'src/engines/index-locality/roles/subject/',
]

/** What the main thread never loads, at once or lazily: the schema library and everything that simulates. */
export const mainThread = {
  entry: 'src/main.tsx',
  packages: ['zod'],
  rooms: ['engines/*', 'schema', 'run', 'worker', 'cli', 'fidelity', 'formulas'],
  /** What it loads lazily is cut off in the build of the page (scripts/engines.plugin.ts). */
  cut: 'src/engines/registry.ts',
} as const

/** Arrows that are wrong, known, and on their way out. */
export const debt: readonly Debt[] = []
