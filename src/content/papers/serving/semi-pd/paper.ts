import type { Paper } from '../../paper.ts'

const set =
  'accelerator=a100-80gb-sxm&cost.form=kernels&workload.requests=300&lengths.prompt.mean=1500&lengths.prompt.cv=0.9&lengths.output.mean=200&lengths.output.cv=0.9&limits.length=32000&placement=disaggregated&scheduler=prefill-first&scheduler.tokenLimit=2048&arm.b.placement=partitioned&arm.b.placement.instances=2&arm.b.placement.prefillShare=0.8&arm.b.placement.decodeShare=0.2&arm.c.placement=aggregated&arm.c.placement.instances=2&arm.c.scheduler=chunked-prefill&arm.d.placement=partitioned&arm.d.placement.instances=2&arm.d.placement.prefillShare=0.5&arm.d.placement.decodeShare=0.5'
const limits = 'classes.interactive.ttft=0.5&classes.interactive.tpot=0.05'

export const semiPd: Paper = {
  id: 'semi-pd',
  cite: 'Hong et al., semi-PD, 2025 (arXiv 2504.19867)',
  url: 'https://arxiv.org/abs/2504.19867',
  formula: {
    inputs: [
      { words: 'Share of answers', unit: '%', value: 20, from: 10, to: 100, step: 1 },
      { words: 'Saturation', unit: '%', value: 50, from: 20, to: 100, step: 1 },
    ],
    result: { words: 'Speed of answers', unit: '% of the whole' },
    of: (share, saturation) => 100 * Math.min(1, share / saturation) ** 0.9,
  },
  claim: {
    words:
      '1.55 to 1.72 × more requests within their limits on Llama models; mean latency of a request 1.27 to 2.58 × lower on DeepSeek models.',
    setup: 'DeepSeek models for the latency, Llama models for the requests.',
    evidence: 'A',
  },
  link: `#/lab?v=1&title=semi-PD&${set}&${limits}&sweep.rate.path=workload.rate&sweep.rate.values=4~6~8~10~12~14`,
  arms: ['Apart, one and one', 'Shares 80 and 20', 'Together, chunked', 'Shares 50 and 50'],
  figure: 'Requests a second up to which nine in ten are within both limits',
  claimed: { metric: 'sloAttainment', atLeast: 0.9, better: 'higher', gain: 1.63, factor: 1.4 },
  why: 'How fast a phase is with a share is assumed here, not measured. The wrong shares are worse than keeping the phases apart, and chunked prefill on the same accelerators is about as good as the right ones: the paper’s baselines do not include a tuned one.',
  stops: `#/lab?v=1&title=semi-PD&${set.replaceAll('prefillShare=0.8&arm.b.placement.decodeShare=0.2', 'prefillShare=0.5&arm.b.placement.decodeShare=0.5')}&${limits}&sweep.rate.path=workload.rate&sweep.rate.values=4~6~8~10~12~14`,
  knob: {
    path: 'placement.knobs.prefillShare',
    words:
      'The share of prompts: 80 % carries most here; with tighter tokens and looser first tokens the best share is lower, which is the case for control.',
  },
  bibtex: `@article{hong2025semipd,
  title   = {semi-PD: Towards Efficient LLM Serving via Phase-Wise Disaggregated Computation and Unified Storage},
  author  = {Hong, Ke and others},
  journal = {arXiv preprint arXiv:2504.19867},
  year    = {2025}
}`,
}
