import type { Finding } from '../operations/doctor/finding.ts';
import { ok } from '../operations/doctor/finding.ts';
import { lookAtHttps } from '../operations/doctor/look-at-https.ts';
import { lookAtServer } from '../operations/doctor/look-at-server.ts';
import { lookAtSource } from '../operations/doctor/look-at-source.ts';
import { lookAtStore } from '../operations/doctor/look-at-store.ts';
import type { Command } from './command.ts';
import { configurationOf } from '../platform/config/open-configured-store.ts';
import { readOptions } from './input/read-options.ts';

export const command: Command = {
  summary: 'check configuration, store, clock, telephony and HTTPS, and say what to do',
  help: `leitstand doctor --config FILE [--json]

Looks at everything that the server needs and prints what it found and what to do: signs in at the telephone systems and off
again, tries to write, compares clocks. Leaves everything as it was, and runs beside a running server. Exit status 1 when something is bad, 0 when it is well or only a warning.

  --config FILE  configuration; default: the environment's LEITSTAND_CONFIG
  --json         print JSON

Example: leitstand doctor --config /etc/leitstand/leitstand.json`,
  run: async (context) => {
    const { values } = readOptions(context.args, {
      config: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    const configuration = configurationOf(context, values.config);
    const findings: readonly Finding[] = [
      ok(
        'configuration',
        `${configuration.centre.cities.length} cities, ${configuration.sources.length} sources`,
      ),
      ...(await lookAtStore(configuration, Date.now())),
      ...(
        await Promise.all(configuration.sources.map((source) => lookAtSource(source, configuration)))
      ).flat(),
      lookAtHttps(configuration),
      ...(await lookAtServer(configuration)),
    ];
    if (values.json) context.print(`${JSON.stringify(findings, null, 2)}\n`);
    else
      for (const { subject, state, says, advice } of findings)
        context.print(
          `${state.padEnd(8)} ${subject.padEnd(18)} ${says}${advice === '' ? '' : `\n${' '.repeat(28)}→ ${advice}`}\n`,
        );
    return findings.some(({ state }) => state === 'bad') ? 1 : 0;
  },
};
