/**
 * Writes the part of docs/command-line.md that the commands say themselves: `npx tsx scripts/command-docs.ts`. A test holds the two
 * together.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { commands } from '../src/cli/commands.ts'
import { commandHelp } from '../src/cli/help.ts'
import { projectRoot } from './source-files.ts'

const PAGE = join(projectRoot, 'docs/command-line.md')
const HEADING = '## Every command'

/** The page with what the commands say of themselves today behind its heading. */
export async function commandPage(text: string = readFileSync(PAGE, 'utf8')): Promise<string> {
  const [own] = text.split(HEADING)
  const parts = await Promise.all(
    Object.entries(commands).map(
      async ([name, load]) => `### ${name}\n\n\`\`\`text\n${commandHelp(await load())}\`\`\`\n`,
    ),
  )
  return `${own?.trimEnd()}\n\n${HEADING}\n\nWritten by \`npx tsx scripts/command-docs.ts\`.\n\n${parts.join('\n')}`
}

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, await commandPage())
