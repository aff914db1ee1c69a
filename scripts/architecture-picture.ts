/**
 * Draws docs/architecture.svg from the allow-list of arrows: `npx tsx scripts/architecture-picture.ts`. A test holds the two together.
 *
 * A room stands above everything that it may import; rooms of the page are left, rooms of the worker right, between them what both
 * load. An arrow that follows from others (a → b → c) is not drawn, and neither are those to rooms that everybody may import: they are
 * the ground.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { arrows } from './arrows.allow.ts'
import { projectRoot } from './source-files.ts'

const PICTURE = join(projectRoot, 'docs/architecture.svg')

/** `types` is drawn only where nothing is run either way. */
type Drawn = 'values' | 'types' | 'url'

/** Rooms by what they may import. */
type Graph = ReadonlyMap<string, ReadonlyMap<string, Drawn>>

function graphOf(nameOf: (room: string) => string = (room) => room): Graph {
  const graph = new Map<string, Map<string, Drawn>>()
  for (const { from, to, as } of arrows) {
    for (const [a, b] of from.flatMap((one) => to.map((other) => [nameOf(one), nameOf(other)] as const))) {
      if (a === b) continue
      const out = graph.get(a) ?? new Map<string, Drawn>()
      graph.set(a, out)
      graph.set(b, graph.get(b) ?? new Map())
      const kind = as === 'lazily' ? 'values' : as
      if (kind !== 'types' || !out.has(b)) out.set(b, kind)
    }
  }
  return graph
}

/** Rooms that a room reaches, itself not among them unless in a circle. */
function reached(graph: Graph, from: string, follows: (kind: Drawn) => boolean): ReadonlySet<string> {
  const seen = new Set<string>()
  const queue = [from]
  for (const room of queue) {
    for (const [next, kind] of graph.get(room) ?? []) {
      if (seen.has(next) || !follows(kind)) continue
      seen.add(next)
      queue.push(next)
    }
  }
  return seen
}

/** Rooms that every other may import. */
const groundOf = (graph: Graph): readonly string[] =>
  [...graph.keys()].filter((room) => {
    const others = [...graph].filter(([other]) => other !== room && !(graph.get(room)?.has(other) ?? false))
    return others.every(([, out]) => out.has(room))
  })

/** Rooms that import each other, in however many steps, are drawn as one, which has the shortest of their names. */
export function drawnAs(room: string, parts: Graph = graphOf()): string {
  const every = () => true
  const circle = [...reached(parts, room, every)].filter((other) => reached(parts, other, every).has(room))
  return [room, ...circle].reduce((name, other) => (other.length < name.length ? other : name))
}

/** Floors above the ground: one more than the highest that it imports. */
function floorOf(graph: Graph, room: string, above: readonly string[] = []): number {
  if (above.includes(room)) throw new Error(`rooms in a circle: ${[...above, room].join(' → ')}`)
  const below = [...(graph.get(room)?.keys() ?? [])].map((next) => floorOf(graph, next, [...above, room]))
  return below.length === 0 ? 0 : Math.max(...below) + 1
}

const SIDES = ['page', 'both', 'worker'] as const

interface Box {
  readonly room: string
  readonly side: (typeof SIDES)[number]
  readonly x: number
  readonly y: number
}

const [WIDTH, HEIGHT, ACROSS, DOWN, MARGIN, HEAD] = [112, 30, 24, 34, 24, 40]

/** Places of the boxes: a column a side, a line a floor. */
function boxesOf(graph: Graph): readonly Box[] {
  const runs = (kind: Drawn) => kind === 'values'
  const page = reached(graph, 'main', runs)
  const worker = new Set(['worker', 'cli'].flatMap((room) => [room, ...reached(graph, room, runs)]))
  const sideOf = (room: string) => {
    const isWorkers = worker.has(room)
    return isWorkers && page.has(room) ? 'both' : isWorkers ? 'worker' : 'page'
  }
  const rooms = [...graph.keys()].filter((room) => !groundOf(graph).includes(room))
  const floors = new Map(rooms.map((room) => [room, floorOf(graph, room)]))
  const levels = [...new Set(floors.values())].sort((a, b) => b - a)
  const boxes: Box[] = []
  let left = MARGIN
  for (const side of SIDES) {
    const lines = levels.map((level) => rooms.filter((room) => sideOf(room) === side && floors.get(room) === level))
    const most = Math.max(...lines.map((line) => line.length))
    const width = most * WIDTH + (most - 1) * ACROSS
    for (const [i, line] of lines.entries()) {
      const own = line.length * WIDTH + (line.length - 1) * ACROSS
      for (const [j, room] of line.entries())
        boxes.push({ room, side, x: left + (width - own) / 2 + j * (WIDTH + ACROSS), y: HEAD + i * (HEIGHT + DOWN) })
    }
    left += width + 2 * ACROSS
  }
  return boxes
}

