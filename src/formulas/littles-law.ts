/**
 * Requests inside a stable system = rate of arrivals × mean time inside, whatever the order of service.
 * 4 requests a second that stay 12 s are 48 inside.
 *
 * Source: Little 1961, A proof for the queuing formula L = λW.
 */
import type { Seconds } from '../kernel/units.ts'

export const requestsInside = (arrivalsPerSecond: number, timeInside: Seconds): number => arrivalsPerSecond * timeInside
