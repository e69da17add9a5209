import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A configuration of one city for commands, written into the folder. @returns the file's path */
export function writeBonnConfiguration(folder: string): string {
  const file = join(folder, 'leitstand.json');
  const contract = {
    validFrom: '2026-01-01',
    answerThresholdSeconds: 20,
    serviceLevelTarget: 0.8,
    answerRateTarget: 0.9,
  };
  writeFileSync(
    file,
    JSON.stringify({
      dataFolder: 'data',
      publicUrl: 'https://leitstand.example.org',
      sources: [{ type: 'http', id: 'acd', tokenVariable: 'ACD_TOKEN' }],
      cities: [
        { id: 'bonn', name: 'Bonn', queues: [{ source: 'acd', name: 'bonn' }], contracts: [contract] },
      ],
    }),
  );
  return file;
}
