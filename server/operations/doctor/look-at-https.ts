import { DAY_MS } from '../../../forecasting/time/index.ts';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Configuration } from '../../platform/config/configuration.ts';
import { ok, type Finding } from './finding.ts';

const CERTIFICATE_WARNING_DAYS = 21;

export function lookAtHttps({ tls, trustProxy, publicUrl }: Configuration): Finding {
  if (tls !== null) return lookAtCertificate(tls.cert);
  if (trustProxy !== null && publicUrl?.startsWith('https:') === true)
    return ok(
      'HTTPS',
      'ended by a proxy in front; that it sends X-Forwarded-Proto shows when somebody opens the desk through it',
    );
  return {
    subject: 'HTTPS',
    state: 'warning',
    says: 'plain HTTP: walls cannot keep their screen awake, phones cannot keep the schedule',
    advice: 'set tls, or let a proxy end TLS and set trustProxy and publicUrl (docs/operations.md)',
  };
}

function lookAtCertificate(file: string): Finding {
  try {
    const certificate = new X509Certificate(readFileSync(file));
    const days = Math.floor((Date.parse(certificate.validTo) - Date.now()) / DAY_MS);
    const says = `the certificate is valid for ${days} days`;
    if (days >= CERTIFICATE_WARNING_DAYS) return ok('HTTPS', says);
    return { subject: 'HTTPS', state: days < 0 ? 'bad' : 'warning', says, advice: 'renew it and restart' };
  } catch {
    return {
      subject: 'HTTPS',
      state: 'bad',
      says: `${file} is no certificate`,
      advice: 'give a PEM file in tls.cert',
    };
  }
}
