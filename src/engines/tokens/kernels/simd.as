// The inner loops of the tiny models, four lanes at a time. Built by `npm run kernels`; what each computes, and in which
// order it adds, is written in plain.ts, and tests hold the two together bit for bit.
//
// No FMA: relaxed SIMD may or may not fuse, and then browsers would differ in the last bit.

const PANEL: usize = 32 // outputs of one panel of a packed matrix
const PAIRS: usize = 16 // lanes of an input in a panel, two outputs each
const FLOAT: usize = 4 // bytes
const SCRATCH: usize = 1024 // room for a panel of 504 inputs, up to the end of the first page

@inline function exp4(x: v128): v128 {
  const bounded = f32x4.min(f32x4.max(x, f32x4.splat(-87)), f32x4.splat(88))
  const scaled = f32x4.mul(bounded, f32x4.splat(1.4426950216293335))
  const n = f32x4.sub(f32x4.add(scaled, f32x4.splat(12582912)), f32x4.splat(12582912))
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)))
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-0.00021219444170128554)))
  let p = f32x4.splat(0.0013888889225199819)
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.008333333767950535))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.0416666679084301))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.1666666716337204))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1))
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23)
  // Exactly nothing below e^-87, so that what is masked adds exactly nothing.
  return v128.and(f32x4.mul(p, power), f32x4.ge(x, f32x4.splat(-87)))
}

// What is left of a sum once its row's scale is in; added to what stands there where the sum goes on.
@inline function put(out: usize, offset: usize, sum: v128, scales: usize, isSum: bool): void {
  const value = f32x4.mul(sum, v128.load(scales + offset))
  if (isSum) v128.store(out + offset, f32x4.add(v128.load(out + offset), value))
  else v128.store(out + offset, value)
}

// A lane holds two whole numbers as bfloat16, which has room for −127 … 127: output j in its upper half, j + 16 in its lower.
@inline function upper(pair: v128, mask: v128): v128 {
  return v128.and(pair, mask)
}
@inline function lower(pair: v128): v128 {
  return i32x4.shl(pair, 16)
}

// One row by one panel: 32 running sums, one input after another.
@inline function rowByPanel(out: usize, x: usize, w: usize, scales: usize, inputs: usize, isSum: bool): void {
  const mask = i32x4.splat(0xffff0000)
  let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a
  const end = x + inputs * FLOAT
  while (x < end) {
    const v = v128.load_splat<f32>(x)
    const p = v128.load(w), q = v128.load(w, 16), r = v128.load(w, 32), s = v128.load(w, 48)
    a = f32x4.add(a, f32x4.mul(v, upper(p, mask)))
    b = f32x4.add(b, f32x4.mul(v, upper(q, mask)))
    c = f32x4.add(c, f32x4.mul(v, upper(r, mask)))
    d = f32x4.add(d, f32x4.mul(v, upper(s, mask)))
    e = f32x4.add(e, f32x4.mul(v, lower(p)))
    f = f32x4.add(f, f32x4.mul(v, lower(q)))
    g = f32x4.add(g, f32x4.mul(v, lower(r)))
    h = f32x4.add(h, f32x4.mul(v, lower(s)))
    x += FLOAT
    w += PAIRS * FLOAT
  }
  put(out, 0, a, scales, isSum)
  put(out, 16, b, scales, isSum)
  put(out, 32, c, scales, isSum)
  put(out, 48, d, scales, isSum)
  put(out, 64, e, scales, isSum)
  put(out, 80, f, scales, isSum)
  put(out, 96, g, scales, isSum)
  put(out, 112, h, scales, isSum)
}

