/** What a command of the command line is: one file each, listed in `commands.ts`. */
import type { ParseArgsConfig } from 'node:util'
import type { Result } from '../kernel/problem.ts'
import type { Terminal } from './terminal.ts'

export interface Command {
  readonly name: string
  /** What stands after the name: `[FILE|URL] [--at SECONDS]`. */
  readonly synopsis: string
  readonly summary: string
  /** Each option with what it does, one line each, for `--help`. */
  readonly options: readonly OptionHelp[]
  readonly parse: NonNullable<ParseArgsConfig['options']>
  /** Most positional arguments. */
  readonly most: number
  /** Writes to the terminal; a failure ends the program with its first problem as one line. */
  run(input: Input, terminal: Terminal): Promise<Result<null>>
}

export interface OptionHelp {
  readonly option: string
  readonly help: string
}

/** Arguments as parsed, asked for by kind: an option that was not given is undefined, false or an empty list. */
export class Input {
  readonly positionals: readonly string[]
  private readonly values: Readonly<Record<string, unknown>>

  constructor(positionals: readonly string[], values: Readonly<Record<string, unknown>>) {
    this.positionals = positionals
    this.values = values
  }

  flag(name: string): boolean {
    return this.values[name] === true
  }

  text(name: string): string | undefined {
    const value = this.values[name]
    return typeof value === 'string' ? value : undefined
  }

  /** The same options with other arguments, and defaults for those that were not given. */
  of(positionals: readonly string[], defaults: Readonly<Record<string, unknown>> = {}): Input {
    return new Input(positionals, { ...defaults, ...this.values })
  }

  list(name: string): readonly string[] {
    const value = this.values[name]
    return Array.isArray(value) ? value.map(String) : []
  }
}
