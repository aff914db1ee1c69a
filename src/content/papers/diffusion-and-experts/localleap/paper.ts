import type { Paper } from '../../paper.ts'
import { localLeap as judged } from './judged.ts'

export const localLeap: Paper = {
  id: 'localleap',
  cite: 'Kong et al., LocalLeap, 2025 (arXiv 2510.07081)',
  url: 'https://arxiv.org/abs/2510.07081',
  formula: {
    inputs: [
      { words: 'Masked places', unit: '', value: 32, from: 1, to: 128, step: 1 },
      { words: 'Share that is sure enough for an anchor', unit: '', value: 0.1, from: 0, to: 1, step: 0.01 },
      { words: 'Radius', unit: 'places', value: 4, from: 0, to: 16, step: 1 },
    ],
    result: { words: 'Places near an anchor, were anchors spread by chance', unit: 'places' },
    of: (masked, share, radius) => {
      let none = 1
      for (let place = 0; place < 2 * radius + 1; place++) none *= 1 - share
      return masked * (1 - none)
    },
  },
  claim: {
    words: '6.94 × the throughput and 14.2 % of the steps of one token a step, with negligible loss of accuracy.',
    setup: 'LLaDA and Dream.',
  },
  judged,
  picture: {
    panels: ['denoising'],
    arms: ['nine', 'leap'],
    notes: [
      { arm: 'a', track: 'denoising', series: 'filled', is: 'largest', words: 'Whatever is sure by itself.' },
      { arm: 'b', track: 'denoising', series: 'filled', is: 'largest', words: 'And its neighbours with it.' },
    ],
  },
  why: 'The claim is over one place a step, and most of it is had by any threshold. Beside 0.9 everywhere little is left, and calls that were right go wrong: a radius that kept them right on the tuning texts did not on others. Nearness does tell something: beside 0.75 everywhere more calls are right at nearly as few passes. The model has a million weights, the lower threshold and the radius are not in the abstract, and passes are counted, not seconds.',
  stops: 'recall',
  knob: {
    path: 'decoder.knobs.commit.knobs.radius',
    words: 'How far an anchor reaches: 0 is one threshold for all, a whole block is the lower one for all.',
  },
  bibtex: `@article{kong2025localleap,
  title   = {Accelerating Diffusion LLM Inference via Local Determinism Propagation},
  author  = {Kong, Fanheng and Zhang, Jingyuan and Liu, Yahui and Wu, Zirui and Tian, Yu and W., Victoria and Zhou, Guorui},
  journal = {arXiv preprint arXiv:2510.07081},
  year    = {2025}
}`,
}
