import { App, DefaultTokenResolver, Lazy, StringConcat, TerraformStack, Token, Tokenization } from 'cdktf';
import fc from 'fast-check';
import { skipTokenless } from '../../compile/resolve-speed';

const original = Tokenization.resolve;
const scope = new TerraformStack(new App({ outdir: '/tmp', stackTraces: false }), 'stack');
const options = { scope, resolver: new DefaultTokenResolver(new StringConcat()), preparing: false };

beforeAll(skipTokenless);
afterAll(() => {
  Tokenization.resolve = original;
});

/** What resolving gives: a value, or what it throws (the place in it is the original's own). */
function outcome(resolve: typeof original, value: unknown): unknown {
  try {
    return { value: resolve.call(Tokenization, value, options) };
  } catch (error) {
    return { throws: (error as Error).message.split('\n')[0]?.replace(/"?\/\S*/g, '') };
  }
}

const always = (make: () => unknown) => fc.constant(0).map(make);
const token = () => Lazy.stringValue({ produce: () => 'resolved' });
const marked = ['${x}', '$${x}', '%{ if }', '5e+5', 'String Map Token Value', '-1.5e+289', '#{', '&{', '}', '\\"'];
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom(...marked),
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  always(token),
  always(() => `before ${token()} after`),
  always(() => `{"a": {"b": ${token()}}, "c": "${token()}"} ${Lazy.anyValue({ produce: () => 7 })}`),
  always(() => `${token()}} $\${x ${token()}`),
  always(() => `{${Lazy.stringValue({ produce: () => undefined })}} ${token()}`),
  always(() => Lazy.numberValue({ produce: () => 7 })),
  always(() => Lazy.listValue({ produce: () => ['a', 'b'] })),
  always(() => Token.asStringMap(Lazy.anyValue({ produce: () => ({ a: 'b' }) }))),
  always(() => Lazy.anyValue({ produce: () => ({ nested: [1, undefined, 'x'] }) })),
);
const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', '${k}', 'k'), always(token) as fc.Arbitrary<string>);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
  ),
}));

test('what it gives is what cdktf gives, with tokens at any place', () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(outcome(Tokenization.resolve, value)).toEqual(outcome(original, value));
    }),
    { numRuns: 1_000 },
  );
});

test('a second call changes nothing', () => {
  const first = Tokenization.resolve;
  skipTokenless();
  expect(Tokenization.resolve).toBe(first);
  expect(first).not.toBe(original);
});
