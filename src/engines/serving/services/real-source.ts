/** Finds the behaviour of real models that roles follow among what other engines computed and what the document names. */
import { type ArtefactPart, artefactKey } from '../../../kernel/artefacts.ts'
import type { SimulationContext } from '../../../kernel/engine.ts'
import type { Problem } from '../../../kernel/problem.ts'
import { partsOf, type Recording } from '../../../traces/recordings/recording.ts'
import type { Found, RealSource, RecordedSource } from '../contracts/real-source.ts'

/** What the source holds, or why it cannot be followed; `path` are the knobs where a person would mend it. */
export function findSource(
  source: RealSource,
  { artefacts = {}, data }: Pick<SimulationContext, 'artefacts' | 'data'>,
  path: string,
): Found | Problem {
  const { part } = source
  if ('computed' in source) {
    const texts = (artefacts[artefactKey(source.computed)] ?? []) as readonly ArtefactPart[]
    if (texts.length === 0) return { ...notComputed, path: `${path}.from` }
    const known = [...new Set(texts.map(({ domain }) => domain))]
    if (part !== '' && !known.includes(part)) return { ...noPart(part, known), path: `${path}.domain` }
    return { traces: texts.filter(({ domain }) => part === '' || domain === part), counts: null }
  }
  const recording = data[source.recorded] as Recording | undefined
  if (recording?.kind !== source.holds) return { ...notHere(source, recording), path: `${path}.recording` }
  const known = partsOf(recording)
  if (part !== '' && !known.includes(part)) return { ...noPart(part, known), path: `${path}.part` }
  const counts = recording.kind === 'acceptance' ? recording.counts : []
  return {
    traces: recording.traces.filter(({ domain }) => part === '' || domain === part),
    counts: counts.find(({ name }) => part === '' || name === part) ?? null,
  }
}

export const isProblem = (found: Found | Problem): found is Problem => 'code' in found

const notComputed: Problem = {
  code: 'source-not-computed',
  message: 'This run follows what the tiny models compute, and that has not been done.',
  remedy: 'Choose an assumed process, or run it where the models can be loaded.',
}

const called: Readonly<Record<Recording['kind'], string>> = {
  acceptance: 'a recording of acceptance',
  gates: 'a recording of experts',
  denoising: 'a recording of denoising steps',
  'kv-error': 'a recording of KV errors',
  'look-ups': 'a recording of look-ups',
}

function notHere({ recorded, holds }: RecordedSource, other: Recording | undefined): Problem {
  const what = called[holds]
  return {
    code: 'recording-missing',
    message:
      other === undefined
        ? `This run follows ${what}, and “${recorded}” is not here.`
        : `This run follows “${recorded}”, which is not ${what}.`,
    remedy: `Drop ${what} on the page (or give it with --recording), or choose another source.`,
  }
}

const noPart = (part: string, known: readonly string[]): Problem => ({
  code: 'part-unknown',
  message: `There is no part “${part}” in what this run follows.`,
  remedy: `Its parts are ${known.map((one) => `“${one}”`).join(', ')}.`,
})
