/** Whether a JSON object looks like a recording: told from its keys, before a file is taken for a trace. */

/** What the lab's own recordings call themselves. */
export const RECORDING_FORMAT = 'tokenscope recording'

export const isRecording = (record: Readonly<Record<string, unknown>>): boolean =>
  record.format === RECORDING_FORMAT || Object.values(record).some((part) => isObject(part) && holdsCounts(part))

const holdsCounts = (part: object): boolean =>
  Object.values(part).some((one: unknown) => isObject(one) && 'transition_counts' in one)

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
