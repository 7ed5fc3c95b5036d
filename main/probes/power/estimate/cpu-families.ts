import type { Range } from '#contract/energy.ts'

type Family = { pattern: RegExp; limitW: Range }

const watts = (low: number, central: number, high: number): Range => ({ low, central, high })

/**
 * How much a processor of a family may take: about the lowest and the usual base power of its parts, and about the highest turbo power. A rough
 * range by family, rounded and written down from general knowledge of the makers' lines in November 2026: no figure was checked against a data
 * sheet. It is used only where neither the user nor the system knows the limit. The first pattern that fits counts; the letters after the
 * number tell what a part is for.
 */
const families: readonly Family[] = [
  { pattern: /\bCore.* Ultra \d \d{3}V\b/, limitW: watts(8, 17, 37) },
  { pattern: /\bCore.* (Ultra \d \d{3}|i[3579]-\d{4,5}|[357] \d{3})UL?\b/, limitW: watts(9, 15, 57) },
  { pattern: /\bCore.* (Ultra \d \d{3}|i[3579]-\d{4,5}|[357] \d{3})(HX|HK|HQ|H)\b/, limitW: watts(28, 45, 160) },
  { pattern: /\bCore.* (Ultra \d \d{3}|i[3579]-\d{4,5})(K|KF|KS|X|XE)\b/, limitW: watts(91, 125, 253) },
  { pattern: /\bCore.* (Ultra \d \d{3}|i[3579]-\d{4,5})TE?\b/, limitW: watts(35, 35, 112) },
  { pattern: /\bCore.* Ultra \d \d{3}F?\b/, limitW: watts(65, 65, 182) },
  { pattern: /\bCore.* i[3579]-\d{4,5}P\b/, limitW: watts(20, 28, 64) },
  { pattern: /\bCore.* i[3579]-\d{4}(G\d|NG\d)\b/, limitW: watts(9, 15, 60) },
  { pattern: /\bCore.* (i[3579]-\d{4}Y|m[357]?-?\d?Y?\d{2})/, limitW: watts(4, 5, 15) },
  { pattern: /\bCore.* i[3579]-\d{3,4}(M|MQ|MX|QM|LM|UM)\b/, limitW: watts(17, 35, 57) },
  { pattern: /\bi3-N3\d\d\b|\bIntel.* N\d{2,3}\b/, limitW: watts(6, 7, 25) },
  { pattern: /\bCore.* i[3579]-\d{3,5}[A-Z]{0,2}\b/, limitW: watts(54, 65, 219) },
  { pattern: /\b(Celeron|Pentium|Atom)\b/, limitW: watts(4, 15, 65) },
  { pattern: /\bXeon.* Platinum\b/, limitW: watts(105, 205, 385) },
  { pattern: /\bXeon.* Gold\b/, limitW: watts(70, 150, 270) },
  { pattern: /\bXeon.* (Silver|Bronze)\b/, limitW: watts(70, 100, 165) },
  { pattern: /\bXeon.* E3?-[12]\d{3}/, limitW: watts(25, 80, 125) },
  { pattern: /\bXeon.* D-\d{4}/, limitW: watts(20, 60, 129) },
  { pattern: /\bXeon\b/, limitW: watts(60, 150, 500) },
  { pattern: /\bThreadripper\b/, limitW: watts(180, 280, 350) },
  { pattern: /\bRyzen AI Max\b/i, limitW: watts(45, 55, 140) },
  { pattern: /\bRyzen AI\b/, limitW: watts(15, 28, 54) },
  { pattern: /\bRyzen .*\b\d{4}(U|C|e)\b/, limitW: watts(6, 15, 30) },
  { pattern: /\bRyzen .*\b\d{4}(HX3D|HX|HS|H)\b/, limitW: watts(35, 45, 100) },
  { pattern: /\bRyzen .*\b\d{4}(GE|E)\b/, limitW: watts(35, 35, 54) },
  { pattern: /\bRyzen .*\b\d{4}(X3D|XT|X)\b/, limitW: watts(65, 105, 230) },
  { pattern: /\bRyzen\b/, limitW: watts(65, 65, 90) },
  { pattern: /\bEPYC 9\d/, limitW: watts(155, 320, 500) },
  { pattern: /\bEPYC 8\d/, limitW: watts(70, 155, 225) },
  { pattern: /\bEPYC 7\d/, limitW: watts(120, 200, 280) },
  { pattern: /\bEPYC 4\d/, limitW: watts(65, 95, 170) },
  { pattern: /\bEPYC\b/, limitW: watts(120, 225, 500) },
  { pattern: /\b(FX|Opteron|Phenom)\b/, limitW: watts(65, 95, 220) },
  { pattern: /\b(Athlon|AMD A\d+-)/, limitW: watts(15, 45, 100) },
  { pattern: /\bApple M\d+ Ultra\b/, limitW: watts(60, 100, 200) },
  { pattern: /\bApple M\d+ Max\b/, limitW: watts(30, 50, 90) },
  { pattern: /\bApple M\d+ Pro\b/, limitW: watts(20, 32, 55) },
  { pattern: /\bApple M\d+\b/, limitW: watts(10, 18, 30) },
  { pattern: /\bSnapdragon\b/, limitW: watts(5, 23, 80) },
]

/** The rough power limit of a processor by its name, in watts; null where no family has such a name. */
export function limitByName(name: string): Range | null {
  const plain = name.replaceAll(/\((R|TM)\)/gi, '')
  return families.find(({ pattern }) => pattern.test(plain))?.limitW ?? null
}
