/** Pages of the documentation that commands write, or that walk through files: they say what the code is. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { goalsTable, goalText } from '../../scripts/accuracy-docs.ts'
import { architecturePicture, drawnAs } from '../../scripts/architecture-picture.ts'
import { arrows } from '../../scripts/arrows.allow.ts'
import { projectRoot } from '../../scripts/source-files.ts'
import { goalRow, KERNEL_GOALS } from '../../src/run/goals.ts'

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')

describe('the picture of the architecture', () => {
  const picture = architecturePicture()

  it('is the one that the arrows give', () => {
    expect(read('docs/architecture.svg'), 'draw it again: npx tsx scripts/architecture-picture.ts').toBe(picture)
  })

  it('has every room, and no arrow that points up', () => {
    const rooms = new Set(arrows.flatMap(({ from, to }) => [...from, ...to]).map((room) => drawnAs(room)))
    expect(
      [...rooms].filter(
        (room) => !picture.includes(`>${room}<`) && !new RegExp(`\\b${room}\\b[^<]*: everybody`).test(picture),
      ),
    ).toEqual([])
    const lines = [...picture.matchAll(/<path class="(?:values|types|url)" d="M[\d.]+ ([\d.]+)C.* ([\d.]+)"/g)]
    expect(lines.length).toBeGreaterThan(20)
    expect(lines.filter(([, from, to]) => Number(to) <= Number(from))).toEqual([])
  })
})

describe('the walks', () => {
  const walks = read('docs/architecture.md').split('## Walks')[1]

  it.each(['An edit', 'A request', 'A token', 'A trace'])('%s goes through files that exist', (name) => {
    const walk = walks.split('\n\n').find((paragraph) => paragraph.startsWith(`**${name}`)) ?? ''
    const files = [...walk.matchAll(/`(src\/[\w./-]+)`/g)].map(([, path]) => path)
    expect(files.length).toBeGreaterThan(7)
    expect(files.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([])
  })
})

describe('the table of goals', () => {
  const [, shown = ''] = /<!-- goals: begin -->([\s\S]*)<!-- goals: end -->/.exec(read('docs/accuracy.md')) ?? []
  const lines = shown.split('\n').filter((line) => line.startsWith('| '))

  it('has the form that its command writes', () => {
    const [head, rule] = goalsTable([], '2026-01-01')
      .split('\n')
      .filter((line) => line.startsWith('| '))
    expect(lines.slice(0, 2)).toEqual([head, rule])
    const figure = /^(median|p90|bias|mean|p50|p99|inside band) −?\d+\.\d %( \(missed\))?$/
    for (const line of lines.slice(2)) {
      const [, level, reached, goals, rows] = line.split('|').map((cell) => cell.trim())
      const figures = reached.split(', ')
      expect(
        figures.filter((one) => !figure.test(one)),
        level,
      ).toEqual([])
      expect(
        goals.split(', ').filter((one) => !/^[≤≥] \d+\.\d %$/.test(one)),
        level,
      ).toEqual([])
      expect(goals.split(', '), level).toHaveLength(figures.length)
      expect(rows, level).toMatch(/^[\d,]+$/)
    }
    expect(shown).toMatch(/goals DATA`, \d{4}-\d\d-\d\d:/)
  })

  it.each(KERNEL_GOALS)('states the goal of $level as the code has it', ({ level, median, p90 }) => {
    const line = lines.find((one) => one.startsWith(`| ${level} |`))
    expect(line, 'write it again: scripts/accuracy-docs.ts').toContain(
      `${goalText({ statistic: 'median', goal: median })}`,
    )
    if (p90 !== undefined) expect(line).toContain(goalText({ statistic: 'p90', goal: p90 }))
  })

  it('says what was missed', () => {
    const rows = [
      goalRow('a', 'median', 0.05, 0.06, 10),
      goalRow('a', 'bias', 0.03, -0.012, 10),
      goalRow('b', 'inside band', 0.8, 0.9, 1200),
    ]
    expect(
      goalsTable(rows, '2026-01-01')
        .split('\n')
        .filter((line) => /^\| [ab] /.test(line)),
    ).toEqual([
      '| a | median 6.0 % (missed), bias −1.2 % | ≤ 5.0 %, ≤ 3.0 % | 10 |',
      '| b | inside band 90.0 % | ≥ 80.0 % | 1,200 |',
    ])
  })
})
