/** The Accuracy page: the shipped errors, a file of measurements held against the forms, and what is said of a file that is none. */
import { madeUpFiles } from '../fidelity/made-up-files.ts'
import { axeFindings, describe, e2e, expect } from './harness.ts'

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

describe('the Accuracy page', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    e2e(
      `lists the shipped fits with their errors, without findings, ${colorScheme}, and fits 320 px`,
      async ({ lab }) => {
        const page = await lab.open({
          path: '#/accuracy',
          colorScheme,
          reducedMotion: 'reduce',
          width: 320,
          height: 800,
        })
        await page.getByRole('row', { name: /^GEMM h100-sxm bf16/ }).waitFor()
        expect(await page.getByRole('row', { name: /^Attention/ }).count()).toBeGreaterThan(4)
        expect(await axeFindings(page)).toEqual([])
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(wide).toBeLessThanOrEqual(0)
      },
    )
  }

  e2e('draws a file of measured times against the predicted ones, and refuses what is none', async ({ lab }) => {
    const page = await lab.open({ path: '#/lab', reducedMotion: 'reduce' })
    await page.getByRole('link', { name: 'Accuracy' }).press('Enter')
    const choose = page.getByLabel('Measured times (CSV)')
    await choose.setInputFiles(file('gemm.csv', madeUpFiles.gemm))
    await page
      .getByText(/gemm\.csv, GEMM: 2 rows/)
      .first()
      .waitFor()
    await page.getByRole('row', { name: /^device=a100-80gb-sxm 2/ }).waitFor()
    // a file without a device asks for one
    await choose.setInputFiles(file('dense.csv', madeUpFiles['dense-operators']))
    await page.getByRole('alert').filter({ hasText: 'no model is named' }).waitFor()
    await page.getByLabel('Accelerator, where the file names none').fill('RTX 4090')
    await page.getByLabel('Model, where the file names none').fill('meta-llama/Llama-3.1-8B')
    await choose.setInputFiles(file('dense.csv', madeUpFiles['dense-operators']))
    await page
      .getByText(/dense\.csv, Operators around attention: 2 rows/)
      .first()
      .waitFor()
    await choose.setInputFiles(file('notes.csv', 'a,b\n1,2\n'))
    await page.getByRole('alert').filter({ hasText: 'none of the known formats' }).waitFor()
  })
})
