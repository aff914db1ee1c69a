/** The name of an arm in its colour, which is the same wherever it is named. */
import { useDocument } from '../store/lab-context.tsx'
import type { ArmKey } from '../worker/api.ts'

export function ArmName({ arm }: { readonly arm: ArmKey }) {
  // An arm that is gone from the document may stand on the page until the new run comes.
  const place = useDocument((state) => Math.max(0, Object.keys(state.document.arms).indexOf(arm)))
  return <b style={{ color: `var(--arm-${place})` }}>{arm.toUpperCase()}</b>
}
