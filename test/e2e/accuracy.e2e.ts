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

  e2e('replays a measured run with the set-up beside it, and draws both over each other', async ({ lab }) => {
    const page = await lab.open({ path: '#/accuracy', reducedMotion: 'reduce' })
    await page.getByRole('heading', { name: /^A measured run, replayed/ }).waitFor()
    expect(await page.getByRole('row', { name: /^tpot [0-9]/ }).count()).toBe(1)
    const rows = Array.from({ length: 20 }, (_, i) => `${i},${i / 4},${i / 4 + 0.2},${i / 4 + 2},400,60`)
    const run = `request_id,queued_s,first_token_s,last_token_s,input_tokens,output_tokens\n${rows.join('\n')}\n`
    const meta = { model: 'meta-llama/Llama-3.1-8B', hardware: { device_name: 'NVIDIA GeForce RTX 4090' } }
    await page
      .getByLabel('Measured times (CSV)')
      .setInputFiles([
        file('run.csv', run),
        { name: 'run_meta.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(meta)) },
      ])
    await expect.poll(() => page.getByRole('row', { name: /^TPOT mean/ }).count()).toBe(2)
  })

  e2e('calibrates by paste: residuals, constants, and the server in the Lab with its link', async ({ lab }) => {
    const page = await lab.open({ path: '#/accuracy', reducedMotion: 'reduce' })
    const paste = page.getByLabel('Benchmark result, measured run or start-up log')
    await paste.fill('hello')
    await page.getByRole('button', { name: 'Calibrate', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'vllm bench serve' }).waitFor()
    const result = {
      ...{ model_id: 'meta-llama/Llama-3.1-8B', completed: 60, max_concurrency: 8, request_rate: 'inf' },
      ...{ total_input_tokens: 30_720, total_output_tokens: 7680, output_throughput: 550 },
      ...{ mean_ttft_ms: 80, mean_tpot_ms: 14, median_tpot_ms: 14 },
    }
    await paste.fill(`${JSON.stringify(result)}\n`)
    await page.getByRole('button', { name: 'Calibrate', exact: true }).press('Enter')
    await page
      .getByText(/^Median error .* before, .* after/)
      .first()
      .waitFor()
    await page.getByRole('row', { name: /^1 · tpot.mean/ }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Open this server in the Lab' }).press('Enter')
    await page.getByRole('heading', { name: 'Summary' }).waitFor()
    await expect.poll(() => page.url()).toMatch(/#\/lab\?v=2/)
    await page.getByRole('button', { name: 'Undo' }).waitFor()
  })
})

describe('how far a run can be believed', () => {
  e2e('is a light with reasons and a button; the band stands behind each figure', async ({ lab }) => {
    const page = await lab.open({
      path: '#/lab?v=1&accelerator=rtx-4090&workload.requests=30',
      reducedMotion: 'reduce',
    })
    const light = page.getByText('Extrapolating')
    await light.click()
    await page.getByText(/fitted on whole steps of an H100/).waitFor()
    await page.getByRole('button', { name: 'Use its measured kernels' }).press('Enter')
    await page.getByText('Inside calibration').waitFor()
    await page.getByLabel('Uncertainty band').press('Space')
    await page.getByText(/^Behind each figure: p10–p90 of 24 runs/).waitFor()
    expect(await page.locator('td > .band').count()).toBeGreaterThan(8)
    expect(await axeFindings(page)).toEqual([])
    await page.getByLabel('Uncertainty band').press('Space')
    await expect.poll(() => page.locator('td > .band').count()).toBe(0)
  })
})
