import type { Role } from '../../server/contract/account.ts';

const anybody = ['administrator', 'planner', 'supervisor'] as const;

/** The rooms of the desk in the order of the data's story, and who finds their door. The server's own table decides. */
export const doors = {
  today: anybody,
  history: anybody,
  forecast: anybody,
  requirement: anybody,
  roster: ['planner', 'supervisor'],
  people: anybody,
  cities: anybody,
  accounts: ['administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Area = keyof typeof doors;
export const areas: readonly Area[] = [
  'today',
  'history',
  'forecast',
  'requirement',
  'roster',
  'people',
  'cities',
  'accounts',
];
