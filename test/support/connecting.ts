// A process of its own that connects to the database of a folder, says what it found, and leaves when told to.
import { connect } from '../../src/ground/database/connect.ts'

const [, , data_folder = ''] = process.argv
const said: string[] = []
const connection = await connect(
  { database_url: null, owner_url: null, auditor_url: null, data_folder },
  sentence => void said.push(sentence),
)
console.log(JSON.stringify({ ready: await connection.door.ready(), app_url: connection.app_url }))
// Also when whoever started it is gone.
for await (const _word of process.stdin) break
await connection.close()
process.exit(0)
