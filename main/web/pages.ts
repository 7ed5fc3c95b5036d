import type { Refusal } from './guard.ts'

export const noAccess: Refusal = {
  status: 401,
  what: 'This browser has not been let in yet.',
  next: 'Open the whole address that Wattle printed in its terminal: it ends in ?token= and a key. A start of Wattle opens a window by itself.',
}

/** A page without style or script that says what happened and what to do. `what` and `next` are our own words, never input. */
export function plainPage({ what, next }: { what: string; next: string }): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Wattle</title>
<h1>Wattle</h1>
<p>${what}</p>
<p>${next}</p>
</html>
`
}
