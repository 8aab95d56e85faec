import { createApp } from './app.ts'
import { listen } from './ground/web/server.ts'
import { startProgram } from './program.ts'

const program = await startProgram(sentence => console.log(sentence))

const web = await createApp(program.parts, program.log)
await program.work()
const address = await listen(web, program.parts.settings)
console.log(`\nOnroll is at ${address}\nStop it with Ctrl+C.`)
program.onStop(() => web.close())
