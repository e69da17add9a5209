import { clockTime } from '../../../../forecasting/time/index.ts';
import {
  SETTABLE_RULES,
  type Agreement,
  type AgreementAnswer,
} from '../../../../server/contract/works-agreement.ts';

type SettableRule = (typeof SETTABLE_RULES)[number];

/** One soft rule as it stands in the form. */
export interface RuleLine {
  readonly rule: SettableRule;
  readonly usual: number;
  enabled: boolean;
  /** `null`: the field is empty. */
  weight: number | null;
}

/** One minimum of seats as it stands in the form; times as `HH:MM`. */
export interface SeatLine {
  city: string;
  agents: number | null;
  from: string;
  until: string;
}

export function ruleLines({ settings, defaults }: AgreementAnswer): RuleLine[] {
  return SETTABLE_RULES.map((rule) => {
    const usual = defaults[rule] ?? 0;
    const { enabled = true, weight = usual } = settings.rules[rule] ?? {};
    return { rule, usual, enabled, weight };
  });
}

export function seatLines({ settings }: AgreementAnswer): SeatLine[] {
  return settings.seats.map(({ city, agents, startMinute, endMinute }) => ({
    city,
    agents,
    from: clockTime(startMinute),
    until: clockTime(endMinute),
  }));
}

/** Only what differs from the defaults: an empty field is the default, so a later default holds as well. */
export function settingsOf(rules: readonly RuleLine[], seats: readonly SeatLine[]): Agreement {
  const changed = rules.flatMap(({ rule, usual, enabled, weight }) => {
    const setting = {
      ...(enabled ? {} : { enabled }),
      ...(weight === null || weight === usual ? {} : { weight }),
    };
    return Object.keys(setting).length === 0 ? [] : [[rule, setting] as const];
  });
  return {
    rules: Object.fromEntries(changed),
    seats: seats.map(({ city, agents, from, until }) => ({
      city,
      agents: agents ?? 0,
      startMinute: minuteOf(from),
      endMinute: minuteOf(until),
    })),
  };
}

function minuteOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
