import type { XmlElement } from './xml.ts'

const named = (element: XmlElement, name: string): boolean => element.name.toLowerCase() === name.toLowerCase()

/** The elements down a path such as `SchoolHistory/School`, any case, in the order of the file. */
export function elementsAt(element: XmlElement, path: string): XmlElement[] {
  let level = [element]
  for (const name of path.split('/')) level = level.flatMap(each => each.children.filter(child => named(child, name)))
  return level
}

/** The text of the first element down a path, trimmed; empty if there is none. */
export function textAt(element: XmlElement, path: string): string {
  return elementsAt(element, path)[0]?.text ?? ''
}

/** The text of the first element of one of these names, at any depth; the first name that has a text wins. */
export function textWithin(element: XmlElement, ...names: string[]): string {
  for (const name of names) {
    const text = search(element, name)
    if (text !== '') return text
  }
  return ''
}

function search(element: XmlElement, name: string): string {
  for (const child of element.children) {
    const text = named(child, name) ? child.text : search(child, name)
    if (text !== '') return text
  }
  return ''
}
