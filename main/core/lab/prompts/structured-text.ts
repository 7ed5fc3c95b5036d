import type { LabPrompt } from './prompt.ts'

export const structuredText: LabPrompt = {
  kind: 'structured-text',
  maxTokens: 256,
  text: `Read the notes of a workshop for bicycles below and turn them into one JSON document. Answer with the JSON alone, without any words before or after it.

The document is an object with three keys. "orders" is a list with an object for each order: "number" (integer), "customer" (string), "bicycle" (string), "received" (date as YYYY-MM-DD), "due" (date or null), "tasks" (list of objects with "what", "minutes" as an integer, and "parts" as a list of objects with "name", "count" and "unitPrice"), "paid" (true or false) and "remarks" (string, empty where there are none). "totals" has "minutes", "partsCost" and "openOrders". "problems" lists, as strings, everything in the notes that contradicts itself or cannot be told for certain.

Notes, week of 4 May 2026:

No. 1187, Mrs Okafor, the green touring bicycle. Came in on Monday. New chain (one, 24.90) and cassette (one, 38.50), should take 50 minutes together with setting the gears. She needs it on Friday because she leaves for the coast on Saturday at six in the morning. Has paid half, the rest when she fetches it.

No. 1188, the school on Mill Lane, three children's bicycles that look the same. Received Tuesday the 5th. All three: brake pads front and back, so four pads each bicycle at 3.20 a pad, about 20 minutes a bicycle. One has a bent mudguard, straighten it if it takes less than ten minutes, otherwise leave it. They say there is no hurry. Invoice to the school, not paid.

No. 1189, Mr Lindqvist, cargo bicycle with motor. Came in on Wednesday. The display shows error 23 now and then, most often in rain. Look at the plugs first (30 minutes); if it is the sensor, one sensor at 61.00 and 25 minutes more, but call him before anything that costs over 80. Due next Tuesday, he said the 11th. Battery stays with us and must not be charged overnight.

No. 1190, Jonas, the courier, second time this month. Spoke broken at the back, two spokes at 1.10 to be safe, 35 minutes with truing. Waited for it on Thursday and paid in cash. Told him again that the tyre is at its end; he will think about it.

No. 1187 again: on Thursday Mrs Okafor rang and asked for a bell as well (one, 12.00, five minutes) and said that she has paid everything already at the counter on Monday. The till shows half.`,
}
