import { describe, expect, it } from 'vitest'
import {
  axisUnit,
  formatBytes,
  formatCount,
  formatDifference,
  formatMoment,
  formatPercent,
  formatQuantity,
  formatRate,
  formatSi,
  formatTime,
  sharedUnit,
  significant,
} from '../../src/ui/format.ts'

describe('times', () => {
  it.each([
    [0.0413, '41.3 ms'],
    [12.48, '12.5 s'],
    [3.2e-6, '3.20 µs'],
    [0.9996, '1.00 s'],
    [0, '0 s'],
    [-0.029, '−29.0 ms'],
    [119.9, '120 s'],
    [3599, '59 min 59 s'],
    [7500, '2 h 5 min'],
    [Number.NaN, '–'],
  ])('%d s reads %s', (time, text) => {
    expect(formatTime(time)).toBe(text)
  })
  it('tell moments as finely as a pixel can', () => {
    expect(formatMoment(12.4825, 0.01)).toBe('12.48 s')
    expect(formatMoment(12.4825, 0.0005)).toBe('12.4825 s')
    expect(formatMoment(1234.5, 1)).toBe('1,235 s')
    expect([formatMoment(0.000321), formatMoment(0.4, 1), formatMoment(0)]).toEqual(['321 µs', '400 ms', '0.00 s'])
  })
})

describe('amounts', () => {
  it('are whole and grouped below a million', () => {
    expect(formatCount(61_440)).toBe('61,440')
    expect(formatCount(1_250_000)).toBe('1.25 M')
    expect(formatCount(2.7)).toBe('2.7')
  })
  it('keep their digits when rounding reaches the next power of ten', () => {
    // 9.996 with three digits is 10.0, not 10.00
    expect(significant(9.996, 3)).toBe('10.0')
    expect(significant(0.0413, 3)).toBe('0.0413')
  })
  it('of memory are decimal, and binary where asked', () => {
    expect(formatBytes(80e9)).toBe('80 GB')
    // 80e9 / 2^30 = 74.506
    expect(formatBytes(80e9, 'GiB')).toBe('74.5 GiB')
  })
  it('of bandwidth are always decimal', () => {
    expect(formatSi(3.35e12, 'B/s')).toBe('3.35 TB/s')
  })
  it('follow the unit of their track', () => {
    expect(formatQuantity(0.0413, 's')).toBe('41.3 ms')
    expect(formatQuantity(512, 'tokens')).toBe('512 tok')
    expect(formatQuantity(0.972, 'fraction')).toBe('97.2 %')
    expect(formatQuantity(16.4e9, 'bytes')).toBe('16.4 GB')
  })
  it('of rates have three digits', () => {
    expect(formatRate(1234.56, 'tok')).toBe('1,230 tok/s')
    expect(formatRate(4.04, '')).toBe('4.04 /s')
  })
})

describe('shares and differences', () => {
  it('have one decimal, except at nothing and everything', () => {
    expect(formatPercent(0.9723)).toBe('97.2 %')
    expect(formatPercent(1)).toBe('100 %')
    expect(formatPercent(0)).toBe('0 %')
  })
  it('carry a true sign, and say same below half a per cent', () => {
    expect(formatDifference(0.29, 0.41)).toBe('−29 %')
    expect(formatDifference(1.42, 0.19)).toBe('+647 %')
    expect(formatDifference(0.6803, 0.68)).toBe('same')
    expect(formatDifference(4, 0)).toBe('+4')
  })
  it('are told as a factor from ten times on: "+5,565 %" is read by nobody', () => {
    expect(formatDifference(5.48, 0.0967)).toBe('×57')
    expect(formatDifference(10, 1)).toBe('×10')
    expect(formatDifference(9.9, 1)).toBe('+890 %')
  })
})

describe('figures side by side', () => {
  it('are in the unit of the largest, which is said once', () => {
    // 97 ms beside 5.48 s
    const unit = sharedUnit([0.0967, 5.48], 's')
    expect([unit.name, unit.figure(0.0967), unit.figure(5.48)]).toEqual(['s', '0.0967', '5.48'])
    const short = sharedUnit([0.0967, 0.0591], 's')
    expect([short.name, short.figure(0.0967), short.figure(0)]).toEqual(['ms', '96.7', '0'])
    expect(sharedUnit([0, 0], 's').name).toBe('s')
  })
  it('keep counts whole, shares in per cent, and memory in the system asked for', () => {
    expect(sharedUnit([12_530, 18_810], 'tok/s').figure(12_530)).toBe('12,530')
    const share = sharedUnit([0.734, 1], 'fraction')
    expect([share.name, share.figure(0.734), share.figure(1)]).toEqual(['%', '73.4', '100'])
    expect(sharedUnit([2 ** 31], 'bytes', 'GiB')).toMatchObject({ name: 'GiB' })
    expect(sharedUnit([2 ** 31], 'bytes', 'GiB').figure(2 ** 30)).toBe('1')
    expect(sharedUnit([], 'requests')).toMatchObject({ name: 'requests' })
  })
})

describe('an axis', () => {
  it('has one unit, chosen by its largest value', () => {
    expect(axisUnit(0.1, 's')).toEqual({ size: 1e-3, name: 'ms' })
    expect(axisUnit(20_000, 'tokens')).toEqual({ size: 1e3, name: 'k' })
    expect(axisUnit(1, 'fraction')).toEqual({ size: 0.01, name: '%' })
  })
})
