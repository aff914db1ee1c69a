/** Types of bundle-cli.mjs, which plain Node runs before anything is compiled. */
export function bundleCli(options: {
  readonly root: string
  readonly entry: string
  readonly folder: string
  readonly name: string
  readonly empty?: boolean
  readonly banner?: string
  readonly plugins?: readonly import('vite').Plugin[]
}): Promise<void>
