/** Where files go that are dropped, pasted or chosen, through the page's one way in and the lab's own worker in process. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serving } from '../../src/engines/serving/index.ts'
import { tokens } from '../../src/engines/tokens/index.ts'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Engine } from '../../src/kernel/engine.ts'
import { createLab } from '../../src/store/create-lab.ts'
import type { Lab } from '../../src/store/lab-context.tsx'
import { CALIBRATION, MEASURED_FILE } from '../../src/store/measurements.ts'
import { createLab as createWorkerLab } from '../../src/worker/lab.ts'
import { fixtures } from '../traces/fixtures.ts'

const source = (kind: string) => {
  const fixture = fixtures.find((one) => one.kind === kind)
  if (fixture === undefined) throw new Error(`no fixture of ${kind}`)
  return { name: fixture.name, content: fixture.text }
}
/** A measured run whose rows are arrivals too. */
const run = {
  name: 'run.csv',
  content: 'arrival_s,first_token_s,last_token_s,input_tokens,output_tokens\n0.5,0.7,2.5,400,60\n',
}

let labs: Lab[] = []
function labAt(address: string, { id, describe: description }: Pick<Engine, 'id' | 'describe'> = serving): Lab {
  const api = createWorkerLab({ clock: () => 0, breathe: () => new Promise((next) => setImmediate(next)) })
  const lab = createLab({
    startWorker: () => ({ api, onError: () => undefined, terminate: () => undefined }),
    address: { read: () => address, write: () => undefined, onChange: () => () => undefined },
    shelf: null,
    nextFrame: (work) => work(),
    asked: null,
    first: null,
    blank: defaultExperiment(id),
  })
  lab.run.setState({ description: description() })
  labs.push(lab)
  return lab
}
beforeEach(() => vi.stubGlobal('location', { hash: '', href: '' }))
afterEach(() => {
  vi.unstubAllGlobals()
  for (const lab of labs) lab.runner.client.close()
  labs = []
})

const setupOf = (lab: Lab) => lab.document.getState().document.setup
const toldBy = (lab: Lab) => lab.intake.getState().told

describe('a file of the Lab', () => {
  it('that is a trace becomes the workload, and is told of where it is', async () => {
    const lab = labAt('#/lab')
    const [taken] = await lab.intake.getState().bring([source('azure')])
    expect(taken).toMatchObject({ kind: 'trace', readAs: { id: 'azure' }, report: { kept: 3, rows: 4 }, others: [] })
    expect(setupOf(lab)).toMatchObject({ workload: { id: 'trace' } })
    expect(toldBy(lab)).toMatchObject({ page: 'lab', items: [{ incoming: { kind: 'trace' } }] })
    expect(location.hash).toBe('')
  })

  it('that is a recording, a model or an experiment is followed, served or opened', async () => {
    const lab = labAt('#/lab')
    const kinds = ['lab-recording', 'model-config', 'device-sheet', 'experiment-link'].map(source)
    const taken = await lab.intake.getState().bring(kinds.slice(0, 3))
    expect(taken.map(({ kind }) => kind)).toEqual(['recording', 'model', 'accelerator'])
    expect(setupOf(lab)).toMatchObject({
      model: { id: 'custom', knobs: { layers: 12 } },
      accelerator: { id: 'custom', knobs: { memoryGB: 25 } },
    })
    expect(Object.keys(lab.document.getState().document.data ?? {})).toHaveLength(1)
    await lab.intake.getState().bring(kinds.slice(3))
    expect(setupOf(lab)).toEqual({ workload: { knobs: { rate: 12 } } })
  })

  it('comes there from another page, which is left for it', async () => {
    const lab = labAt('#/accuracy')
    await lab.intake.getState().bring([source('mooncake')])
    expect(location.hash).toBe('#/lab')
    expect(setupOf(lab)).toMatchObject({ workload: { id: 'trace' } })
    expect(toldBy(lab)?.page).toBe('lab')
  })

  it('has no place in an experiment of another engine, and the experiment stays', async () => {
    const lab = labAt('#/lab', tokens)
    const before = lab.document.getState().document
    const taken = await lab.intake
      .getState()
      .bring(['azure', 'lab-recording', 'model-config', 'device-sheet'].map(source))
    expect(taken.map(({ kind }) => kind)).toEqual(Array(4).fill('refused'))
    for (const { problems } of taken) expect(problems[0].remedy).toContain('Switch to the serving engine')
    expect(lab.document.getState().document).toBe(before)
  })
})

