import { type ChildGroup, type Day, type NeedClass, needOn } from '../../rulebook/index.ts'

/** The classes of field that say who is in a group: whoever sees none of them is not shown it, whoever sees some sees a part. */
export function classesOf({ test }: ChildGroup, on: Day): readonly NeedClass[] {
  if (test.by !== 'needs') return ['education']
  return [...new Set(test.kinds.map(kind => needOn(kind, on)?.field_class ?? 'care_detail'))]
}
