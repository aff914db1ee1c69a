import { describe, expect, it } from 'vitest'
import { firstPageFiles, workerFiles } from '../../scripts/bytes.ts'

describe('the weight of the first page', () => {
  const manifest = {
    'index.html': {
      file: 'assets/index.js',
      isEntry: true,
      imports: ['_react.js'],
      dynamicImports: ['src/pages/lab/Lab.tsx', 'src/pages/papers/Papers.tsx'],
      css: ['assets/index.css'],
      assets: ['assets/first-run.bin'],
    },
    '_react.js': { file: 'assets/react.js' },
    'src/pages/lab/Lab.tsx': { file: 'assets/Lab.js', imports: ['_react.js', '_charts.js'] },
    '_charts.js': { file: 'assets/charts.js' },
    'src/pages/papers/Papers.tsx': { file: 'assets/Papers.js' },
  }

  it('counts the entry, what it imports at once, the Lab and their assets, each once; no other page', () => {
    expect(firstPageFiles(manifest).toSorted()).toEqual([
      'assets/Lab.js',
      'assets/charts.js',
      'assets/first-run.bin',
      'assets/index.css',
      'assets/index.js',
      'assets/react.js',
    ])
  })

  it('takes scripts that the manifest does not know for workers', () => {
    const built = ['index.html', 'assets/index.js', 'assets/Papers.js', 'assets/entry-1.js', 'assets/index.css']
    expect(workerFiles(manifest, built)).toEqual(['assets/entry-1.js'])
  })
})
