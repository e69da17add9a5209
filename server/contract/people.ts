import * as v from 'valibot';

const plainDate = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD'));
const id = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, '1 to 40 letters, digits or . _ -'),
);
const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
const minuteOfDay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));

/** A city whose calls a person can take, with validity (both days included, open where `null`). */
export const skillSchema = v.object({
  city: text,
  from: v.nullable(plainDate),
  until: v.nullable(plainDate),
});

/** What was agreed about working time. Maxima are the law's (LAW.md): a contract may be stricter, never looser. */
export const workContractSchema = v.object({
  /** 39 h = 2340 minutes is full time (TVöD-VKA § 6). */
  weeklyMinutes: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(60),
    v.maxValue(48 * 60, 'at most 48 hours (ArbZG § 3)'),
  ),
  daysPerWeek: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6)),
  earliestStartMinute: minuteOfDay,
  latestEndMinute: minuteOfDay,
});

/** A person on the roster. In the demo and on every wall they are known by a number, not by a name. */
export const agentSchema = v.object({
  id,
  name: text,
  team: text,
  /** City whose house they sit in; rights over people follow it. */
  city: text,
  /** As the telephone system calls them; `null`: not connected. */
  telephoneName: v.nullable(text),
  contract: workContractSchema,
  skills: v.pipe(v.array(skillSchema), v.minLength(1, 'at least one city')),
});

export const absenceKindSchema = v.picklist(['leave', 'sick', 'training', 'release', 'other']);

export const newAbsenceSchema = v.pipe(
  v.object({ agentId: id, kind: absenceKindSchema, from: plainDate, until: plainDate }),
  v.check(({ from, until }) => from <= until, 'the last day must not lie before the first'),
);

export const absenceSchema = v.object({
  id: v.string(),
  agentId: v.string(),
  kind: absenceKindSchema,
  from: v.string(),
  until: v.string(),
});

export const agentsAnswerSchema = v.object({
  agents: v.array(agentSchema),
  absences: v.array(absenceSchema),
});

export const importAgentsSchema = v.object({
  /** The file's whole text. */
  csv: v.pipe(v.string(), v.maxLength(2_000_000)),
  /** `false`: only say what would happen. */
  write: v.boolean(),
});

export const importPreviewSchema = v.object({
  rows: v.number(),
  added: v.array(v.string()),
  changed: v.array(v.string()),
  unchanged: v.number(),
  issues: v.array(v.object({ line: v.number(), field: v.string(), value: v.string(), allowed: v.string() })),
  written: v.boolean(),
});

export type Agent = v.InferOutput<typeof agentSchema>;
export type AgentSkill = v.InferOutput<typeof skillSchema>;
export type Absence = v.InferOutput<typeof absenceSchema>;
export type AbsenceKind = v.InferOutput<typeof absenceKindSchema>;
export type NewAbsence = v.InferOutput<typeof newAbsenceSchema>;
export type AgentsAnswer = v.InferOutput<typeof agentsAnswerSchema>;
export type ImportPreview = v.InferOutput<typeof importPreviewSchema>;
