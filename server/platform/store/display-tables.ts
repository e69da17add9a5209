/** Table of the display links, as created by migration 060. */
export interface DisplayTables {
  display_link: {
    id: string;
    name: string;
    /** `all` or a city's id. */
    scope: string;
    /** SHA-256 of the token: who reads the store cannot use it. */
    token_hash: string;
    created_at: number;
    revoked_at: number | null;
  };
}
