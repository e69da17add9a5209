import type { Centre } from '../../contract/centre.ts';
import type {
  AsteriskSourceSettings,
  ConfigurationFile,
  HttpSourceSettings,
  LogLevel,
} from './configuration-schema.ts';

/** A telephone source with its secret, read from the environment. */
export type Source =
  (AsteriskSourceSettings & { readonly secret: string }) | (HttpSourceSettings & { readonly token: string });

/** Everything a server needs to know, file and environment together, checked. */
export interface Configuration {
  readonly dataFolder: string;
  /** `null`: the embedded store in the data folder. */
  readonly databaseUrl: string | null;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Without a slash at its end; `null`: made of host and port. */
  readonly publicUrl: string | null;
  readonly trustProxy: number | string | null;
  readonly logLevel: LogLevel;
  /** `null`: `/metrics` answers nobody. */
  readonly metricsToken: string | null;
  readonly sources: readonly Source[];
  readonly holidays: ConfigurationFile['holidays'];
  readonly centre: Centre;
  readonly retention: ConfigurationFile['retention'];
}