describe('a measurement', () => {
  it('goes to the page Accuracy with its text filled in, wherever it is dropped', async () => {
    const lab = labAt('#/lab')
    const before = lab.document.getState().document
    const table = source('bench-serving-table')
    await lab.intake.getState().bring([table])
    expect(lab.measurements.getState().paste).toBe(table.content)
    expect(location.hash).toBe('#/accuracy')
    expect(toldBy(lab)?.page).toBe('accuracy')
    expect(lab.document.getState().document).toBe(before)
    await lab.intake.getState().bring([source('kernels-gemm')])
    expect(lab.measurements.getState().measured.file).toMatchObject({ name: 'kernels-gemm.csv', what: 'kernels' })
    expect(toldBy(lab)?.items[0]?.incoming).toMatchObject({ kind: 'measurement', part: MEASURED_FILE })
  })

  it('of a run has the set-up that came with it or after it, and never that of another run', async () => {
    const lab = labAt('#/accuracy')
    const measured = () => lab.measurements.getState().measured
    await lab.intake.getState().bring([source('run-setup'), source('measured-run')])
    expect(measured()).toMatchObject({ file: { what: 'run' }, setup: { text: source('run-setup').content } })
    await lab.intake.getState().bring([source('measured-run')])
    expect(measured().setup).toBeNull()
    await lab.intake.getState().bring([source('run-setup')])
    expect(measured()).toMatchObject({ file: { what: 'run' }, setup: { text: source('run-setup').content } })
  })

  it('of a run is calibrated to where it is dropped over that field', async () => {
    const lab = labAt('#/accuracy')
    await lab.intake.getState().bring([source('measured-run')], { place: CALIBRATION })
    expect(lab.measurements.getState()).toMatchObject({
      paste: source('measured-run').content,
      measured: { file: null },
    })
  })

  it('is not shown by an embedded page, which says where it is', async () => {
    const lab = labAt('#/embed/kv')
    const [taken] = await lab.intake.getState().bring([source('startup-log')])
    expect(taken).toMatchObject({ kind: 'refused', problems: [{ remedy: expect.stringContaining('whole page') }] })
    expect(lab.measurements.getState().paste).toBe('')
  })
})

describe('a file that could be several things', () => {
  it('is arrivals in the Lab and a measured run on the page Accuracy, and can be read as the other', async () => {
    const lab = labAt('#/lab')
    const [inLab] = await lab.intake.getState().bring([run])
    expect(inLab).toMatchObject({ kind: 'trace', others: [{ id: 'measured-run' }] })
    const [chosen] = await lab.intake.getState().bring([run], { as: 'measured-run' })
    expect(chosen).toMatchObject({ kind: 'measurement', others: [{ id: 'plain-csv' }] })
    const [onAccuracy] = await labAt('#/accuracy').intake.getState().bring([run])
    expect(onAccuracy).toMatchObject({ kind: 'measurement', readAs: { id: 'measured-run' } })
  })
})

describe('what is refused', () => {
  it('changes nothing, and is told with what was seen of it', async () => {
    const lab = labAt('#/lab')
    const before = lab.document.getState().document
    await lab.intake.getState().bring([{ name: 'diary.txt', content: 'Dear diary' }])
    expect(toldBy(lab)?.items[0]?.incoming).toMatchObject({
      kind: 'refused',
      problems: [{ message: expect.stringContaining('“Dear diary”') }],
    })
    expect(lab.document.getState().document).toBe(before)
    lab.intake.getState().dismiss()
    // and is left to whoever asked to tell of it
    const text = { name: 'pasted text', content: 'Dear diary' }
    const [taken] = await lab.intake.getState().bring([text], { refusals: 'told by the caller' })
    expect([taken?.kind, toldBy(lab)]).toEqual(['refused', null])
  })

  it('of many files at once are those beyond the sixteenth, and that is said', async () => {
    const lab = labAt('#/accuracy')
    const many = Array.from({ length: 18 }, (_, i) => ({ ...source('run-setup'), name: `${i + 1}.json` }))
    const taken = await lab.intake.getState().bring(many)
    expect(taken.map(({ kind }) => kind)).toEqual([...Array(16).fill('measurement'), 'refused'])
    expect(taken.at(-1)?.problems[0].message).toBe(
      '18 files came at once; the first 16 were read, and from 17.json on none.',
    )
  })

  it('is told too where the worker dies over it', async () => {
    const lab = labAt('#/lab')
    vi.spyOn(lab.runner.client, 'readIncoming').mockRejectedValue(new Error('out of memory'))
    const [taken] = await lab.intake.getState().bring([run])
    expect(taken).toMatchObject({
      kind: 'refused',
      problems: [{ message: expect.stringContaining('out of memory') }],
    })
    expect(toldBy(lab)?.items).toHaveLength(1)
  })
})
