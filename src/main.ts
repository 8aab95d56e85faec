import { createApp } from './app.ts'
import { buildDemonstration } from './demonstration.ts'
import { listen } from './ground/web/server.ts'
import { startProgram } from './program.ts'

const say = (sentence: string): void => console.log(sentence)
const program = await startProgram(say)
await buildDemonstration(program, say)
const web = await createApp(program.parts, program.log)
await program.work()
program.onStop(() => web.close())
const address = await listen(web, program.parts.settings)
say(`\nOnroll is at ${address}\nStop it with Ctrl+C.`)
