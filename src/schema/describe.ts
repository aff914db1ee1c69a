/**
 * Walks the set-up's schema and writes it down as plain data for forms, links, command line and documentation. Knows zod,
 * and no knob by name.
 */
import * as z from 'zod'
import type { ChoiceOption, DataKind, Description, Field, FieldGroup } from '../kernel/description.ts'
import { InvariantError } from '../kernel/problem.ts'

/** What a knob's `.meta` may say. */
interface KnobMeta {
  readonly label?: string
  readonly unit?: string
  readonly help?: string
  readonly level?: 'basic' | 'advanced'
  readonly source?: string
  readonly slider?: readonly [number, number]
  readonly scale?: 'linear' | 'log'
  readonly zero?: string
  readonly names?: DataKind
  readonly default?: string
  readonly registry?: readonly RegisteredDefinition[]
}

interface RegisteredDefinition {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly source?: string
  readonly sees?: readonly string[]
  readonly isFromKnobs?: true
  readonly knobs: z.ZodType
}

/** A group of the form: its title, the set-up's keys in it, and what it says when it is closed. */
export interface GroupSpec<Key extends string = string> {
  readonly id: string
  readonly title: string
  readonly keys: readonly Key[]
  readonly summary: readonly string[]
}

/** `shape`: the members of the set-up's schema. Groups in the order of the page. */
export function describeSetup<Shape extends Readonly<Record<string, z.ZodType>>>(
  engine: Description['engine'],
  shape: Shape,
  groups: readonly GroupSpec<keyof Shape & string>[],
): Pick<Description, 'engine' | 'groups'> {
  return {
    engine,
    groups: groups.map(
      ({ id, title, keys, summary }): FieldGroup => ({
        id,
        title,
        summary,
        fields: keys.flatMap((key) => fieldsOf(shape[key], key)),
      }),
    ),
  }
}

/** Fields of a schema node: one for a knob or a choice, those of its members for an object. */
function fieldsOf(schema: z.ZodType, path: string): Field[] {
  const meta = metaOf(schema)
  const { core, fallback } = unwrap(schema)
  if (meta.registry) return [choiceField(path, meta, meta.registry)]
  if (core instanceof z.ZodObject) {
    return Object.entries(core.shape).flatMap(([key, member]) => fieldsOf(member as z.ZodType, `${path}.${key}`))
  }
  if (!meta.label || !meta.help) throw new InvariantError(`knob ${path} lacks label or help`)
  const base = {
    path,
    label: meta.label,
    help: meta.help,
    level: meta.level ?? 'basic',
    ...(meta.unit ? { unit: meta.unit } : {}),
    ...(meta.source ? { source: meta.source } : {}),
  } as const
  if (core instanceof z.ZodNumber) {
    const min = core.minValue ?? Number.NEGATIVE_INFINITY
    const max = core.maxValue ?? Number.POSITIVE_INFINITY
    const [sliderMin, sliderMax] = meta.slider ?? [min, max]
    return [
      {
        ...base,
        kind: 'number',
        default: fallback as number,
        integer: core.isInt,
        min,
        max,
        sliderMin,
        sliderMax,
        scale: meta.scale ?? 'linear',
        ...(meta.zero ? { zero: meta.zero } : {}),
      },
    ]
  }
  if (core instanceof z.ZodBoolean) return [{ ...base, kind: 'toggle', default: fallback as boolean }]
  if (core instanceof z.ZodEnum) {
    const options = core.options.map((value) => ({ value: String(value), label: String(value) }))
    return [{ ...base, kind: 'select', default: fallback as string, options }]
  }
  if (core instanceof z.ZodString) {
    const { maxLength } = core
    return [
      {
        ...base,
        kind: 'text',
        default: fallback as string,
        maxLength: maxLength ?? 256,
        ...(meta.names ? { names: meta.names } : {}),
      },
    ]
  }
  throw new InvariantError(`knob ${path} has a schema that no form knows: ${core.def.type}`)
}

function choiceField(path: string, meta: KnobMeta, registry: readonly RegisteredDefinition[]): Field {
  return {
    kind: 'choice',
    path,
    label: meta.label ?? path,
    help: meta.help ?? '',
    level: meta.level ?? 'basic',
    default: meta.default ?? registry[0].id,
    options: registry.map(
      (definition): ChoiceOption => ({
        id: definition.id,
        title: definition.title,
        help: definition.help,
        ...(definition.source ? { source: definition.source } : {}),
        ...(definition.sees ? { sees: definition.sees } : {}),
        ...(definition.isFromKnobs ? { isFromKnobs: true } : {}),
        fields: fieldsOf(definition.knobs, `${path}.knobs`),
      }),
    ),
  }
}

/** Metadata may hang on the wrapper or on what it wraps: `.default(x).meta(…)` and `.meta(…).default(x)` both work. */
function metaOf(schema: z.ZodType): KnobMeta {
  const own = (schema.meta() ?? {}) as KnobMeta
  const inner = innerOf(schema)
  return inner ? { ...metaOf(inner), ...own } : own
}

function unwrap(schema: z.ZodType): { readonly core: z.ZodType; readonly fallback: unknown } {
  let core = schema
  let fallback: unknown
  for (let inner = innerOf(core); inner; inner = innerOf(core)) {
    if ((core instanceof z.ZodDefault || core instanceof z.ZodPrefault) && fallback === undefined)
      fallback = core.def.defaultValue
    core = inner
  }
  return { core, fallback }
}

function innerOf(schema: z.ZodType): z.ZodType | null {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional
    ? (schema.def.innerType as z.ZodType)
    : null
}
