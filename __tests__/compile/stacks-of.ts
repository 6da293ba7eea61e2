/** Stacks of different sizes, up to 40 KB; each depends on the one before it. */
export function stacksOf(text: string, count: number): { name: string; json: string; dependencies: string[] }[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `stack-${index}`,
    json: JSON.stringify({ text: `${text} ${index} `.repeat(1 + ((index * 997) % 4_000)) }, null, 2),
    dependencies: index === 0 ? [] : [`stack-${index - 1}`],
  }));
}
