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
  roles: { administrator: 'Administration', planner: 'Planung', supervisor: 'Leitung', agent: 'Telefon' },
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
  forgotten: 'Forgotten the password? The administration sends you a link.',
  product: 'Leitstand',
  roles: { administrator: 'Administration', planner: 'Planning', supervisor: 'Supervision', agent: 'Phones' },
  problems: {
    'not-reached': 'The server does not answer. Please try again in a moment.',
    'name-or-password-wrong': 'Name or password is wrong.',
    'too-many-tries': 'Too many tries. Please wait a quarter of an hour.',
    'too-many-attempts': 'Too many tries. Please wait a minute.',
    'not-in-demo': 'Signing in by role works only in the demonstration on this computer.',
    'link-invalid': 'This link was used or has expired. Ask for a new one.',
    'input-wrong': 'The password does not have the length that is asked for.',
    'proxy-hides-https':
      'You cannot sign in this way: the server is not told that this page came by HTTPS. Open it at its https address. If this notice is there too, the administration must let the proxy in front send the header “X-Forwarded-Proto: https” and set trustProxy.',
    csrf: 'The page was open too long. Please try again.',
    internal:
      'The server could not sign you in. Please try again; if it keeps failing, ask the administrators.',
    'store-unavailable': 'The server cannot reach its data just now. Please try again in a moment.',
  },
};

/** Words of signing in, shared by the desk and the agent's page. */
export function signInText(language: Language): SignInText {
  return language === 'en' ? en : de;
}

export function problemWords(text: SignInText, code: string): string {
  return Object.entries(text.problems).find(([name]) => name === code)?.[1] ?? text.problems.internal;
}
