import { iso } from './days.ts'
import type { ListKeeper } from './lists.ts'

/** One file to import. Its encoding and delimiter are not told: the importer has to find them out. */
export interface ManifestFile {
  path: string
  /** A further file that belongs to this one: the addresses of a roll. */
  with?: string
  kind: string
  source_name: string
  as_at: string
  school_urn?: number
  protected?: true
  /** Field to header, as an officer would choose where the importer's guess falls short. */
  mapping?: Record<string, string>
  rows: number
}

export function listEntry({ list, rows }: ListKeeper): ManifestFile {
  const [path, companion] = list.paths
  return {
    path,
    ...(companion === undefined ? {} : { with: companion }),
    kind: list.kind,
    source_name: list.source_name,
    as_at: iso(list.as_at),
    ...(list.school_urn === null ? {} : { school_urn: list.school_urn }),
    ...(list.protected ? { protected: true } : {}),
    ...(list.mapping === null ? {} : { mapping: list.mapping }),
    rows,
  }
}
