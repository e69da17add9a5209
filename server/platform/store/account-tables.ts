/** Tables of the accounts room, as created by migrations 020 and 310. Instants are epoch milliseconds. */
export interface AccountTables {
  account: {
    id: string;
    name: string;
    display_name: string;
    /** argon2id; `null` until an invitation was redeemed. */
    password_hash: string | null;
    agent_id: string | null;
    /** The person whose whole page the account opens, where somebody who plans them has confirmed who holds it. */
    confirmed_for: string | null;
    disabled_at: number | null;
    created_at: number;
  };
  account_grant: { account_id: string; role: string; city: string };
  account_link: {
    /** SHA-256 of the token: who reads the store cannot use it. */
    token_hash: string;
    account_id: string;
    purpose: string;
    /** The person whom the issuer plans: whoever redeems the link needs no further confirmation. */
    confirms_for: string | null;
    expires_at: number;
    used_at: number | null;
  };
  web_session: {
    /** SHA-256 of the cookie's session id. */
    id_hash: string;
    account_id: string | null;
    data: string;
    expires_at: number;
  };
  /** Who did what, when. Never a performance figure. */
  audit: {
    id: string;
    at: number;
    account_id: string | null;
    action: string;
    subject: string;
    detail: string;
  };
  /** One value per name: the cookie's secret and other things that must survive a restart. */
  house_setting: { name: string; value: string };
}
