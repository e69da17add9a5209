import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { command } from '../../../server/cli/backtest.ts';
import { BadInput } from '../../../server/platform/input/bad-input.ts';
import { runCommand } from '../../support/run-command.ts';
import { sharedFolder } from '../../support/shared-data.ts';

const figures = v.object({
  wape: v.number(),
  mase: v.number(),
  rmse: v.number(),
  bias: v.number(),
  dayTotalWape: v.number(),
  wql: v.nullable(v.number()),
  cov80: v.nullable(v.number()),
  cov95: v.nullable(v.number()),
});
const answer = v.object({
  models: v.array(
    v.object({
      name: v.string(),
      auto: v.boolean(),
      D1: figures,
      W1: figures,
      W2: figures,
      cpuSeconds: v.number(),
    }),
  ),
});

/** Too large for the project, and not its own: they stand beside it in development. */
const folders = [sharedFolder('data/calls')].filter((folder) => folder !== undefined);

async function measured(args: readonly string[]) {
  const { stdout } = await runCommand(command, [...args, '--json']);
  const parsed = v.parse(answer, JSON.parse(stdout));
  return parsed.models[0];
}

describe.each(folders)('leitstand backtest on the evaluation sets of %s', (folder) => {
  const bank = [`${folder}/bank_calls.csv`, '--slot', '30', '--from', '2003-07-07'];
  const seattle = [
    `${folder}/seattle_fire_911_hourly.csv`,
    ...['--slot', '60', '--open', '00:00', '--close', '24:00', '--days', 'mon-sun'],
    ...['--train-from', '2021-02-08', '--from', '2021-08-09'],
  ];

  // Figures of the same rules computed in R (package forecast 8.20) on the same data, to the digit printed there.
  it.each([
    ['bank', 'snaive', bank, [8.53, 8.53, 8.68, 1.131, 150.34, 0.92, 6.93]],
    ['bank', 'mean4', bank, [6.6, 6.6, 6.44, 0.878, 112.41, -0.95, 5.39, 5.28, 83.5, 93.6]],
    ['bank', 'mean8', bank, [6.39, 6.39, 6.27, 0.85, 110.66, -1.83, 5.15, 5.04, 82.8, 93.2]],
    ['Seattle', 'snaive', seattle, [undefined, 31.46, 32.85, 0.959, 5.11, 0.34, 7.37]],
    ['Seattle', 'mean4', seattle, [undefined, 25.79, 26.57, 0.786, 4.16, 0.68, 6.51, 19.73, 88.6, 99.5]],
    ['Seattle', 'mean8', seattle, [undefined, 24.95, 25.34, 0.76, 4.0, 2.78, 7.12, 18.7, 84.9, 97.9]],
  ])('reproduces R on %s with %s', async (_set, model, args, expected) => {
    const result = await measured([...args, '--model', model]);
    const [d1, w1, w2, mase, rmse, bias, dayTotal, wql, cov80, cov95] = expected;
    const places = {
      3: [[result?.W1.mase, mase]],
      1: [
        [result?.W1.cov80, cov80],
        [result?.W1.cov95, cov95],
      ],
    };
    const two = [
      [result?.D1.wape, d1],
      [result?.W1.wape, w1],
      [result?.W2.wape, w2],
      [result?.W1.rmse, rmse],
      [result?.W1.bias, bias],
      [result?.W1.dayTotalWape, dayTotal],
      [result?.W1.wql, wql],
    ];
    for (const [digits, pairs] of [...Object.entries(places), ['2', two] as const]) {
      for (const [got, wanted] of pairs) {
        if (typeof wanted === 'number')
          expect(got?.toFixed(Number(digits))).toBe(wanted.toFixed(Number(digits)));
      }
    }
  });
});

describe('leitstand backtest', () => {
  it.each([
    [['missing.csv', '--from', '2003-07-07'], 'no such file'],
    [['x.csv'], '"from"'],
    [['x.csv', '--from', '2003-02-30'], '2003-02-30'],
    [['x.csv', '--from', '2003-07-07', '--slot', '7'], '"slot"'],
    [['x.csv', '--from', '2003-07-07', '--close', '25:00'], '"close"'],
    [['x.csv', '--from', '2003-07-07', '--model', 'oracle'], 'oracle'],
  ])('refuses %j and names what is wrong', async (args, named) => {
    const outcome = runCommand(command, args);
    await expect(outcome).rejects.toThrow(BadInput);
    await expect(outcome).rejects.toThrow(named);
  });
});
