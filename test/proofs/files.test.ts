import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { FileTooLarge, keepFile, readFile } from '../../src/ground/files.ts'
import { Look } from '../../src/ground/look.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { engineOf } from '../support/sealing.ts'

let database: TestDatabase
let authority_id: string
before(async () => {
  database = await freshDatabase()
  const { rows } = await database.superuser.query(
    `INSERT INTO authority (code, name, short_name, out_of_hours_number) VALUES ('899', 'a', 'a', '1') RETURNING id`,
  )
  authority_id = rows[0].id
})
after(() => database?.drop())

const megabyte = 1024 * 1024
const look = () => new Look({ purpose: 'proof', route: 'proof' })

/** The same bytes in pieces of any size, as a network brings them. */
async function* pieces(size: number, piece: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; at += piece) {
    const bytes = Buffer.alloc(Math.min(piece, size - at))
    for (let i = 0; i < bytes.length; i++) bytes[i] = ((at + i) * 31 + ((at + i) >> 9)) % 251
    yield bytes
  }
}

const keep = (size: number, piece: number, most = 100 * megabyte, of = authority_id) =>
  database.door.write(engineOf(of), look(), tx =>
    keepFile(
      tx,
      { authority_id: of, name: 'a.csv', media_type: 'text/csv', kind: 'list', person_id: null, added_by: null },
      pieces(size, piece),
      most,
    ),
  )

const read = (id: string, of = authority_id) =>
  database.door.read(engineOf(of), look(), async tx => {
    const hash = createHash('sha256')
    const sizes: number[] = []
    for await (const chunk of readFile(tx, id)) {
      hash.update(chunk)
      sizes.push(chunk.length)
    }
    return { sha256: hash.digest('hex'), sizes }
  })

async function hashOf(size: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of pieces(size, 777_777)) hash.update(piece)
  return hash.digest('hex')
}

const sizes: [size: number, piece: number][] = [
  [5 * megabyte + 12_345, 65_536],
  [5 * megabyte + 12_345, 3 * megabyte + 1],
  [2 * megabyte, megabyte],
  [1, 1],
  [0, 1],
]
for (const [size, piece] of sizes) {
  test(`${size} bytes in pieces of ${piece} come back as they went in`, async () => {
    const kept = await keep(size, piece)
    assert.deepEqual({ size: kept.size, sha256: kept.sha256 }, { size, sha256: await hashOf(size) })
    const back = await read(kept.id)
    assert.equal(back.sha256, kept.sha256)
    assert.equal(
      back.sizes.reduce((sum, one) => sum + one, 0),
      size,
    )
    assert.ok(back.sizes.every(one => one <= megabyte))
    assert.equal(back.sizes.length, Math.ceil(size / megabyte))
  })
}

test('a file over the limit is refused with the limit in words, and nothing of it is kept', async () => {
  const count = async () =>
    (
      await database.superuser.query(
        'SELECT (SELECT count(*) FROM file) AS files, (SELECT count(*) FROM file_chunk) AS chunks',
      )
    ).rows[0]
  const before = await count()
  await assert.rejects(keep(4 * megabyte, 65_536, 3 * megabyte), (error: Error) => {
    assert.ok(error instanceof FileTooLarge)
    assert.match(error.message, /3 MB/)
    return true
  })
  assert.deepEqual(await count(), before)
  await keep(3 * megabyte, 65_536, 3 * megabyte)
})

test('a file of another authority is empty, and so is one that is not there', async () => {
  const { id } = await keep(10, 10)
  assert.equal((await read(id)).sizes.length, 1)
  assert.deepEqual((await read(id, '01900000-0000-7000-8000-000000000009')).sizes, [])
  assert.deepEqual((await read('01900000-0000-7000-8000-000000000008')).sizes, [])
})

test('two files in one transaction keep their own content', async () => {
  const ids = await database.door.write(engineOf(authority_id), look(), async tx => {
    const file = { authority_id, name: 'a', media_type: 'a', kind: 'list' as const, person_id: null, added_by: null }
    const first = await keepFile(tx, file, pieces(1000, 10), megabyte)
    const second = await keepFile(tx, file, pieces(2000, 10), megabyte)
    return [first.id, second.id]
  })
  const found = await Promise.all(ids.map(id => read(id)))
  assert.deepEqual(
    found.map(one => one.sizes),
    [[1000], [2000]],
  )
})
