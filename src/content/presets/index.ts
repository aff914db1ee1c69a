/**
 * The named experiments, in the order of the menu. Every story is checked by a test that runs its document
 * (test/content/presets.test.ts); no figure is written here.
 */
import type { Preset } from './preset.ts'

export type { Preset } from './preset.ts'

export const presets: readonly Preset[] = [
  {
    id: 'kv-pressure',
    group: 'Memory',
    title: 'KV pressure and preemption',
    story:
      'Answers outgrow the KV cache of a small card: requests are preempted and computed again. Storing keys and values in 8 bits (arm B) doubles the room.',
    look: 'KV-cache occupancy of A at its capacity line, and the tail of TTFT in the summary.',
    timelines: ['kv', 'requests', 'ttft'],
    regime: 'This preset means to show a cache that is too small for what comes (A), beside one with room (B).',
    link: '#/lab?v=2&accelerator=rtx-4090&lengths.output.mean=600&workload.rate=3&workload.requests=300&arm.b.precision.kv=fp8',
  },
  {
    id: 'eviction-semantics',
    group: 'Memory',
    title: 'Recompute or swap',
    story:
      'A preempted request can be computed again (A) or its KV can wait in host memory (B). Which is cheaper depends on the link to the host.',
    look: 'The paused spans among the requests: dark red is computed again, teal is swapped.',
    timelines: ['requests', 'kv', 'queue'],
    regime: 'This preset means to show a full cache: both arms fall behind, and differ in what that costs.',
    link: '#/lab?v=2&accelerator=rtx-4090&lengths.output.mean=600&workload.rate=3&workload.requests=300&admission=chunk-by-chunk&arm.b.preemption=swap',
  },
  {
    id: 'prefix-sharing',
    group: 'Memory',
    title: 'Prefix sharing',
    story:
      'Conversations share system prompts and their own history. Without a prefix cache (A) every turn computes them again; a radix tree (B) keeps them.',
    look: 'The cached part of the KV cache in B, and prompt tokens computed in the tokens processed.',
    timelines: ['kv', 'tokens', 'ttft'],
    regime: 'This preset means to show a server that falls behind because it computes everything again (A).',
    link: '#/lab?v=2&workload=sessions&workload.rate=1.5&sharing.groups=4&sharing.tokens=2048&prefixCache=none&arm.b.prefixCache=radix-tree',
  },
  {
    id: 'prefill-blocks-decode',
    group: 'Scheduling',
    title: 'Prefill blocks decode',
    story:
      'Prompts first and whole (A): every stream stands still while a long prompt is computed. In chunks (B) streams go on and the prompt takes a little longer.',
    look: 'Iteration time: the spikes of A are prompts of thousands of tokens.',
    timelines: ['iteration', 'itl', 'batch'],
    link: '#/lab?v=2&workload.rate=2&workload.requests=300&lengths.prompt=heavy-tailed&lengths.prompt.mean=3000&scheduler=prefill-first&scheduler.tokenLimit=65536&arm.b.scheduler=chunked-prefill',
  },
  {
    id: 'chunk-size',
    group: 'Scheduling',
    title: 'The size of a chunk',
    story:
      'Small chunks (A) keep the gaps between tokens short; large ones (B) bring the first token sooner. There is no size that wins both.',
    look: 'TTFT against the largest gap in the summary; the sweep view draws the whole curve.',
    timelines: ['itl', 'ttft', 'batch'],
    link: '#/lab?v=2&workload.rate=3&workload.requests=300&lengths.prompt.mean=2000&scheduler.tokenBudget=256&arm.b.scheduler.tokenBudget=2048',
  },
  {
    id: 'shortest-first',
    group: 'Scheduling',
    title: 'Who goes first',
    story:
      'In order of arrival (A) one long prompt delays everybody behind it. Shortest first (B) helps most requests and lets the longest wait longer.',
    look: 'TTFT: the median falls, the 99th percentile rises.',
    timelines: ['ttft', 'requests', 'queue'],
    regime: 'This preset means to show a queue that grows: only then does it matter who goes first.',
    link: '#/lab?v=2&workload.rate=14&lengths.prompt=heavy-tailed&lengths.prompt.mean=1500&scheduler=fcfs&arm.b.scheduler=shortest-first',
  },
  {
    id: 'bursty-arrivals',
    group: 'Load',
    title: 'The same rate in bursts',
    story:
      'Both arms have the same mean rate. When requests come in clumps (B), the first token takes several times longer, and more hardware stands idle in between.',
    look: 'Running and waiting: the clumps of B.',
    timelines: ['queue', 'ttft', 'tokens'],
    link: '#/lab?v=2&workload.rate=15&workload.requests=1000&arm.b.workload=bursty&arm.b.workload.rate=15&arm.b.workload.cv=5&arm.b.workload.requests=1000',
  },
  {
    id: 'long-tail',
    group: 'Load',
    title: 'A long tail of answers',
    story:
      'The mean length of answers is the same. With a heavy tail (B) most requests finish sooner, a few hold their memory for very long, and the 99th percentile explodes.',
    look: 'The few long bars among the requests of B.',
    timelines: ['requests', 'kv', 'queue'],
    link: '#/lab?v=2&workload.rate=6&workload.requests=500&lengths.output.mean=400&lengths.output.cv=0.2&arm.b.lengths.output=heavy-tailed&arm.b.lengths.output.mean=400&arm.b.lengths.output.shape=1.2',
  },
  {
    id: 'an-instance-dies',
    group: 'Load',
    title: 'An instance dies',
    story:
      'One of three copies of the model dies and comes back later (B). Its requests start again elsewhere, and the two that are left carry the load of three.',
    look: 'KV-cache occupancy of instance 1, which falls to nothing, and the queues of the others.',
    timelines: ['kv', 'requests', 'queue'],
    link: '#/lab?v=2&accelerator=rtx-4090&placement.instances=3&workload.rate=4&workload.requests=300&arm.b=&event.kill.at=15&event.kill.kind=kill&event.kill.instance=1&event.kill.arm=b&event.restore.at=35&event.restore.kind=restore&event.restore.instance=1&event.restore.arm=b',
  },
  {
    id: 'expert-explosion',
    group: 'Decoding and experts',
    title: 'Expert explosion',
    story:
      'A token needs 8 of 128 experts, but a batch needs the union: two streams (A) touch few, sixty-four (B) most of them, and each touched expert is read from memory.',
    look: 'Expert activations: sparse in A, full in B.',
    timelines: ['experts', 'iteration', 'batch'],
    link: '#/lab?v=2&model=qwen3-30b-a3b&workload=closed-loop&workload.clients=2&workload.requests=60&arm.b.workload.clients=64&arm.b.workload.requests=300',
  },
  {
    id: 'speculation-pays',
    group: 'Decoding and experts',
    title: 'Speculation pays for one stream',
    story:
      'With one stream the card waits for memory: checking four drafted tokens costs hardly more than computing one, so drafts (B) nearly double the speed.',
    look: 'Token acceptance, and TPOT in the summary.',
    timelines: ['acceptance', 'itl', 'iteration'],
    link: '#/lab?v=2&workload=closed-loop&workload.clients=1&workload.think=0&workload.requests=20&batching.maxRunning=512&scheduler.tokenBudget=8192&arm.b.decoder=speculative&arm.b.decoder.process=uniform&arm.b.decoder.process.rate=0.6',
  },
  {
    id: 'speculation-stops-paying',
    group: 'Decoding and experts',
    title: 'Speculation stops paying',
    story:
      'The same drafts with hundreds of streams: the card is busy computing, every rejected token costs time that others needed, and drafting (B) makes everybody slower.',
    look: 'TPOT in the summary, and what the iteration is bound by under Why.',
    timelines: ['acceptance', 'iteration', 'batch'],
    regime: 'This preset means to show a full card: hundreds of streams, and a cache without a free block.',
    link: '#/lab?v=2&workload=closed-loop&workload.clients=512&workload.think=0&workload.requests=1500&batching.maxRunning=512&scheduler.tokenBudget=8192&arm.b.decoder=speculative&arm.b.decoder.process=uniform&arm.b.decoder.process.rate=0.6&arm.b.decoder.draftLength=6',
  },
  {
    id: 'small-gpu',
    group: 'Hardware',
    title: 'A small GPU',
    story:
      'A laptop card serves a small model well (A). A larger one in 4 bits fits too, and leaves so little memory for KV that requests keep throwing each other out (B).',
    look: 'KV-cache occupancy of B: full all the time, and the count of preemptions.',
    timelines: ['kv', 'requests', 'tokens'],
    regime: 'This preset means to show a card that is too small (B): its cache is full all the time.',
    link: '#/lab?v=2&accelerator=rtx-4070-laptop&model=qwen3-1.7b&workload.rate=0.4&workload.requests=40&admission=chunk-by-chunk&arm.b.model=qwen3-8b&arm.b.precision.weights=int4',
  },
  {
    id: 'phone',
    group: 'Hardware',
    title: 'On a phone',
    story:
      'One person, one stream, no batch to share the weights with: every token reads the whole model. In 4 bits (A) it is read about twice as fast as in 16 (B).',
    look: 'TPOT in the summary; the bound named under Why is reading memory.',
    timelines: ['iteration', 'itl', 'tokens'],
    link: '#/lab?v=2&accelerator=snapdragon-8-gen-3&model=qwen3-0.6b&precision.weights=int4&workload=closed-loop&workload.clients=1&workload.requests=20&lengths.prompt.mean=256&lengths.output.mean=128&arm.b.precision.weights=bf16',
  },
  {
    id: 'drafts-by-domain',
    group: 'Real tokens',
    title: 'Drafts of prose and of tool calls',
    story:
      'A small model drafts for a larger one. Prose (A) is open and most drafts fail; the JSON of tool calls (B) is nearly sure, and one pass writes several tokens.',
    look: 'The underlines of the text, and tokens per target pass in the summary.',
    timelines: ['acceptance', 'surprise'],
    link: '#/lab?v=2&engine=tokens&prompts.domain=prose&arm.b.prompts.domain=tools&view.stage=text',
  },
  {
    id: 'window-without-sink',
    group: 'Real tokens',
    title: 'A window that forgets the sink',
    story:
      'Attention needs a place to rest. A window of 32 tokens that keeps the sink (A) writes on as before; one that evicts it (B) falls apart at once.',
    look: 'The text of B, and entropy and surprise.',
    timelines: ['surprise', 'kv'],
    link: '#/lab?v=2&engine=tokens&decoder=autoregressive&prompts.domain=code&output=120&retention=sink-window&retention.window=32&arm.b.retention=window&arm.b.retention.window=32&view.stage=text',
  },
  {
    id: 'two-bit-keys',
    group: 'Real tokens',
    title: 'Two bits a key',
    story:
      'Keys in two bits: rounded by channel before their rotation (A) the answers stay right, rounded token by token (B) they do not.',
    look: 'Right answers in the summary, and the KV cache below the text.',
    timelines: ['bits', 'surprise'],
    link: '#/lab?v=2&engine=tokens&decoder=autoregressive&prompts.domain=tools&prompts.requests=24&sampling.temperature=0&kvFormat=rounded&kvFormat.valueBits=16&arm.b.kvFormat.keysBy=token&arm.b.kvFormat.rotation=after&view.stage=text',
  },
  {
    id: 'acceptance-comes-in-runs',
    group: 'Real tokens',
    title: 'Acceptance comes in runs',
    story:
      'A cluster speculates with drafts of eight. Independent acceptance of 75 % (A) is what formulas assume; along text that real models wrote (B) acceptance comes in runs, and streams differ.',
    look: 'Token acceptance, and by moment how far kept drafts spread.',
    timelines: ['acceptance', 'itl'],
    link: '#/lab?v=2&decoder=speculative&decoder.draftLength=8&decoder.process=uniform&decoder.process.rate=0.75&arm.b.decoder.process=computed&workload.requests=200',
  },
  {
    id: 'keys-a-node',
    group: 'Look-ups',
    title: 'Many keys a node',
    story:
      'Eight threads look up and change keys. A skip list with dozens of keys a node (A) finds them with less than half as many lines from far away as one with a key a node (B).',
    look: 'Lines touched, by where each was found; then Structure, where a search goes down.',
    timelines: ['threads', 'lines', 'latency', 'operations'],
    link: '#/lab?v=2&engine=index-locality&subject.mix=update-heavy&subject.keys=20000&subject.operations=4000&subject.threads=8&cache.l2=256&arm.b.subject.index=skiplist',
  },
  {
    id: 'at-hand',
    group: 'Look-ups',
    title: 'What was found last',
    story:
      'A conversation asks for memories that are like its questions. With what was found last at hand (B) many questions need no search, as long as the talk stays with its topic. The mean hardly changes: those that do need one looked in vain first, and the slowest get slower.',
    look: 'Answers of B by who gave them, and the time of an operation.',
    timelines: ['answers', 'lines', 'latency'],
    link: '#/lab?v=2&engine=index-locality&subject=vectors&subject.vectors=4096&subject.operations=800&arm.b.subject.lookaside=buffer',
  },
]
