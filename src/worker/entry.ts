/** The worker: wires the run room to Comlink. Slices, yields and transfers are here; what is simulated is not. */
import { expose, transfer } from 'comlink'
import { createLab } from './lab.ts'
import { createPointWorker } from './sweep-points.ts'

const yieldChannel = new MessageChannel()
/** Several may rest at once, a run and a calibration: every message wakes the one that has rested longest. */
const resting: (() => void)[] = []
yieldChannel.port1.onmessage = () => resting.shift()?.()

/** Lets messages in: a message to oneself queues behind them, and unlike a zero timeout it is not held back 4 ms. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    resting.push(resolve)
    yieldChannel.port2.postMessage(null)
  })

/** The build puts the worker below assets/, beside models/; the development server serves both from the root. */
const models = new URL(import.meta.env.DEV ? '/models/' : '../models/', location.href)

async function fetchFile(name: string): Promise<Uint8Array> {
  const answer = await fetch(new URL(name, models))
  if (!answer.ok) throw new Error(`the server says ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}

const lab = createLab({ clock: () => performance.now(), breathe, fetchFile })
const points = createPointWorker({ clock: () => performance.now(), breathe, fetchFile })

expose({
  // What both can do is done on the lab's shelf, where what was dropped lies.
  ...points,
  ...lab,
  windows: async (...args: Parameters<typeof lab.windows>) => {
    const windows = await lab.windows(...args)
    return transfer(windows, buffersOf(windows))
  },
})

function buffersOf(windows: readonly (object | null)[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const window of windows) {
    for (const value of Object.values(window ?? {})) {
      if (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer) buffers.add(value.buffer)
    }
  }
  return [...buffers]
}
