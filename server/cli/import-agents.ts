import { readFile } from 'node:fs/promises';
import { instant } from '../../forecasting/time/index.ts';
import { writeAudit } from '../platform/store/audit.ts';
import type { ImportPreview } from '../contract/people.ts';
import { centreOrFirst } from '../organisation/cities/centre-store.ts';
import { importAgents } from '../organisation/people/import-agents.ts';
import { readAgentsFile } from '../organisation/people/read-agents-file.ts';
import { inTransaction } from '../platform/store/in-transaction.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { CommandContext, ExitStatus } from './command.ts';
import { configurationOf, openConfiguredStore } from '../platform/config/open-configured-store.ts';

export interface ImportAgentsOptions {
  /** As it was typed, for messages. */
  readonly file: string;
  readonly path: string;
  readonly config: string | undefined;
  readonly preview: boolean;
  readonly json: boolean;
}

/** `leitstand import agents`: people with contract, team and skills; all lines or none, twice changes nothing. */
export async function importAgentsFile(
  context: CommandContext,
  { file, path, config, preview, json }: ImportAgentsOptions,
): Promise<ExitStatus> {
  const bytes = await readFile(path);
  const configuration = configurationOf(context, config);
  const store = await openConfiguredStore(configuration);
  try {
    const now = instant(Date.now());
    const { centre } = await centreOrFirst(store.db, configuration.centre, now);
    const cities = centre.cities.map(({ id }) => id);
    const people = await readAgentsFile(bytes, cities);
    const outcome = await inTransaction(store.db, async (tx) => {
      const done = await importAgents(tx, { file: people, write: !preview });
      if (done.written && done.addedCount + done.changedCount > 0)
        await writeAudit(tx, {
          at: now,
          accountId: null,
          action: 'people:imported',
          subject: `${done.addedCount}+${done.changedCount}`,
        });
      return done;
    });
    if (outcome.issues.length > 0) return refuse(context, file, outcome, json);
    context.print(json ? `${JSON.stringify(outcome, null, 2)}\n` : describe(outcome));
    return 0;
  } finally {
    await store.close();
  }
}

function refuse(context: CommandContext, file: string, outcome: ImportPreview, json: boolean): ExitStatus {
  if (json) context.print(`${JSON.stringify(outcome, null, 2)}\n`);
  const [first, ...others] = outcome.issues;
  for (const { line, field, value, allowed } of others)
    context.warn(`${file}, line ${line}, "${field}": must be ${allowed}, got "${value}"\n`);
  throw new BadInput(
    `must be ${first?.allowed ?? 'readable'}, got "${first?.value ?? ''}"; ${outcome.issueCount} wrong fields, nothing was stored`,
    { file, ...(first === undefined ? {} : { line: first.line, field: first.field }) },
  );
}

function describe(outcome: ImportPreview): string {
  const { rows, addedCount, added, changedCount, changed, unchanged, written } = outcome;
  const names = (count: number, ids: readonly string[]): string =>
    count === 0 ? '' : ` (${ids.slice(0, MOST_NAMED).join(', ')}${count > MOST_NAMED ? ', …' : ''})`;
  return [
    `${rows} people: ${addedCount} new${names(addedCount, added)}, ${changedCount} changed${names(changedCount, changed)}, ${unchanged} known already`,
    written ? '' : 'Preview: nothing was stored.',
  ]
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');
}

const MOST_NAMED = 20;
