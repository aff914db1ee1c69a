/**
 * A sample of what scripts/random-documents.ts tries by the hundred thousand: documents in which instances die, come back and slow down
 * run to an end and add up.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encode } from '../../src/experiment/link.ts'
import { eventfulDocument } from './eventful-documents.ts'
import { expectDocumentSound, noFindings } from './whole-document.ts'

const documents = Number(process.env.LAWS_DOCUMENTS ?? 300)

it('holds for documents in which things go wrong', () => {
  const findings = noFindings()
  fc.assert(
    fc.property(eventfulDocument, (document) => {
      try {
        // How long a slice takes is measured by the script: here others share the machine.
        expectDocumentSound(document, { wall: () => 0, processor: () => 0 }, findings)
      } catch (error) {
        throw new Error(`${encode(document)}\n${error instanceof Error ? error.stack : error}`)
      }
    }),
    { numRuns: documents, seed: Number(process.env.LAWS_SEED ?? 1) },
  )
  expect(findings.runs).toBeGreaterThan(documents)
  expect(findings.unfinished).toBeGreaterThan(documents / 5)
  expect(findings.killed).toBeGreaterThan(documents / 3)
  expect(findings.blamed).toBeGreaterThan(documents / 2)
})
