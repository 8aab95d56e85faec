import type { FlashBanner } from './flash.ts'

/** Whose service this is. */
export interface Authority {
  name: string
  /** The address of the authority's logo, if it has given one. */
  logo_href: string | null
  /** `#rrggbb`; Onroll's green when null or when it cannot carry white text. */
  colour: string | null
}

export interface NavigationItem {
  text: string
  href: string
  /** The address of the item beneath which this one stands, where that item is there. */
  under?: string | null
}

/** What the composed program says about the page around the page, for one identity. */
export interface FrameParts {
  authority: Authority
  /** Who is signed in, as the header shows them; null when nobody is. */
  person: { name: string; role: string; href: string } | null
  navigation: readonly NavigationItem[]
  /** Where the search box posts its `q` (posts, because a child's name must not stand in an address); null for no box.
   * `also`: where what was found before stands. */
  search: { action: string; label: string; also?: NavigationItem } | null
  /** How many notices wait for whoever is signed in, at most 99, and where they stand. */
  notices?: { unread: number; href: string } | null
  /** True when every child in this database is made up. */
  demonstration: boolean
  /** The authority’s own number for nights and weekends; the setting’s when there is none. */
  out_of_hours_number?: string | null
}

export interface MarkedItem {
  text: string
  href: string
  current: boolean
}

/** What the layout draws round every page. */
export interface Frame extends Omit<FrameParts, 'navigation'> {
  navigation: readonly MarkedItem[]
  /** What stands beneath the current item, on that item's own page and on those pages. */
  beneath: readonly MarkedItem[]
  out_of_hours: string
  /** The brand colour in use. */
  colour: string
  flashes: readonly FlashBanner[]
  css: string
  theme: string
  script: string
  icon: string
}

/** The navigation in two rows: with the item marked that the path stands under, which is the longest address that begins it. */
export function markCurrent(items: readonly NavigationItem[], path: string): Pick<Frame, 'navigation' | 'beneath'> {
  const within = (href: string): boolean => path === href || path.startsWith(href.endsWith('/') ? href : `${href}/`)
  const longest = Math.max(0, ...items.filter(item => within(item.href)).map(item => item.href.length))
  const current = items.find(item => within(item.href) && item.href.length === longest)
  const isBeneath = (item: NavigationItem) => items.some(other => other.href === item.under)
  const top = current && isBeneath(current) ? current.under : current?.href
  const mark = ({ text, href }: NavigationItem, marked: string | null | undefined) => ({
    ...{ text, href, current: href === marked },
  })
  return {
    navigation: items.filter(item => !isBeneath(item)).map(item => mark(item, top)),
    beneath:
      current && (path === current.href || current.href !== top)
        ? items.filter(item => item.under === top).map(item => mark(item, current.href))
        : [],
  }
}
