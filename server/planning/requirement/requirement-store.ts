import type { AuditActor } from '../../platform/store/audit.ts';
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import {
  requirementInputsSchema,
  type RequirementAnswer,
  type RequirementDay,
  type RequirementInputs,
} from '../../contract/plan.ts';
import { MOST_LISTED } from '../../platform/http/answer-bounds.ts';
import type { Db } from '../../platform/store/schema.ts';

/** Keeps a run with all its inputs: the same inputs and the same forecast give the same requirement. */
export async function saveRequirement(
  db: Db,
  inputs: RequirementInputs,
  days: readonly RequirementDay[],
  actor: AuditActor,
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('requirement_run')
    .values({
      id,
      from_day: inputs.from,
      until_day: inputs.until,
      created_at: actor.now,
      account_id: actor.accountId,
      inputs: JSON.stringify(inputs),
      result: JSON.stringify(days),
    })
    .execute();
  return id;
}

export async function findRequirement(db: Db, id: string): Promise<RequirementAnswer | undefined> {
  const row = await db.selectFrom('requirement_run').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : read(row);
}

export interface RequirementSummary {
  readonly id: string;
  readonly from: string;
  readonly until: string;
  readonly createdAt: number;
}

export async function listRequirements(db: Db): Promise<readonly RequirementSummary[]> {
  const rows = await db
    .selectFrom('requirement_run')
    .select(['id', 'from_day', 'until_day', 'created_at'])
    .orderBy('created_at', 'desc')
    .limit(MOST_LISTED.requirements)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    from: row.from_day,
    until: row.until_day,
    createdAt: row.created_at,
  }));
}

function read(row: {
  readonly id: string;
  readonly created_at: number;
  readonly inputs: string;
  readonly result: string;
}): RequirementAnswer {
  const days: unknown = JSON.parse(row.result);
  return {
    id: row.id,
    createdAt: row.created_at,
    inputs: v.parse(requirementInputsSchema, JSON.parse(row.inputs)),
    days: v.parse(v.array(v.custom<RequirementDay>(isRequirementDay)), days),
  };
}

function isRequirementDay(value: unknown): value is RequirementDay {
  return (
    typeof value === 'object' && value !== null && 'date' in value && 'cities' in value && 'joint' in value
  );
}
