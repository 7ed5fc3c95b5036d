import { Command, InvalidArgumentError, Option } from 'commander'
import packageJson from '#package.json' with { type: 'json' }

export type Options = {
  /** Asks `npm start` for the web shell where Electron is there too; the other two ask for it as well. */
  web: boolean
  /** null: the usual port, or any free one where that is taken. */
  port: number | null
  /** Open a window. */
  open: boolean
}

/** Reads the command line (without the program's name). Prints help, the version or what is wrong, and exits, where that is asked for. */
export function parseOptions(argv: string[]): Options {
  return new Command('wattle')
    .description('Run language models on your own machine and see what each token costs.')
    .version(packageJson.version)
    .option('--web', 'open in a browser instead of the desktop app', false)
    .addOption(
      new Option('--port <number>', 'the port of the web shell, which this asks for; 0 takes any free one')
        .argParser(parsePort)
        .default(null)
        .implies({ web: true }),
    )
    .addOption(new Option('--no-open', 'print the address of the web shell and open no window').implies({ web: true }))
    .parse(argv, { from: 'user' })
    .opts<Options>()
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}
