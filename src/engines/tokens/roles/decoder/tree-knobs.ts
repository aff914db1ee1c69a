/** The size of a tree of drafts, as knobs. */
import * as z from 'zod'

export const treeKnobs = {
  shape: z.enum(['chain', 'tree']).default('chain').meta({
    label: 'Shape',
    help: 'A chain dies at its first rejection; a tree tries several next tokens in the same target pass.',
  }),
  nodes: z.int().min(1).max(60).default(16).meta({
    label: 'Nodes of a tree',
    unit: 'tokens',
    help: 'More nodes accept more tokens a pass, and make the pass larger.',
    level: 'advanced',
  }),
  depth: z.int().min(1).max(8).default(4).meta({
    label: 'Depth of a tree',
    unit: 'tokens',
    help: 'Deeper trees can accept longer runs and take more drafting passes.',
    level: 'advanced',
  }),
  width: z.int().min(1).max(8).default(4).meta({
    label: 'Children of a node',
    unit: 'tokens',
    help: 'Wider trees survive an unsure draft; narrow ones reach deeper with the same nodes.',
    level: 'advanced',
  }),
}
