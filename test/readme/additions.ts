/** What docs/adding-things.md adds, each written word for word beside the sources, and its line in a registry. */
import { change, type Sources } from './changed-sources.ts'
import { exampleOf } from './example.ts'

const serving = 'src/engines/serving'

export function addScheduler(sources: Sources): void {
  const folder = `${serving}/roles/scheduler`
  sources.write(`${folder}/newest-first.ts`, exampleOf('newestFirst'))
  enrol(sources, `${folder}/index.ts`, 'newestFirst', './newest-first.ts', [
    ',\n] as const',
    ',\n  newestFirst,\n] as const',
  ])
}

export function addMetric(sources: Sources): void {
  const folder = `${serving}/metrics`
  sources.write(`${folder}/definitions/recomputed.ts`, exampleOf('recomputed'))
  const line = [',\n]\n', ',\n  recomputed,\n]\n'] as const
  enrol(sources, `${folder}/index.ts`, 'recomputed', './definitions/recomputed.ts', line)
}

/** But for its id in the manifest. */
export function addQuestion(sources: Sources): void {
  change(sources, `${serving}/asked.ts`, '/** Looks again from', `${exampleOf('longestWait')}/** Looks again from`)
  const folder = `${serving}/questions`
  sources.write(`${folder}/longest-wait.ts`, exampleOf('waitsLongest'))
  const line = 'answering(asked.longestWait, (at) => waitsLongest(run.cluster, at)),'
  const before = '    answering(asked.roofline'
  enrol(sources, `${folder}/answers.ts`, 'waitsLongest', './longest-wait.ts', [before, `    ${line}\n${before}`])
}

export function nameQuestion(sources: Sources): void {
  change(sources, `${serving}/manifest.ts`, "'blocks', ", "'blocks', 'longestWait', ")
}

/** But for its fixture. */
export function addFormat(sources: Sources): void {
  const folder = 'src/traces/formats'
  sources.write(`${folder}/load-generator.ts`, exampleOf('loadGenerator'))
  const line = ['= [azure, ', '= [loadGenerator, azure, '] as const
  enrol(sources, `${folder}/index.ts`, 'loadGenerator', './load-generator.ts', line)
}

/** A file in the format that `addFormat` adds: two rows, not in order, and one that is no request. */
export const LOAD_GENERATOR = 'sent_ms,tokens_in,tokens_out\n500,100,7\n0,50,3\n750,0,3\n'

export function addDraftLength(sources: Sources): void {
  addRole(sources, 'draft-length', 'entropyBound', 'entropy-bound', exampleOf('entropyBound'))
}

/** Drafts the last token once more: the documentation shows no decoder. */
export function addDecoder(sources: Sources): void {
  addRole(
    sources,
    'decoder',
    'onceMore',
    'once-more',
    `import * as z from 'zod'
import { defineDecoder } from '../../contracts/decoder.ts'

export const onceMore = defineDecoder({
  id: 'once-more',
  role: 'decoder',
  title: 'Once more',
  help: 'Drafts the last token once more.',
  knobs: z.strictObject({}),
  models: () => [],
  asksLength: () => false,
  create: (_knobs, { rounds }) =>
    rounds({
      reset: () => undefined,
      propose(text, draft, room) {
        if (room > 0) draft.add(0, text[text.length - 1], { isDrawn: false, confidence: Number.NaN })
      },
    }),
})
`,
  )
}

/** A definition of the tokens engine in the folder of its role, and in the registry of it. */
function addRole(sources: Sources, role: string, name: string, file: string, text: string): void {
  const folder = `src/engines/tokens/roles/${role}`
  sources.write(`${folder}/${file}.ts`, text)
  const registry = sources.read(`${folder}/index.ts`)
  const end = /,?\s*\] as const/.exec(registry)?.[0] ?? '] as const'
  enrol(sources, `${folder}/index.ts`, name, `./${file}.ts`, [end, `, ${name}] as const`])
}

/** Imports `name` in a registry, and puts its line in. */
function enrol(
  sources: Sources,
  registry: string,
  name: string,
  from: string,
  [before, after]: readonly [before: string, after: string],
): void {
  change(sources, registry, before, after)
  sources.write(registry, `import { ${name} } from '${from}'\n${sources.read(registry)}`)
}