// Four rows by a quarter of an unpacked panel: every weight that is loaded serves four rows.
@inline function fourRowsByQuarter(
  out: usize, x: usize, w: usize, scales: usize, inputs: usize, outputs: usize, isSum: bool,
): void {
  const row = inputs * FLOAT
  const outRow = outputs * FLOAT
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0
  const end = x + row
  while (x < end) {
    const w0 = v128.load(w)
    const w1 = v128.load(w, 16)
    let v = v128.load_splat<f32>(x)
    a0 = f32x4.add(a0, f32x4.mul(v, w0))
    a1 = f32x4.add(a1, f32x4.mul(v, w1))
    v = v128.load_splat<f32>(x + row)
    b0 = f32x4.add(b0, f32x4.mul(v, w0))
    b1 = f32x4.add(b1, f32x4.mul(v, w1))
    v = v128.load_splat<f32>(x + 2 * row)
    c0 = f32x4.add(c0, f32x4.mul(v, w0))
    c1 = f32x4.add(c1, f32x4.mul(v, w1))
    v = v128.load_splat<f32>(x + 3 * row)
    d0 = f32x4.add(d0, f32x4.mul(v, w0))
    d1 = f32x4.add(d1, f32x4.mul(v, w1))
    x += FLOAT
    w += PANEL * FLOAT
  }
  put(out, 0, a0, scales, isSum)
  put(out, 16, a1, scales, isSum)
  put(out + outRow, 0, b0, scales, isSum)
  put(out + outRow, 16, b1, scales, isSum)
  put(out + 2 * outRow, 0, c0, scales, isSum)
  put(out + 2 * outRow, 16, c1, scales, isSum)
  put(out + 3 * outRow, 0, d0, scales, isSum)
  put(out + 3 * outRow, 16, d1, scales, isSum)
}

// A panel as floats, into the first page of memory, which nobody else uses. The same codes, so the same sums.
@inline function unpack(w: usize, inputs: usize): void {
  const mask = i32x4.splat(0xffff0000)
  let to: usize = SCRATCH
  for (let input: usize = 0; input < inputs; input++) {
    for (let i: usize = 0; i < 64; i += 16) {
      const pair = v128.load(w + i)
      v128.store(to + i, upper(pair, mask))
      v128.store(to + i, lower(pair), 64)
    }
    w += PAIRS * FLOAT
    to += PANEL * FLOAT
  }
}

export function matmul(
  out: usize, x: usize, w: usize, scales: usize, rows: usize, inputs: usize, outputs: usize, isSum: bool,
): void {
  const panels = outputs / PANEL
  for (let panel: usize = 0; panel < panels; panel++) {
    const weights = w + panel * inputs * PAIRS * FLOAT
    const to = out + panel * PANEL * FLOAT
    const scale = scales + panel * PANEL * FLOAT
    let row: usize = 0
    if (rows >= 4) unpack(weights, inputs)
    for (; row + 4 <= rows; row += 4)
      for (let quarter: usize = 0; quarter < 4; quarter++)
        fourRowsByQuarter(
          to + row * outputs * FLOAT + quarter * 32,
          x + row * inputs * FLOAT,
          SCRATCH + quarter * 32,
          scale + quarter * 32,
          inputs,
          outputs,
          isSum,
        )
    for (; row < rows; row++)
      rowByPanel(to + row * outputs * FLOAT, x + row * inputs * FLOAT, weights, scale, inputs, isSum)
  }
}

// One row by one panel of floats: eight vectors an input.
@inline function rowByFloats(out: usize, x: usize, w: usize, ones: usize, inputs: usize, isSum: bool): void {
  let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a
  const end = x + inputs * FLOAT
  while (x < end) {
    const v = v128.load_splat<f32>(x)
    a = f32x4.add(a, f32x4.mul(v, v128.load(w)))
    b = f32x4.add(b, f32x4.mul(v, v128.load(w, 16)))
    c = f32x4.add(c, f32x4.mul(v, v128.load(w, 32)))
    d = f32x4.add(d, f32x4.mul(v, v128.load(w, 48)))
    e = f32x4.add(e, f32x4.mul(v, v128.load(w, 64)))
    f = f32x4.add(f, f32x4.mul(v, v128.load(w, 80)))
    g = f32x4.add(g, f32x4.mul(v, v128.load(w, 96)))
    h = f32x4.add(h, f32x4.mul(v, v128.load(w, 112)))
    x += FLOAT
    w += PANEL * FLOAT
  }
  put(out, 0, a, ones, isSum)
  put(out, 16, b, ones, isSum)
  put(out, 32, c, ones, isSum)
  put(out, 48, d, ones, isSum)
  put(out, 64, e, ones, isSum)
  put(out, 80, f, ones, isSum)
  put(out, 96, g, ones, isSum)
  put(out, 112, h, ones, isSum)
}

