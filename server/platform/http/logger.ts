import { pino, type Logger } from 'pino';
import type { LogLevel } from '../config/configuration-schema.ts';

/**
 * Structured log, one JSON object a line. What identifies a caller or an agent is not logged by anybody; these paths are
 * blanked as a last resort, should a whole event ever be handed in.
 *
 * @param write where a line goes, its end included
 */
export function createLogger(level: LogLevel, write: (line: string) => void): Logger {
  return pino(
    {
      level,
      base: { service: 'leitstand' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['agent', 'caller', 'token', 'secret', '*.agent', '*.caller', '*.token', '*.secret', 'events'],
        censor: '…',
      },
    },
    { write },
  );
}
