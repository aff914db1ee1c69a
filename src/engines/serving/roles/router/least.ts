/** The instance with the least of something; ties go to the lower number, so that equal runs are equal. */
export function leastOf(instances: readonly number[], measure: (instance: number) => number): number {
  let best = instances[0]
  let least = measure(best)
  for (let i = 1; i < instances.length; i++) {
    const value = measure(instances[i])
    if (value < least) {
      least = value
      best = instances[i]
    }
  }
  return best
}
