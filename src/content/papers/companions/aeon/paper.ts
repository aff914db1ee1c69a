import type { Paper } from '../../paper.ts'
import { aeon as judged } from './judged.ts'

export const aeon: Paper = {
  id: 'aeon',
  cite: 'Arslan, Aeon, 2026 (arXiv 2601.15311)',
  url: 'https://arxiv.org/abs/2601.15311',
  formula: {
    inputs: [
      { words: 'Numbers of a vector', unit: 'numbers', value: 64, from: 8, to: 1024, step: 8 },
      { words: 'Line', unit: 'bytes', value: 64, from: 32, to: 256, step: 32 },
    ],
    result: { words: 'Lines of a vector in 8 bits, against 32', unit: '%' },
    of: (numbers, line) => (100 * Math.ceil((numbers + 4) / line)) / Math.ceil((4 * numbers) / line),
  },
  claim: {
    words:
      'A lookaside buffer exploits the locality of conversations for retrieval below 5 µs; 8 bits take 3.1 × less room; a write-ahead log costs less than 1 %.',
    setup: 'Apple M4 Max, 100,000 nodes, 3.09 µs a traversal in 8 bits and 4.70 ns a dot product.',
  },
  judged,
  picture: {
    panels: ['latency', 'answers'],
    notes: [
      { arm: 'a', track: 'latency', is: 'largest', words: 'A search that reads much takes longest.' },
      {
        arm: 'b',
        track: 'answers',
        series: 'at hand',
        is: 'first',
        words: 'An answer is at hand: nothing is searched.',
      },
    ],
  },
  why: 'Times here are counted lines times modelled latencies, and the index has a twelfth of the nodes, and caches in proportion. The baseline has what the buffer’s authors add besides: pages and 8 bits. In 8 bits a search reads so few lines that holding every question against the whole buffer costs more than its hits save.',
  stops: 'jumps',
  knob: {
    path: 'subject.knobs.locality',
    words: 'How long the talk stays with its topic: with jumps the buffer is held against every question for nothing.',
  },
  bibtex: `@article{arslan2026aeon,
  title   = {Aeon: High-Performance Neuro-Symbolic Memory Management for Long-Horizon LLM Agents},
  author  = {Arslan, Mustafa},
  journal = {arXiv preprint arXiv:2601.15311},
  year    = {2026}
}`,
}
