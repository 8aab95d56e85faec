import { Refusal, WrongUsage } from './commands/command.ts'
import { commands } from './commands/index.ts'

const [name = '--help', ...words] = process.argv.slice(2)
const command = await commands.get(name)?.()

try {
  if (name === '--help' || name === 'help' || name === '-h') {
    const all = await Promise.all([...commands.values()].map(load => load()))
    console.log(
      `Usage: onroll COMMAND [--help] [--json]\n\n${all.map(one => `  ${one.usage.padEnd(58)} ${one.does}`).join('\n')}`,
    )
  } else if (!command) {
    throw new WrongUsage(`There is no command ${name}. onroll --help lists them.`)
  } else if (words.includes('--help')) {
    console.log(`Usage: onroll ${command.usage}\n\n${command.does}\n${command.more ?? ''}`)
  } else {
    await command.run(words)
  }
} catch (problem) {
  if (problem instanceof WrongUsage) {
    console.error(`${problem.message}${command ? `\nUsage: onroll ${command.usage}` : ''}`)
    process.exitCode = 2
  } else if (problem instanceof Refusal) {
    console.error(problem.message)
    process.exitCode = 1
  } else {
    throw problem
  }
}
