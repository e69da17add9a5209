import writeExcelFile from 'write-excel-file/node';
import type { Table } from './export-tables.ts';

/** Semicolons and decimal commas, as German spreadsheets open them; a byte order mark signals to them it is UTF-8. */
export function tableAsCsv(table: Table): string {
  const lines = [table.header, ...table.rows].map((row) => row.map(field).join(';'));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

export async function tableAsXlsx(table: Table): Promise<Buffer> {
  const header = table.header.map((value) => ({ value, fontWeight: 'bold' as const }));
  const rows = table.rows.map((row) =>
    row.map((value) =>
      typeof value === 'number' ? { value, type: Number } : { value: harmless(value), type: String },
    ),
  );
  return writeExcelFile([header, ...rows], { sheet: table.title }).toBuffer();
}

function field(value: string | number): string {
  if (typeof value === 'number') return String(value).replace('.', ',');
  const text = harmless(value);
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A text that begins like a formula would be run by a spreadsheet: an apostrophe makes it text again. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
