/** An experiment saved as a file and opened again is the same experiment. */
import { decode } from '../../src/experiment/link.ts'
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'
import { exported, finishedDigest, openFile, openGroup, sharedLink, typeNumber } from './reader.ts'

describe('the experiment as a file', () => {
  e2e(
    'opens again as the same document with the same results, and undo brings back what stood there',
    async ({ lab }) => {
      const page = await lab.open({ reducedMotion: 'reduce' })
      await runFinished(page)
      // given an experiment of one's own, saved
      await openGroup(page, 'Workload')
      await typeNumber(page, 'Requests', '90')
      const saved = await exported(page, 'Experiment')
      expect(saved.name).toBe('a-burst-fills-the-cache.json')
      const link = await sharedLink(page)
      const digest = await finishedDigest(page)
      // and then changed
      await typeNumber(page, 'Requests', '40')
      const changed = await sharedLink(page)
      expect(changed).not.toBe(link)
      // when the file is opened, then the page says so and the document is the saved one
      await openFile(page, saved)
      await page.getByText('Opened A burst fills the cache').waitFor()
      expect(decode(await sharedLink(page)).document).toEqual(decode(link).document)
      expect(await finishedDigest(page)).toBe(digest)
      // and undo brings the other one back
      await page.getByRole('button', { name: 'Undo' }).click()
      expect(await sharedLink(page)).toBe(changed)
    },
  )

  e2e(
    'that is no experiment, no trace and no model is refused in words, and the page stays as it is',
    async ({ lab }) => {
      const page = await lab.open({ reducedMotion: 'reduce' })
      await runFinished(page)
      const before = await sharedLink(page)
      await openFile(page, { name: 'holiday.png', text: '\u0000\u0001PNG not at all' })
      // then the dialog says so and stays, with all kinds that could have come
      const dialog = page.getByRole('dialog', { name: 'Open' })
      await dialog.getByRole('alert').filter({ hasText: 'holiday.png could not be read' }).waitFor()
      await dialog.getByText(/kinds are known/).click()
      await dialog.getByText('Mooncake JSON lines', { exact: true }).waitFor()
      // and a text that is refused stays in its field
      await dialog.getByLabel('or paste its text').fill('Dear diary')
      await dialog.getByRole('button', { name: 'Read the text' }).click()
      await dialog.getByRole('alert').filter({ hasText: 'its first line is “Dear diary”' }).waitFor()
      expect(await dialog.getByLabel('or paste its text').inputValue()).toBe('Dear diary')
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      expect(await sharedLink(page)).toBe(before)
    },
  )
})
