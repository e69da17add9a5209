import type { Role } from '../../server/contract/account.ts';
import type { Language } from '../text/format.ts';

const de = {
  title: 'Anmelden',
  name: 'Anmeldename',
  password: 'Passwort',
  newPassword: 'Neues Passwort',
  passwordRule: 'Mindestens 12 Zeichen. Länge zählt mehr als Sonderzeichen.',
  submit: 'Anmelden',
  choose: 'Passwort festlegen',
  chooseTitle: {
    first: 'Erste Administration einrichten',
    invitation: 'Willkommen im Leitstand',
    reset: 'Neues Passwort wählen',
  },
  demoTitle: 'Vorführung: Rolle wählen',
  demoNote: 'Nur an diesem Rechner. Alle Daten sind erzeugt.',
  forgotten: 'Passwort vergessen? Die Administration schickt Ihnen einen Link.',
  product: 'Leitstand',
  roles: { administrator: 'Administration', planner: 'Planung', supervisor: 'Leitung', agent: 'Agent/in' },
  problems: {
    'not-reached': 'Der Server antwortet nicht. Bitte gleich noch einmal.',
    'name-or-password-wrong': 'Name oder Passwort stimmt nicht.',
    'too-many-tries': 'Zu viele Versuche. Bitte warten Sie eine Viertelstunde.',
    'too-many-attempts': 'Zu viele Versuche. Bitte warten Sie eine Minute.',
    'not-in-demo': 'Anmelden per Rolle geht nur in der Vorführung an diesem Rechner.',
    'link-invalid': 'Dieser Link ist verbraucht oder abgelaufen. Lassen Sie sich einen neuen geben.',
    'input-wrong': 'Das Passwort hat nicht die verlangte Länge.',
    'proxy-hides-https':
      'Anmelden geht so nicht: Der Server erfährt nicht, dass diese Seite über HTTPS kam. Öffnen Sie sie unter ihrer https-Adresse. Steht der Hinweis auch dort, muss die Administration den vorgeschalteten Proxy die Kopfzeile „X-Forwarded-Proto: https“ senden lassen und trustProxy setzen.',
    csrf: 'Die Seite war zu lange offen. Bitte noch einmal.',
    internal:
      'Der Server konnte Sie nicht anmelden. Bitte gleich noch einmal; bleibt es dabei, hilft die Administration.',
    'store-unavailable': 'Der Server erreicht seine Daten gerade nicht. Bitte gleich noch einmal.',
  },
};

export type SignInText = typeof de & { readonly roles: Readonly<Record<Role, string>> };

const en: SignInText = {
  title: 'Sign in',
  name: 'Name',
  password: 'Password',
  newPassword: 'New password',
  passwordRule: 'At least 12 characters. Length counts more than special characters.',
  submit: 'Sign in',
  choose: 'Set password',
  chooseTitle: {
    first: 'Set up the first administrator',
    invitation: 'Welcome to Leitstand',
    reset: 'Choose a new password',
  },
  demoTitle: 'Demonstration: choose a role',
  demoNote: 'On this computer only. All data is generated.',
  forgotten: 'Forgotten your password? The administrators will send you a link.',
  product: 'Leitstand',
  roles: { administrator: 'Administration', planner: 'Planning', supervisor: 'Supervision', agent: 'Agent' },
  problems: {
    'not-reached': 'The server is not responding. Please try again in a moment.',
    'name-or-password-wrong': 'The name or password is incorrect.',
    'too-many-tries': 'Too many attempts. Please wait 15 minutes.',
    'too-many-attempts': 'Too many attempts. Please wait a minute.',
    'not-in-demo': 'Signing in by role is only possible in the demonstration on this computer.',
    'link-invalid': 'This link has been used or has expired. Please ask for a new one.',
    'input-wrong': 'The password does not have the required length.',
    'proxy-hides-https':
      'You cannot sign in like this: the server is not told that this page was opened over HTTPS. Please open it at its https address. If this message appears there too, the proxy in front must send the header “X-Forwarded-Proto: https”, and trustProxy must be set; please tell the administrators.',
    csrf: 'The page was open for too long. Please try again.',
    internal:
      'The server could not sign you in. Please try again; if it keeps failing, ask the administrators.',
    'store-unavailable': 'The server cannot reach its data at the moment. Please try again shortly.',
  },
};

/** Words of signing in, shared by the desk and the agent's page. */
export function signInText(language: Language): SignInText {
  return language === 'en' ? en : de;
}

export function problemWords(text: SignInText, code: string): string {
  return Object.entries(text.problems).find(([name]) => name === code)?.[1] ?? text.problems.internal;
}
