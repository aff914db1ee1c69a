/** Events of the document: a burst, an instance slowed, killed or restored, a patch of roles at a moment. */
import * as z from 'zod'

const at = z.number().min(0).max(1e7)
const instance = z.int().min(0).max(255).default(0)

/** Schemas of the kinds, with what the page says of them. */
export const eventKinds = {
  burst: z
    .object({
      at,
      kind: z.literal('burst'),
      requests: z.int().min(1).max(100_000).default(24),
      over: z.number().min(0).max(3600).default(1),
      promptTokens: z.int().min(1).max(1_000_000).optional(),
      outputTokens: z.int().min(1).max(1_000_000).optional(),
    })
    .meta({ label: 'Burst', help: 'More requests arrive within a short time.' }),
  slow: z
    // Links of before may name a factor below 1; it is read, told of and taken as 1.
    .object({ at, kind: z.literal('slow'), instance, factor: z.number().min(0.05).max(100).default(2) })
    .meta({ label: 'Slow down', help: "An instance's iterations take this many times as long, 1 or more." }),
  kill: z.object({ at, kind: z.literal('kill'), instance }).meta({
    label: 'Kill',
    help: 'An instance dies: its KV is lost and its requests start again elsewhere.',
  }),
  restore: z.object({ at, kind: z.literal('restore'), instance }).meta({
    label: 'Restore',
    help: 'A dead or slow instance is as new, with an empty cache.',
  }),
  patch: z.object({ at, kind: z.literal('patch'), setup: z.record(z.string(), z.unknown()) }).meta({
    label: 'Patch',
    help: 'Roles and settings change at this moment.',
  }),
} as const

export type EventKindName = keyof typeof eventKinds
export type ServingEvent = z.output<(typeof eventKinds)[EventKindName]> & { readonly key: string }
export type BurstEvent = Extract<ServingEvent, { kind: 'burst' }>
export type PatchEvent = Extract<ServingEvent, { kind: 'patch' }>
