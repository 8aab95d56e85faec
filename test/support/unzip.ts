import { inflateRawSync } from 'node:zlib'

/** The files of a ZIP archive as text, by name: read from its central directory. Source: APPNOTE 4.3.12, 4.3.7. */
export function unzip(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const files = new Map<string, string>()
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)]
    const [name, extra, note] = [28, 30, 32].map(place => archive.readUInt16LE(at + place)) as [number, number, number]
    const start = archive.readUInt32LE(at + 42)
    const data = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28)
    const bytes = archive.subarray(data, data + packed)
    files.set(archive.toString('utf8', at + 46, at + 46 + name), String(method === 0 ? bytes : inflateRawSync(bytes)))
    at += 46 + name + extra + note
  }
  return files
}
