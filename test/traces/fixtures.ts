/**
 * Small files of every kind that can be dropped, made here: `fixtures/<kind>.<ending>`, or `fixtures/<kind>.<what is odd>.<ending>` where
 * there are several.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Fixture {
  readonly kind: string
  readonly name: string
  readonly text: string
}

const folder = join(import.meta.dirname, 'fixtures')

export const fixtures: readonly Fixture[] = readdirSync(folder)
  .sort()
  .map((name) => ({ kind: name.split('.')[0], name, text: readFileSync(join(folder, name), 'utf8') }))
