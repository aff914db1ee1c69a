/** Nodes of Markdown (mdast) and of the file that they were read from, as far as the passes over `words.mdx` look at them. */
export interface WordsNode {
  readonly type: string
  readonly name?: string
  readonly value?: string
  readonly depth?: number
  readonly attributes?: readonly { readonly type: string; readonly name: string; readonly value: string }[]
  children?: WordsNode[]
  data?: Readonly<Record<string, unknown>>
}

export interface WordsFile {
  readonly data: Record<string, unknown>
  fail(reason: string, place: WordsNode): never
}
