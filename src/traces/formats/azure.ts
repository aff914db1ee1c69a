/**
 * Azure LLM inference traces of 2023 and 2024: `TIMESTAMP,ContextTokens,GeneratedTokens`, civil dates with seven decimals (2023) or
 * six and a zone (2024), CR LF line ends, no end of the last line.
 *
 * Source: Azure/AzurePublicDataset; Patel et al., Splitwise (ISCA 2024), CC-BY 4.0.
 */
import type { TraceFormat } from '../arrivals.ts'
import { type CsvFormat, createCsvReader, headerOf } from './csv-reader.ts'

const csv: CsvFormat = {
  id: 'azure',
  columnsOf: (header) =>
    header.join().toLowerCase() === 'timestamp,contexttokens,generatedtokens'
      ? {
          time: 0,
          promptTokens: 1,
          outputTokens: 2,
          priority: -1,
          prefix: -1,
          prefixTokens: -1,
          unitsPerSecond: 1,
          notes: [],
        }
      : null,
}

export const azure: TraceFormat = {
  id: csv.id,
  title: 'Azure LLM inference CSV',
  recognises: (head) => csv.columnsOf(headerOf(head)) !== null,
  read: () => createCsvReader(csv),
}
