import { entry, loadExample } from '../../../docs/examples/catalog';

/** Where PromQL is found faulty, in the file that holds it: `▲` marks the place. */
function placed(text: string): { readonly expected: string[]; readonly found: string[] } {
  const plain = text.replaceAll('▲', '');
  const lines = text.split('\n');
  const expected = lines.flatMap((line, index) => {
    const at = line.indexOf('▲');
    return at < 0 ? [] : [`${index + 1}:${at + 1}`];
  });
  const { diagnostics } = loadExample({ 'services/checkout.yaml': plain });
  return {
    expected,
    found: diagnostics.filter(({ code }) => code === 'promql').map(({ line, column }) => `${line}:${column}`),
  };
}

const alert = (expr: string) =>
  entry(`alerts:\n  - name: A\n    severity: ticket\n    summary: Down\n    expr: ${expr}\n`);
const slo = (sli: string) => entry(`slos:\n  - name: a\n    objective: 99%\n    sli:\n${sli}`);

test.each([
  ['a plain scalar', alert('sum(up) ▲) == 0')],
  ['a plain scalar over several lines', alert('sum(up)\n      + 1\n      ▲) == 0')],
  ['single quotes, behind a doubled one', alert(`'up{a="it''s"} ▲) == 0'`)],
  ['double quotes, behind escapes', alert('"up{a=\\"\\\\\\\\x\\"} ▲) == 0"')],
  ['double quotes, behind an astral character', alert('"up{a=\\"😀\\"} ▲) == 0"')],
  ['double quotes over folded lines', alert('"up\n      == 0\n\n      ▲)"')],
  ['a literal block', alert('|\n      up\n        == 0\n      ▲)')],
  ['a literal block behind a blank line and a comment', alert('|-\n      # why\n\n      up ▲) == 0')],
  ['a folded block', alert('>-\n      up\n      == 0\n      ▲)')],
  ['the value of a matcher', alert('up{job="a",\n      code=▲b} == 0')],
  ['a regular expression, at its matcher', alert(`'up{job="a", ▲code=~"("} == 0'`)],
  ['a type fault in a function', alert("'rate(▲up) > 0'")],
  ['errors', slo('      errors: sum(▲e)\n      total: t\n').replace('sum(▲e)', '▲sum(e)')],
  ['good', slo('      good: g{a=▲b}\n      total: t\n')],
  ['total', slo('      errors: e\n      total: |\n        t{\n          a=~"x", ▲b=~"("}\n')],
  ['the inside of braces', slo('      histogram: h\n      below: 1s\n      selector: \'a="b" ▲c="d"\'\n')],
  ['a gauge', slo('      up: up{▲a}\n').replace('{▲a}', '{a▲}')],
  ['a window in the wrong place', slo('      errorRatio: rate(e[$window] offset ▲$window)\n')],
  ['a window in an alert', alert('rate(e[▲$window]) > 0')],
])('a fault in %s is found where it stands', (_, text) => {
  const { expected, found } = placed(text);
  expect(expected).toHaveLength(1);
  expect(found).toEqual(expected);
});

test('every faulty text of an entry is reported, each with its place', () => {
  const text = entry(`slos:
  - name: a
    objective: 99%
    sli: {errors: "▲sum(e)", total: t}
  - name: b
    objective: 99%
    sli:
      errorRatio: |
        rate(e[$window])
          / rate(▲t)
alerts:
  - {name: A, severity: ticket, summary: Down, expr: up ==▲}
`);
  const { expected, found } = placed(text);
  expect(expected).toHaveLength(3);
  expect(found).toEqual(expected);
});
