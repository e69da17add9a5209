import { describe, expect, it } from 'vitest';
import type { ServiceLevelVariant } from '../../../../server/contract/wall.ts';
import { abandonRate, answerRate, serviceLevel } from '../../../../server/live/state/service-level.ts';

/** ICMI QueueTips 2002 ("Service level: how to calculate it"), extended by flow-outs. */
const published = {
  answered: 1_000,
  answeredWithinThreshold: 860,
  abandoned: 60,
  abandonedWithinThreshold: 20,
  shortAbandoned: 10,
  flowedOut: 40,
} as const;

const percentByVariant: Readonly<Record<ServiceLevelVariant, number>> = {
  strict: 81.13,
  answeredOnly: 86.0,
  shortExcluded: 81.9,
  abandonedWithinExcluded: 82.69,
  abandonedWithinCredited: 83.02,
  withFlowOuts: 78.18,
};

const noCalls = {
  answered: 0,
  answeredWithinThreshold: 0,
  abandoned: 0,
  abandonedWithinThreshold: 0,
  shortAbandoned: 0,
  flowedOut: 0,
};

const variants = [
  'strict',
  'answeredOnly',
  'shortExcluded',
  'abandonedWithinExcluded',
  'abandonedWithinCredited',
  'withFlowOuts',
] as const;

describe('service level', () => {
  it.each(variants)('of the variant %s has its published value', (variant) => {
    const { value } = serviceLevel(variant, published);
    expect(Math.round((value ?? 0) * 10_000) / 100).toBe(percentByVariant[variant]);
  });

  it.each(variants)('of the variant %s is unknown without calls', (variant) => {
    expect(serviceLevel(variant, noCalls)).toEqual({ value: null, numerator: 0, denominator: 0 });
  });

  it('counts a flow-out only in the variant that says so', () => {
    const without = { ...published, flowedOut: 0 };
    for (const variant of variants)
      expect(serviceLevel(variant, without).value === serviceLevel(variant, published).value).toBe(
        variant !== 'withFlowOuts',
      );
  });
});

describe('answer and abandon rate', () => {
  it('have their own denominators', () => {
    expect(answerRate(published)).toMatchObject({ numerator: 1_000, denominator: 1_100 });
    expect(abandonRate(published)).toMatchObject({ numerator: 60, denominator: 1_060 });
    expect(answerRate(noCalls).value).toBeNull();
  });
});
