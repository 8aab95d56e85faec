import { startProgram } from './program.ts'

const program = await startProgram(sentence => console.log(sentence))
await program.work()
console.log('The worker is taking work. Stop it with Ctrl+C.')