// A matrix of floats. `ones` are 32 scales of 1, which change no bit of what they are multiplied with.
export function dense(
  out: usize, x: usize, w: usize, ones: usize, rows: usize, inputs: usize, outputs: usize, isSum: bool,
): void {
  const panels = outputs / PANEL
  for (let panel: usize = 0; panel < panels; panel++) {
    const weights = w + panel * inputs * PANEL * FLOAT
    const to = out + panel * PANEL * FLOAT
    let row: usize = 0
    for (; row + 4 <= rows; row += 4)
      for (let quarter: usize = 0; quarter < 4; quarter++)
        fourRowsByQuarter(
          to + row * outputs * FLOAT + quarter * 32,
          x + row * inputs * FLOAT,
          weights + quarter * 32,
          ones,
          inputs,
          outputs,
          isSum,
        )
    for (; row < rows; row++)
      rowByFloats(to + row * outputs * FLOAT, x + row * inputs * FLOAT, weights, ones, inputs, isSum)
  }
}

// A matrix in groups: each group is a matrix of its own, whose scaled sums are added to those of the groups before it. The first group
// begins at nothing, as sums of a row do; what stood in `out` comes last, so that a row ends as if it had been summed up alone.
export function grouped(
  out: usize, x: usize, w: usize, scales: usize, rows: usize, inputs: usize, outputs: usize, group: usize, isSum: bool,
): void {
  const panels = outputs / PANEL
  for (let panel: usize = 0; panel < panels; panel++) {
    const weights = w + panel * inputs * PAIRS * FLOAT
    const to = out + panel * PANEL * FLOAT
    const scale = scales + panel * PANEL * FLOAT
    let row: usize = 0
    if (rows >= 4) unpack(weights, inputs)
    for (; row + 4 <= rows; row += 4)
      for (let quarter: usize = 0; quarter < 4; quarter++)
        fourRowsByQuarterOfGroups(
          to + row * outputs * FLOAT + quarter * 32,
          x + row * inputs * FLOAT,
          SCRATCH + quarter * 32,
          scale + quarter * 32,
          inputs,
          outputs,
          group,
          isSum,
        )
    for (; row < rows; row++)
      rowByGroups(to + row * outputs * FLOAT, x + row * inputs * FLOAT, weights, scale, inputs, outputs, group, isSum)
  }
}

@inline function scaled(total: v128, sum: v128, scales: usize): v128 {
  return f32x4.add(total, f32x4.mul(sum, v128.load(scales)))
}

@inline function putTotal(out: usize, total: v128, isSum: bool): void {
  if (isSum) v128.store(out, f32x4.add(v128.load(out), total))
  else v128.store(out, total)
}

// One row by one panel of groups: 32 running sums, and the totals of the groups before.
@inline function rowByGroups(
  out: usize, x: usize, w: usize, scales: usize, inputs: usize, outputs: usize, group: usize, isSum: bool,
): void {
  const mask = i32x4.splat(0xffff0000)
  const zero = f32x4.splat(0)
  let ta = zero, tb = zero, tc = zero, td = zero, te = zero, tf = zero, tg = zero, th = zero
  const end = x + inputs * FLOAT
  while (x < end) {
    let a = zero, b = zero, c = zero, d = zero, e = zero, f = zero, g = zero, h = zero
    const until = min(end, x + group * FLOAT)
    while (x < until) {
      const v = v128.load_splat<f32>(x)
      const p = v128.load(w), q = v128.load(w, 16), r = v128.load(w, 32), s = v128.load(w, 48)
      a = f32x4.add(a, f32x4.mul(v, upper(p, mask)))
      b = f32x4.add(b, f32x4.mul(v, upper(q, mask)))
      c = f32x4.add(c, f32x4.mul(v, upper(r, mask)))
      d = f32x4.add(d, f32x4.mul(v, upper(s, mask)))
      e = f32x4.add(e, f32x4.mul(v, lower(p)))
      f = f32x4.add(f, f32x4.mul(v, lower(q)))
      g = f32x4.add(g, f32x4.mul(v, lower(r)))
      h = f32x4.add(h, f32x4.mul(v, lower(s)))
      x += FLOAT
      w += PAIRS * FLOAT
    }
    ta = scaled(ta, a, scales)
    tb = scaled(tb, b, scales + 16)
    tc = scaled(tc, c, scales + 32)
    td = scaled(td, d, scales + 48)
    te = scaled(te, e, scales + 64)
    tf = scaled(tf, f, scales + 80)
    tg = scaled(tg, g, scales + 96)
    th = scaled(th, h, scales + 112)
    scales += outputs * FLOAT
  }
  putTotal(out, ta, isSum)
  putTotal(out + 16, tb, isSum)
  putTotal(out + 32, tc, isSum)
  putTotal(out + 48, td, isSum)
  putTotal(out + 64, te, isSum)
  putTotal(out + 80, tf, isSum)
  putTotal(out + 96, tg, isSum)
  putTotal(out + 112, th, isSum)
}

