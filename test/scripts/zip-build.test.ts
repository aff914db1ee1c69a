import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { zipOf } from '../../scripts/zip-build.ts'

it('holds every file of the build, says how to serve it, and is the same every time', () => {
  // given a build with a folder and the manifest that only scripts read
  const dist = mkdtempSync(join(tmpdir(), 'dist-'))
  mkdirSync(join(dist, 'assets'))
  mkdirSync(join(dist, '.vite'))
  writeFileSync(join(dist, 'index.html'), '<!doctype html>')
  writeFileSync(join(dist, 'assets/entry.js'), 'work()')
  writeFileSync(join(dist, '.vite/manifest.json'), '{}')
  // when it is zipped, then it comes out of the zip again
  const files = unzipSync(zipOf(dist))
  expect(Object.keys(files).sort()).toEqual([
    'tokenscope/READ ME.txt',
    'tokenscope/assets/entry.js',
    'tokenscope/index.html',
  ])
  expect(strFromU8(files['tokenscope/assets/entry.js'])).toBe('work()')
  expect(strFromU8(files['tokenscope/READ ME.txt'])).toContain('http.server')
  expect(zipOf(dist)).toEqual(zipOf(dist))
})
