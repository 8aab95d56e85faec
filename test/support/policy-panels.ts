import type { Asker, Row, Sees } from './policy.ts'

/** What the second statement must know of an item: the child of its case, who sits on its body today or came to the meeting as a substitute, and who declared a conflict. */
const itemBeside = (id: string) => `(SELECT to_jsonb(i) || jsonb_build_object('person_id', c.person_id,
    'members', ARRAY(SELECT p.account_id FROM panel_member p JOIN panel_meeting m ON m.series_id = p.series_id WHERE m.id = i.meeting_id AND p.ends_on IS NULL)
      || ARRAY(SELECT s.substitute_id FROM panel_present s WHERE s.meeting_id = i.meeting_id AND s.substitute_id IS NOT NULL),
    'conflicted', ARRAY(SELECT f.account_id FROM panel_conflict f WHERE f.item_id = i.id))
  FROM panel_item i JOIN council_case c ON c.id = i.case_id WHERE i.id = ${id})`
/** Who declared a conflict with the item from which something in a case came. */
const hiddenBy = `|| jsonb_build_object('conflicted', ARRAY(SELECT f.account_id FROM panel_conflict f WHERE f.item_id = t.panel_item_id))`
export const panelsBeside: Record<string, string> = {
  panel_item: `|| ${itemBeside('t.id')}`,
  panel_decision: `|| jsonb_build_object('item', ${itemBeside('t.item_id')})`,
  panel_minute: `|| jsonb_build_object('item', ${itemBeside('t.item_id')})`,
  panel_commitment: `|| jsonb_build_object('item', (SELECT ${itemBeside('d.item_id')} FROM panel_decision d WHERE d.id = t.decision_id))`,
  ...Object.fromEntries(['case_entry', 'agreed_action'].map(table => [table, hiddenBy])),
}

const lists = (row: Row, name: string): readonly unknown[] => (Array.isArray(row[name]) ? row[name] : [])

/** Whether somebody sits on the body today and declared no conflict with the item. */
export const sitsWith = (who: Asker, item: Row): boolean =>
  who.kind === 'engine' ||
  (lists(item, 'members').includes(who.account_id) && !lists(item, 'conflicted').includes(who.account_id))

/** Bodies and their meetings are no secret of casework; an item is for members who see its case and declared no conflict. */
export function panelSight({
  here,
  holds,
  ofCase,
}: {
  here: (who: Asker, row: Row) => boolean
  holds: (who: Asker, permission: string) => boolean
  ofCase: Sees
}): Record<string, Sees> {
  const open: Sees = (who, row) => here(who, row) && holds(who, 'panels.read')
  const item: Sees = (who, row, world) => ofCase(who, row, world) && sitsWith(who, row)
  const ofItem: Sees = (who, row, world) => item(who, row.item as Row, world)
  const unhidden: Sees = (who, row, world) =>
    ofCase(who, row, world) && !lists(row, 'conflicted').includes(who.account_id)
  return {
    ...{ panel_series: open, panel_member: open, panel_meeting: open, panel_present: open, panel_conflict: open },
    ...{
      panel_pack: open,
      panel_pack_copy: open,
      panel_pack_opening: open,
      panel_commitment: open,
      case_entry: unhidden,
      agreed_action: unhidden,
    },
    ...{ panel_item: item, panel_decision: ofItem, panel_minute: ofItem },
  }
}