/** Arrows that do not follow from others: a → c is left out beside a → b → c, of code by code alone. */
function shownArrows(graph: Graph): readonly (readonly [from: string, to: string, kind: Drawn])[] {
  const ground = groundOf(graph)
  return [...graph].flatMap(([from, out]) =>
    [...out].flatMap(([to, kind]) => {
      if (ground.includes(to)) return []
      const follows = (way: Drawn) => way === 'values' || kind === 'types'
      const others = [...out].filter(([other, way]) => other !== to && follows(way))
      const isImplied = kind !== 'url' && others.some(([other]) => reached(graph, other, follows).has(to))
      return isImplied ? [] : [[from, to, kind] as const]
    }),
  )
}

const STYLE = `
    text { font: 13px system-ui, sans-serif; fill: #1c2127; text-anchor: middle }
    .side, .legend { font-size: 12px; fill: #5c6670 } .legend { text-anchor: start }
    rect { fill: #ffffff; stroke: #8a939c; rx: 5px }
    .page rect { stroke: #254a77 } .worker rect { stroke: #9a4a00 } .ground rect { fill: #f1efea }
    path { fill: none; stroke: #6b747d; stroke-width: 1.2; marker-end: url(#head) }
    .types { stroke-dasharray: 4 3 } .url { stroke: #9a4a00; stroke-width: 2 }
    marker path { fill: #6b747d; stroke: none; marker-end: none }
    .back { fill: #fcfcfa; stroke: none }
    @media (prefers-color-scheme: dark) {
      text { fill: #e7e9ec } .side, .legend { fill: #a2abb5 }
      rect { fill: #1d2229; stroke: #7b858f } .page rect { stroke: #8fb8ea } .worker rect { stroke: #f0a868 }
      .ground rect { fill: #262c34 } path { stroke: #929ca6 } .url { stroke: #f0a868 }
      marker path { fill: #929ca6 } .back { fill: #14171c }
    }`

/** The picture as SVG, legible on light and dark. */
export function architecturePicture(): string {
  const parts = graphOf()
  const graph = graphOf((room) => drawnAs(room, parts))
  const boxes = boxesOf(graph)
  const at = new Map(boxes.map((box) => [box.room, box]))
  const right = Math.max(...boxes.map(({ x }) => x + WIDTH)) + MARGIN
  const ground = Math.max(...boxes.map(({ y }) => y)) + HEIGHT + DOWN
  const lines = shownArrows(graph).flatMap(([from, to, kind]) => {
    const [a, b] = [at.get(from), at.get(to)]
    if (!a || !b) return []
    const [x0, y0, x1, y1] = [a.x + WIDTH / 2, a.y + HEIGHT, b.x + WIDTH / 2, b.y - 3]
    const bend = Math.max(DOWN / 2, (y1 - y0) / 2)
    return `<path class="${kind}" d="M${x0} ${y0}C${x0} ${y0 + bend} ${x1} ${y1 - bend} ${x1} ${y1}"/>`
  })
  const heads = SIDES.map((side) => {
    const own = boxes.filter((box) => box.side === side).map(({ x }) => x)
    return `<text class="side" x="${(Math.min(...own) + Math.max(...own) + WIDTH) / 2}" y="${MARGIN}">${TITLES[side]}</text>`
  })
  const foot = ground + HEIGHT + 26
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right} ${foot + MARGIN}" role="img">
  <title>Rooms of the house and what each may import</title>
  <style>${STYLE}
  </style>
  <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>
  <rect class="back" width="100%" height="100%"/>
${heads.map((head) => `  ${head}`).join('\n')}
${lines.map((line) => `  ${line}`).join('\n')}
${boxes.map((box) => `  ${boxOf(box)}`).join('\n')}
  <g class="ground"><rect x="${MARGIN}" y="${ground}" width="${right - 2 * MARGIN}" height="${HEIGHT}"/><text x="${right / 2}" y="${ground + 20}">${groundOf(graph).join(' and ')}: everybody may import them</text></g>
${legend(foot)}
</svg>
`
}

const TITLES = { page: 'the page', both: 'on both sides', worker: 'the worker, and Node' } as const

const legend = (y: number): string =>
  [
    ['values', 'imports its code'],
    ['types', 'imports types only'],
    ['url', 'starts it as a program of its own'],
  ]
    .map(([kind, words], i) => {
      const x = MARGIN + i * 200
      return `  <path class="${kind}" d="M${x} ${y - 4}H${x + 34}"/><text class="legend" x="${x + 42}" y="${y}">${words}</text>`
    })
    .join('\n')

const boxOf = ({ room, side, x, y }: Box): string =>
  `<g class="${side}"><rect x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}"/><text x="${x + WIDTH / 2}" y="${y + 20}">${room}</text></g>`

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PICTURE, architecturePicture())
