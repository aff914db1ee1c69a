/**
 * Azure LLM inference traces of 2023 and 2024: `TIMESTAMP,ContextTokens,GeneratedTokens`, civil dates with seven decimals (2023) or
 * six and a zone (2024), CR LF line ends, no end of the last line.
 *
 * Source: Azure/AzurePublicDataset; Patel et al., Splitwise (ISCA 2024), CC-BY 4.0.
 */
import { defineCsvFormat, exactly } from './csv-format.ts'

export const azure = defineCsvFormat({
  id: 'azure',
  title: 'Azure LLM inference CSV',
  columnsOf: exactly('TIMESTAMP,ContextTokens,GeneratedTokens', { time: 0, promptTokens: 1, outputTokens: 2 }),
})