// Four rows by a quarter of an unpacked panel, group by group.
@inline function fourRowsByQuarterOfGroups(
  out: usize, x: usize, w: usize, scales: usize, inputs: usize, outputs: usize, group: usize, isSum: bool,
): void {
  const row = inputs * FLOAT
  const outRow = outputs * FLOAT
  const zero = f32x4.splat(0)
  let ta0 = zero, ta1 = zero, tb0 = zero, tb1 = zero, tc0 = zero, tc1 = zero, td0 = zero, td1 = zero
  const end = x + row
  while (x < end) {
    let a0 = zero, a1 = zero, b0 = zero, b1 = zero, c0 = zero, c1 = zero, d0 = zero, d1 = zero
    const until = min(end, x + group * FLOAT)
    while (x < until) {
      const w0 = v128.load(w)
      const w1 = v128.load(w, 16)
      let v = v128.load_splat<f32>(x)
      a0 = f32x4.add(a0, f32x4.mul(v, w0))
      a1 = f32x4.add(a1, f32x4.mul(v, w1))
      v = v128.load_splat<f32>(x + row)
      b0 = f32x4.add(b0, f32x4.mul(v, w0))
      b1 = f32x4.add(b1, f32x4.mul(v, w1))
      v = v128.load_splat<f32>(x + 2 * row)
      c0 = f32x4.add(c0, f32x4.mul(v, w0))
      c1 = f32x4.add(c1, f32x4.mul(v, w1))
      v = v128.load_splat<f32>(x + 3 * row)
      d0 = f32x4.add(d0, f32x4.mul(v, w0))
      d1 = f32x4.add(d1, f32x4.mul(v, w1))
      x += FLOAT
      w += PANEL * FLOAT
    }
    ta0 = scaled(ta0, a0, scales)
    ta1 = scaled(ta1, a1, scales + 16)
    tb0 = scaled(tb0, b0, scales)
    tb1 = scaled(tb1, b1, scales + 16)
    tc0 = scaled(tc0, c0, scales)
    tc1 = scaled(tc1, c1, scales + 16)
    td0 = scaled(td0, d0, scales)
    td1 = scaled(td1, d1, scales + 16)
    scales += outputs * FLOAT
  }
  putTotal(out, ta0, isSum)
  putTotal(out + 16, ta1, isSum)
  putTotal(out + outRow, tb0, isSum)
  putTotal(out + outRow + 16, tb1, isSum)
  putTotal(out + 2 * outRow, tc0, isSum)
  putTotal(out + 2 * outRow + 16, tc1, isSum)
  putTotal(out + 3 * outRow, td0, isSum)
  putTotal(out + 3 * outRow + 16, td1, isSum)
}

export function norm(out: usize, x: usize, gain: usize, rows: usize, dim: usize, epsilon: f32): void {
  for (let row: usize = 0; row < rows; row++) {
    let squares = f32x4.splat(0)
    for (let i: usize = 0; i < dim * FLOAT; i += 16) {
      const v = v128.load(x + i)
      squares = f32x4.add(squares, f32x4.mul(v, v))
    }
    const sum: f32 =
      f32x4.extract_lane(squares, 0) + f32x4.extract_lane(squares, 1) +
      (f32x4.extract_lane(squares, 2) + f32x4.extract_lane(squares, 3))
    const scale: f32 = 1 / sqrt<f32>(sum / <f32>dim + epsilon)
    const factor = f32x4.splat(scale)
    for (let i: usize = 0; i < dim * FLOAT; i += 16)
      v128.store(out + i, f32x4.mul(f32x4.mul(v128.load(x + i), factor), v128.load(gain + i)))
    x += dim * FLOAT
    out += dim * FLOAT
  }
}

export function gate(gates: usize, up: usize, count: usize): void {
  const one = f32x4.splat(1)
  for (let i: usize = 0; i < count * FLOAT; i += 16) {
    const v = v128.load(gates + i)
    const silu = f32x4.div(v, f32x4.add(one, exp4(f32x4.neg(v))))
    v128.store(gates + i, f32x4.mul(silu, v128.load(up + i)))
  }
}

