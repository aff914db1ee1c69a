/**
 * What hangs on one thing (a file of weights) and on nothing that a run may change is made once: runs of the same weights share it, as
 * arms and seeds of a comparison do. The same again would come out as the same bytes, so nobody can tell.
 */

interface Made {
  readonly key: string
  /** What it was made with beside the key: another function makes another thing. */
  readonly parts: readonly unknown[]
  readonly value: unknown
}

/** Those that were asked for last stay: rounded matrices take 2 MB. */
const MOST = 16

const made = new WeakMap<object, Made[]>()

/** `key` and `parts` say all that `make` depends on beside the thing. */
export function onceFor<Value>(
  thing: object,
  { key, parts = [] }: { readonly key: string; readonly parts?: readonly unknown[] },
  make: () => Value,
): Value {
  const known = made.get(thing) ?? []
  made.set(thing, known)
  const at = known.findIndex((one) => one.key === key && one.parts.every((part, i) => part === parts[i]))
  if (at >= 0) {
    const [found] = known.splice(at, 1)
    known.push(found)
    return found.value as Value
  }
  const value = make()
  known.push({ key, parts, value })
  if (known.length > MOST) known.shift()
  return value
}
