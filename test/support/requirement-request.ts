import { USUAL_INPUTS } from '../../server/contract/plan.ts';

/** The body of `POST /api/v1/requirements` for some days. */
export function requirementRequest(from: string, until = from) {
  return { ...USUAL_INPUTS, from, until, model: 'erlangC', maxOccupancy: 0.9 };
}
