import type { Db } from '../../platform/store/schema.ts';

/**
 * The version that says what a draft says: the newest one of its days, published from it since it was last saved; `null`
 * where there is none.
 */
export async function publishedAs(
  db: Db,
  draft: { readonly id: string; readonly from: string; readonly until: string; readonly updatedAt: number },
): Promise<number | null> {
  const newest = await db
    .selectFrom('publication')
    .select(['number', 'draft_id', 'at', 'rolls_back_to'])
    .where('from_day', '<=', draft.until)
    .where('until_day', '>=', draft.from)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const isOwn = newest?.draft_id === draft.id && newest.rolls_back_to === null;
  return isOwn && newest.at >= draft.updatedAt ? newest.number : null;
}
