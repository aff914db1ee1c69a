import type { Paper } from '../../paper.ts'
import { pdServe as judged } from './judged.ts'

const groups =
  'accelerator=a100-80gb-sxm&cost.form=kernels&workload.requests=6000&workload.rate=65&lengths.prompt.mean=3000&lengths.prompt.cv=0.3&lengths.output.mean=50&lengths.output.cv=0.3&classes.batch.share=1&classes.batch.promptScale=0.1&classes.batch.outputScale=12&classes.batch.ttft=1&classes.batch.tpot=0.05&batching.maxRunning=128&scheduler=prefill-first&router=least-outstanding&horizon.warmUp=40&placement=grouped&placement.interactivePrefill=4&placement.interactiveDecode=4&placement.otherPrefill=2&placement.otherDecode=2&arm.b.placement.adjustEvery=3&arm.b.placement.loadTime=2&arm.c.placement.interactivePrefill=7&arm.c.placement.interactiveDecode=1&arm.c.placement.otherPrefill=1&arm.c.placement.otherDecode=3'
const transfers =
  'accelerator=a100-80gb-sxm&model=llama-2-13b&placement=disaggregated&interconnect.linkGBs=25&interconnect.messages=by+block&interconnect.messageUs=400&workload.requests=60&workload.rate=1&lengths.prompt=fixed&lengths.prompt.tokens=2000&lengths.output=fixed&lengths.output.tokens=8&arm.b.interconnect.messages=one+piece'

export const pdServe: Paper = {
  id: 'pd-serve',
  cite: 'Jin et al., P/D-Serve, 2024 (arXiv 2408.08147)',
  url: 'https://arxiv.org/abs/2408.08147',
  formula: {
    inputs: [
      { words: 'Blocks of a request, all layers', unit: '', value: 5000, from: 10, to: 20000, step: 10 },
      { words: 'Block of a layer', unit: 'MB', value: 0.33, from: 0.01, to: 5, step: 0.01 },
      { words: 'Start-up of a message', unit: 'µs', value: 15, from: 0, to: 500, step: 5 },
      { words: 'Link', unit: 'GB/s', value: 25, from: 1, to: 450, step: 1 },
    ],
    result: { words: 'One piece takes this share of the time by block', unit: '%' },
    of: (blocks, size, message, link) =>
      (100 * (message + (blocks * size * 1000) / link + (blocks * size * 1000) / 500)) /
      (blocks * (message + (size * 1000) / link)),
  },
  claim: {
    words:
      '42 % more requests with their first token in time; 60 % more throughput from end to end; KV transfers 46 % shorter.',
    setup:
      'More than eight months in production on tens of thousands of Ascend accelerators, against a pool with one queue an instance.',
  },
  judged,
  picture: {
    panels: ['queue', 'ttft'],
    window: [0, 14],
    notes: [
      {
        arm: 'a',
        track: 'queue/0',
        series: 'waiting',
        is: 'largest',
        words: 'Reports come late: requests pile up here.',
      },
      { arm: 'b', track: 'ttft', is: 'largest', words: 'Who is turned away waits at its gateway.' },
    ],
  },
  why: 'The lab compares the forwarding alone, on one pool with eight gateways, close to what it can carry; the paper’s figures are of all its parts together. Against reports that are always fresh almost nothing is left of the gain: what on-demand forwarding saves is the need for them.',
  stops: 'low',
  further: [
    {
      title: 'Groups and ratios',
      link: `#/lab?v=1&title=P%2FD-Serve,+ratios&${groups}`,
    },
    {
      title: 'Transfers',
      link: `#/lab?v=1&title=P%2FD-Serve,+transfers&${transfers}`,
    },
  ],
  knob: {
    path: 'reports.interval',
    words: 'The age of the reports: at 0 the baseline knows all and catches up, at a second it is hopelessly behind.',
  },
  bibtex: `@article{jin2024pdserve,
  title   = {P/D-Serve: Serving Disaggregated Large Language Model at Scale},
  author  = {Jin, Yibo and Wang, Tao and Lin, Huimin and Song, Mingyang and Li, Peiyang and Ma, Yipeng and Shan, Yicheng and Yuan, Zhengfan and Li, Cailong and Sun, Yajing and Wu, Tiandeng and Chu, Xing and Huan, Ruizhi and Ma, Li and You, Xiao and Zhou, Wenting and Ye, Yunpeng and Liu, Wen and Xu, Xiangkun and Zhang, Yongsheng and Dong, Tiantian and Zhu, Jiawei and Wang, Zhe and Ju, Xijian and Song, Jianxun and Cheng, Haoliang and Li, Xiaojing and Ding, Jiandong and Guo, Hefei and Zhang, Zhengyong},
  journal = {arXiv preprint arXiv:2408.08147},
  year    = {2024}
}`,
}
