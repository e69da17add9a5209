import * as v from 'valibot';
import { shareDoneSchema, type JobContract, type ShareDone } from './job.ts';
import {
  newCitySchema,
  requirementInputsSchema,
  type NewCityRequest,
  type RequirementDay,
  type RequirementInputs,
} from './plan.ts';

const estimateSchema = v.object({ value: v.number(), halfWidth: v.number() });

const newCityAnswerSchema = v.object({
  name: v.string(),
  additionalHours: v.number(),
  additionalAtPeak: v.number(),
  additionalAgents: v.array(v.number()),
  separateHours: v.number(),
  fairShareHours: v.number(),
  pooledHoursNow: v.number(),
  pooledHoursWith: v.number(),
  ramp: v.array(v.object({ share: v.number(), additionalHours: v.number(), additionalAtPeak: v.number() })),
  cities: v.array(
    v.object({
      name: v.string(),
      target: v.number(),
      /** `null` for the new city. */
      shapleyNow: v.nullable(v.number()),
      shapleyWith: v.number(),
      proportionalWith: v.number(),
      now: v.nullable(estimateSchema),
      withoutMoreAgents: estimateSchema,
      withMoreAgents: estimateSchema,
    }),
  ),
});

/** One way to staff a day, and what every city would see with it. */
const simulatedStaffingSchema = v.object({
  by: v.picklist(['erlangC', 'erlangA', 'simulation']),
  agentHours: v.number(),
  scheduledHours: v.number(),
  levels: v.array(v.object({ city: v.string(), target: v.number(), ...estimateSchema.entries })),
});

const simulatedRequirementSchema = v.object({
  /** The stored requirement run. */
  requirementId: v.string(),
  days: v.array(
    v.object({
      date: v.string(),
      /** False: the search ended before every contract held. */
      holds: v.boolean(),
      groups: v.array(v.object({ cities: v.array(v.string()), requiredAgents: v.array(v.number()) })),
      staffings: v.array(simulatedStaffingSchema),
    }),
  ),
});

/** A requirement with the simulator as judge: stored as a run, with both formulas beside it. */
export const requirementJob: JobContract<RequirementInputs, ShareDone, SimulatedRequirement> = {
  kind: 'requirement',
  input: requirementInputsSchema,
  progress: shareDoneSchema,
  result: simulatedRequirementSchema,
};

/** What a further city would need, and what every city would see with it. */
export const newCityJob: JobContract<NewCityRequest, ShareDone, NewCityAnswer> = {
  kind: 'newCity',
  input: newCitySchema,
  progress: shareDoneSchema,
  result: newCityAnswerSchema,
};

export type NewCityAnswer = v.InferOutput<typeof newCityAnswerSchema>;
export type SimulatedStaffing = v.InferOutput<typeof simulatedStaffingSchema>;
export type SimulatedRequirement = v.InferOutput<typeof simulatedRequirementSchema>;

/** A day whose requirement the simulator judged, with the formulas beside it. */
export interface SimulatedRequirementDay extends RequirementDay {
  readonly groups: NonNullable<RequirementDay['groups']>;
  readonly staffings: readonly SimulatedStaffing[];
  readonly holds: boolean;
}
