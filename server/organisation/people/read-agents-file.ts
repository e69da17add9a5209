import { readTableBytes } from '../../platform/input/read-table-bytes.ts';
import { TableError } from '../../platform/input/table-record.ts';
import { readAgentsTable, refusedFile, type AgentsFile } from './read-agents-table.ts';

/**
 * Reads a file of people as programs save them: CSV in any usual encoding and separator, or a workbook. What cannot be read
 * at all is an issue like any other.
 */
export async function readAgentsFile(bytes: Uint8Array, cities: readonly string[]): Promise<AgentsFile> {
  try {
    return readAgentsTable(await readTableBytes(bytes), cities);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return refusedFile({ line: error.line ?? 1, field: 'file', value: '', allowed: error.message });
  }
}
