/**
 * What an embedded page and the page around it say to each other by `postMessage`. Every message is an object with
 * `tokenscope: 1` and a `type`:
 *
 * from the embed   ready, pong, state { link, playhead, isPlaying }, selection { from, until, request }, done { digests },
 *                  refused { message }
 * to the embed     ping, play, pause, goTo { at }, set { path, value }, open { link }
 *
 * Only the window that embeds the page is listened to. What is sent holds nothing but the experiment, which whoever wrote
 * the address knows, so it is sent whatever the origin.
 */
import type { Experiment } from '../experiment/document.ts'
import { decode, encode, engineIn } from '../experiment/link.ts'
import { checkPath } from '../experiment/path.ts'
import { plain } from '../experiment/plain.ts'
import { createReport } from '../experiment/report.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Lab } from './lab-context.tsx'
import { whenOpen } from './opening.ts'

type Message = { readonly tokenscope: 1; readonly type: string } & Readonly<Record<string, unknown>>

/** State is told at most this often. */
const PAUSE = 100 // ms

export interface Frame {
  /** Sends to the page around; listens to it. */
  post(message: Message): void
  listen(onMessage: (message: Message) => void): () => void
}

export function talk(lab: Lab, frame: Frame): () => void {
  const send = (type: string, more: Readonly<Record<string, unknown>> = {}) =>
    frame.post({ tokenscope: 1, type, ...more })
  let timer: ReturnType<typeof setTimeout> | undefined
  const tellState = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      const { playhead, isPlaying } = lab.view.getState()
      send('state', { link: encode(lab.document.getState().document), playhead, isPlaying })
    }, PAUSE)
  }
  const tellDone = () => {
    const { summaries } = lab.run.getState()
    send('done', { digests: Object.fromEntries(Object.entries(summaries).map(([arm, { digest }]) => [arm, digest])) })
  }
  const unsubscribes = [
    lab.document.subscribe(tellState),
    lab.view.subscribe((now, before) => {
      if (now.playhead !== before.playhead || now.isPlaying !== before.isPlaying) tellState()
      if (now.selection !== before.selection || now.request !== before.request) {
        send('selection', { from: now.selection?.[0] ?? null, until: now.selection?.[1] ?? null, request: now.request })
      }
    }),
    lab.run.subscribe((now, before) => {
      if (now.status === 'done' && before.status !== 'done') tellDone()
    }),
    frame.listen((message) => obey(lab, message, send)),
  ]
  send('ready')
  // A short run may be over before anybody listens.
  if (lab.run.getState().status === 'done') tellDone()
  return () => {
    clearTimeout(timer)
    for (const unsubscribe of unsubscribes) unsubscribe()
  }
}

function obey(
  { document, view }: Lab,
  message: Message,
  send: (type: string, more?: Readonly<Record<string, unknown>>) => void,
): void {
  const { type, at, path, value, link } = message
  switch (type) {
    case 'ping':
      send('pong')
      return
    case 'play':
    case 'pause':
      view.getState().play(type === 'play')
      return
    case 'goTo':
      if (typeof at === 'number' && Number.isFinite(at)) view.getState().goTo(at)
      else send('refused', { message: 'goTo wants `at`, a time in seconds.' })
      return
    case 'set':
      if (typeof path === 'string' && isEditable(path, document.getState().document) && isFit(path, value))
        document.getState().edit(path, plain(value, createReport()))
      else send('refused', { message: 'set wants `path`, for example setup.workload.knobs.rate, and a `value`.' })
      return
    case 'open':
      if (typeof link === 'string') {
        const fragment = link.slice(Math.max(0, link.indexOf('#')))
        const refuse = (problem: Problem) => send('refused', { message: problem.message })
        whenOpen(engineIn(fragment), () => document.getState().open(decode(fragment)), refuse)
      } else send('refused', { message: 'open wants `link`, the address of an experiment.' })
      return
    default:
      send('refused', { message: `There is no message “${String(type)}”.` })
  }
}

/** Knobs of the set-up or of an arm that is there, and the seed. */
const isEditable = (path: string, { arms }: Experiment): boolean => {
  const [head, arm = '', knob] = path.split('.')
  return (
    checkPath(path) === null &&
    (path === 'seed' ||
      /^setup\.[\w.-]+$/.test(path) ||
      (head === 'arms' && knob !== undefined && Object.hasOwn(arms, arm)))
  )
}

/** What a document can hold: a message can bring anything that can be cloned. Nothing puts the knob back to its default. */
function isFit(path: string, value: unknown): boolean {
  if (path === 'seed') return Number.isSafeInteger(value) && Number(value) >= 0
  const report = createReport()
  return (plain(value, report) !== undefined || value === undefined) && report.problems.length === 0
}

/** The window around this one; null where nobody embeds the page. */
export function parentFrame(): Frame | null {
  if (window.parent === window) return null
  return {
    post: (message) => window.parent.postMessage(message, '*'),
    listen: (onMessage) => {
      const hear = ({ source, data }: MessageEvent<unknown>) => {
        const isOurs = typeof data === 'object' && data !== null && (data as { tokenscope?: unknown }).tokenscope === 1
        if (source === window.parent && isOurs) onMessage(data as Message)
      }
      addEventListener('message', hear)
      return () => removeEventListener('message', hear)
    },
  }
}
