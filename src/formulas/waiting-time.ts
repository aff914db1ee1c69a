/**
 * Mean time in the queue of a single server with Poisson arrivals, before service: ρ / (1 − ρ) × s for exponential
 * service, half of it for constant service. Infinity at and above full load.
 *
 * Source: Pollaczek–Khinchine, e.g. Kleinrock, Queueing Systems I (1975), 5.7.
 */
import type { Seconds } from '../kernel/units.ts'

/** At 0.8 arrivals a second and 1 s of service: 0.8 / 0.2 = 4 s. */
export function mm1WaitingTime(arrivalsPerSecond: number, service: Seconds): Seconds {
  const ρ = arrivalsPerSecond * service
  return ρ < 1 ? (ρ / (1 - ρ)) * service : Number.POSITIVE_INFINITY
}

/** At 0.8 arrivals a second and 1 s of service: 0.8 / (2 × 0.2) = 2 s. */
export const md1WaitingTime = (arrivalsPerSecond: number, service: Seconds): Seconds =>
  mm1WaitingTime(arrivalsPerSecond, service) / 2