// Head dimension 32: eight vectors a row.
export function scores(out: usize, q: usize, keys: usize, count: usize, scale: f32): void {
  const q0 = v128.load(q), q1 = v128.load(q, 16), q2 = v128.load(q, 32), q3 = v128.load(q, 48)
  const q4 = v128.load(q, 64), q5 = v128.load(q, 80), q6 = v128.load(q, 96), q7 = v128.load(q, 112)
  for (let i: usize = 0; i < count; i++) {
    let a = f32x4.mul(q0, v128.load(keys))
    let b = f32x4.mul(q1, v128.load(keys, 16))
    a = f32x4.add(a, f32x4.mul(q2, v128.load(keys, 32)))
    b = f32x4.add(b, f32x4.mul(q3, v128.load(keys, 48)))
    a = f32x4.add(a, f32x4.mul(q4, v128.load(keys, 64)))
    b = f32x4.add(b, f32x4.mul(q5, v128.load(keys, 80)))
    a = f32x4.add(a, f32x4.mul(q6, v128.load(keys, 96)))
    b = f32x4.add(b, f32x4.mul(q7, v128.load(keys, 112)))
    a = f32x4.add(a, b)
    const sum: f32 =
      f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1) + (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3))
    store<f32>(out + i * FLOAT, sum * scale)
    keys += 128
  }
}

// `weights` holds scores and then probabilities; the sink takes its share and gives nothing.
export function mix(out: usize, weights: usize, values: usize, count: usize, sink: f32): void {
  let most: f32 = sink
  for (let i: usize = 0; i < count; i++) most = max<f32>(most, load<f32>(weights + i * FLOAT))
  const top = f32x4.splat(most)
  // Rows of scores have room for four more: what stands there is not used.
  for (let i: usize = 0; i < count * FLOAT; i += 16)
    v128.store(weights + i, exp4(f32x4.sub(v128.load(weights + i), top)))
  let sum: f32 = f32x4.extract_lane(exp4(f32x4.splat(sink - most)), 0)
  let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a
  for (let i: usize = 0; i < count; i++) {
    const w = load<f32>(weights + i * FLOAT)
    sum += w
    const p = f32x4.splat(w)
    a = f32x4.add(a, f32x4.mul(p, v128.load(values)))
    b = f32x4.add(b, f32x4.mul(p, v128.load(values, 16)))
    c = f32x4.add(c, f32x4.mul(p, v128.load(values, 32)))
    d = f32x4.add(d, f32x4.mul(p, v128.load(values, 48)))
    e = f32x4.add(e, f32x4.mul(p, v128.load(values, 64)))
    f = f32x4.add(f, f32x4.mul(p, v128.load(values, 80)))
    g = f32x4.add(g, f32x4.mul(p, v128.load(values, 96)))
    h = f32x4.add(h, f32x4.mul(p, v128.load(values, 112)))
    values += 128
  }
  const share: f32 = 1 / sum
  const factor = f32x4.splat(share)
  v128.store(out, f32x4.mul(a, factor))
  v128.store(out, f32x4.mul(b, factor), 16)
  v128.store(out, f32x4.mul(c, factor), 32)
  v128.store(out, f32x4.mul(d, factor), 48)
  v128.store(out, f32x4.mul(e, factor), 64)
  v128.store(out, f32x4.mul(f, factor), 80)
  v128.store(out, f32x4.mul(g, factor), 96)
  v128.store(out, f32x4.mul(h, factor), 112)
  for (let i: usize = 0; i < count * FLOAT; i += 16)
    v128.store(weights + i, f32x4.mul(v128.load(weights + i), factor))
}

export function softmax(x: usize, count: usize, factor: f32): void {
  const end = x + count * FLOAT
  let tops = v128.load(x)
  for (let i = x; i < end; i += 16) tops = f32x4.max(tops, v128.load(i))
  const most: f32 = max<f32>(
    max<f32>(f32x4.extract_lane(tops, 0), f32x4.extract_lane(tops, 1)),
    max<f32>(f32x4.extract_lane(tops, 2), f32x4.extract_lane(tops, 3)),
  )
  const top = f32x4.splat(most)
  const scale = f32x4.splat(factor)
  let sums = f32x4.splat(0)
  for (let i = x; i < end; i += 16) {
    const e = exp4(f32x4.mul(f32x4.sub(v128.load(i), top), scale))
    v128.store(i, e)
    sums = f32x4.add(sums, e)
  }
  const sum: f32 =
    f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  const share: f32 = 1 / sum
  const factors = f32x4.splat(share)
  for (let i = x; i < end; i += 16) v128.store(i, f32x4.mul(v128.load(i), factors))
}
