/** The files that the engine reads: names only. Who runs it (worker, command line, tests) knows where they are. */
export interface Manifest {
  readonly models: Readonly<
    Record<string, { readonly bytes: number; readonly crc32: string; readonly parameters: number }>
  >
}

/** What a run was given, by name of the model. */
export interface TokenAssets {
  readonly merges: readonly (readonly [string, string])[]
  readonly manifest: Manifest
  readonly weights: Readonly<Record<string, Uint8Array>>
}
