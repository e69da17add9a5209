import { afterAll, expect, it } from 'vitest';
import { ended, endServerProcesses, runLeitstand, startServerProcess } from '../../support/start-server.ts';
import { describeOnBothEngines } from '../../support/test-databases.ts';
import { toldConfiguration } from '../../support/told-house.ts';

const configuration = toldConfiguration();

afterAll(endServerProcesses);

describeOnBothEngines('leitstand serve', (engine) => {
  it.skipIf(engine.engine === 'sqlite')(
    'is one server on one database, each with a folder of its own',
    async () => {
      const location = await engine.newLocation();
      if (location.engine !== 'postgres') return;
      const url = new URL(location.url);
      url.searchParams.set('options', `-c search_path=${location.schema ?? ''}`);
      const environment = { ACD_TOKEN: 'right', DATABASE_URL: url.href };
      const first = await startServerProcess({ configuration, environment });
      const second = runLeitstand(['serve', '--config', first.configFile], {
        ...environment,
        LEITSTAND_DATA: `${first.folder}/other`,
      });
      let said = '';
      second.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
      expect(await ended(second)).toBe(2);
      expect(said).toMatch(/^the database at \S+ is in use by another leitstand server\./);
      expect(await first.end('SIGTERM')).toBe(0);
      const again = await startServerProcess({ configuration, environment, folder: first.folder });
      expect(await again.end('SIGTERM')).toBe(0);
    },
  );
});
