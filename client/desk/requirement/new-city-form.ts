import type { NewCityRequest } from '../../../server/contract/plan.ts';

/** What a planner has typed about a city that may join; percent and clock times as people write them. */
export interface NewCityForm {
  readonly name: string;
  readonly calls: number;
  readonly handleTimeSeconds: number;
  readonly like: string;
  readonly from: string;
  readonly to: string;
  /** Percent month by month, with commas or spaces between. */
  readonly ramp: string;
  readonly targetPercent: number;
  readonly thresholdSeconds: number;
}

/** The request for it; `undefined` while something is missing or makes no sense. The server checks it again. */
export function readNewCity(form: NewCityForm): Omit<NewCityRequest, 'inputs'> | undefined {
  const name = form.name.trim();
  const startMinute = minuteOf(form.from);
  const endMinute = minuteOf(form.to);
  const ramp = form.ramp
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => Number(part) / 100);
  const isRamp = ramp.length > 0 && ramp.length <= 24 && ramp.every((share) => share >= 0 && share <= 1);
  const isNumbers = [form.calls, form.handleTimeSeconds, form.targetPercent].every((value) => value > 0);
  if (name === '' || !isRamp || !isNumbers || !(form.targetPercent < 100) || !(form.thresholdSeconds >= 0))
    return undefined;
  if (startMinute === undefined || endMinute === undefined || startMinute >= endMinute) return undefined;
  return {
    name,
    callsPerDay: form.calls,
    averageHandleTimeSeconds: form.handleTimeSeconds,
    like: form.like,
    startMinute,
    endMinute,
    ramp,
    serviceLevel: form.targetPercent / 100,
    answerThresholdSeconds: form.thresholdSeconds,
  };
}

function minuteOf(clock: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(clock) ?? [];
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
