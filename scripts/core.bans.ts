/**
 * What the pure core must not see, where the core is, and which files may be long. Words for each ban say what to use.
 *
 * The core gives the same bytes in Node, Chromium and Firefox, today and in a year: nothing in it may depend on the clock,
 * on chance, on the place it runs in, or on mathematics that the language leaves to its implementation.
 */

/** Rooms that are pure, whole. */
export const coreFolders: readonly string[] = [
  'src/kernel/',
  'src/engines/',
  'src/formulas/',
  'src/experiment/',
  'src/traces/',
  'src/catalog/',
]
export const isCorePath = (path: string): boolean =>
  coreFolders.some((folder) => path.startsWith(folder)) || isPainter(path)

// A chart's folder is pure functions (`paint.ts`, `hit-test.ts` …) and one component (`.tsx`), which may touch the page.
const isPainter = (path: string): boolean => /^src\/charts\/[^/]+\/.*\.ts$/.test(path)

/** Where the banned mathematics itself may be written: our own versions of it. */
export const mathHome = 'src/kernel/math'

const effect = 'the core has no effects: worker, store, cli and components do'
const clock = 'time is the simulated clock'
const page = 'the core does not know the page'

/** Global names, banned unless the file declares the name itself (a parameter called `document` is ours). */
export const bannedGlobals: Readonly<Record<string, string>> = {
  Date: clock,
  performance: clock,
  setTimeout: clock,
  setInterval: clock,
  setImmediate: clock,
  queueMicrotask: clock,
  requestAnimationFrame: clock,
  crypto: 'randomness is a keyed draw',
  Intl: 'its tables differ between browsers: format in ui',
  fetch: effect,
  XMLHttpRequest: effect,
  WebSocket: effect,
  Worker: effect,
  console: 'functions return facts; the caller reports',
  alert: effect,
  process: effect,
  require: effect,
  postMessage: effect,
  localStorage: effect,
  sessionStorage: effect,
  indexedDB: effect,
  window: page,
  self: page,
  globalThis: page,
  document: page,
  navigator: page,
  location: page,
  history: page,
  eval: 'no code from text',
  Function: 'no code from text',
}

const ours = 'results differ between engines: take it from kernel/math'

/** Members of Math whose last bits the language leaves open. sqrt, floor, imul, fround and the like are exact. */
export const bannedMath: Readonly<Record<string, string>> = {
  random: 'randomness is a keyed draw',
  ...Object.fromEntries(
    [
      ...['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'pow', 'cbrt', 'hypot'],
      ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
    ].map((name) => [name, ours]),
  ),
  // Exact where it exists, but Node 20 has none.
  sumPrecise: 'not in Node 20; sums have a fixed order of their own',
}

/** Methods that follow the reader's language or the browser's tables, on any value. */
export const bannedMethods: Readonly<Record<string, string>> = {
  localeCompare: 'order differs between browsers: compare code units, last key the id',
  toLocaleString: 'format in ui',
  toLocaleUpperCase: 'use toUpperCase',
  toLocaleLowerCase: 'use toLowerCase',
  toLocaleDateString: 'format in ui',
  toLocaleTimeString: 'format in ui',
}

/** Lines a file of src may have: past `warn` its header says why it is one thing, past `fail` it is split. */
export const fileLines = { warn: 300, fail: 400 } as const

/** Data tables, which are as long as their subject. */
export const longFiles: readonly { readonly file: string; readonly reason: string }[] = []
