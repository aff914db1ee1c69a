/** The address of an experiment as text, as it is copied out of an address bar or a chat. */
import { encode, openLink } from '../../experiment/link.ts'
import { success } from '../../kernel/problem.ts'
import { type IncomingKind, readWhole } from '../../traces/incoming/kind.ts'
import type { IncomingExperiment } from './content.ts'

/** One word that names the lab and an experiment behind it. */
const LINK = /^\s*(https?:\/\/[^\s#]{1,2000})?#\/(lab|embed)[^\s?]{0,200}\?\S+\s*$/

export const experimentLink: IncomingKind<IncomingExperiment> = {
  id: 'experiment-link',
  title: 'Link to an experiment',
  what: 'experiment',
  recognises: ({ text }) => LINK.test(text),
  read: (name) =>
    readWhole({
      ...{ name, title: experimentLink.title, most: 200_000 },
      async read(text) {
        const { document, problems } = await openLink(text.trim())
        return success({ what: 'experiment', rows: null, document, problems })
      },
    }),
  write: ({ document }) => encode(document),
}
