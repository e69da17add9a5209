import type { StoreLocation } from '../store/database.ts';
import type { Configuration } from './configuration.ts';

/** Where this configuration keeps its data. */
export function storeLocation(
  configuration: Pick<Configuration, 'databaseUrl' | 'dataFolder'>,
): StoreLocation {
  const { databaseUrl, dataFolder } = configuration;
  return databaseUrl === null
    ? { engine: 'sqlite', folder: dataFolder }
    : { engine: 'postgres', url: databaseUrl };
}

/** Address for people, without a slash at its end. @param port the port that was really opened */
export function publicAddress(
  configuration: Pick<Configuration, 'publicUrl' | 'tls' | 'host'>,
  port: number,
): string {
  if (configuration.publicUrl !== null) return configuration.publicUrl;
  const everywhere = configuration.host === '0.0.0.0' || configuration.host === '::';
  const host = everywhere ? 'localhost' : configuration.host;
  const written = host.includes(':') ? `[${host}]` : host;
  return `${configuration.tls === null ? 'http' : 'https'}://${written}:${port}`;
}
