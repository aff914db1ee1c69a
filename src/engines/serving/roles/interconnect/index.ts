import { kvTransfer } from './kv-transfer.ts'

export const interconnects = [kvTransfer] as const
