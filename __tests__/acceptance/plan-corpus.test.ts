import { CANARY, type Configuration, everyText, fates, openPlanLab, type PlanLab, reviewed } from './plan-lab';

/** Whatever a plan of format 1.x can hold, each made by real Terraform. */
jest.setTimeout(120_000);

let lab: PlanLab;
beforeEach(async () => {
  lab = await openPlanLab({ TF_VAR_token: CANARY });
});
afterEach(() => lab.remove());

const data = (resources: Readonly<Record<string, object>>): Configuration => ({
  resource: { terraform_data: resources },
});

test('what is new, changed, replaced and destroyed stands worst first', async () => {
  await lab.apply(data({ kept: { input: 1 }, changed: { input: 'a' }, replaced: { triggers_replace: 'a' }, gone: {} }));
  const text = await lab.plan(
    data({ kept: { input: 1 }, changed: { input: 'b' }, replaced: { triggers_replace: 'b' }, added: { input: 1 } }),
  );
  const stack = reviewed(text);
  expect(fates(stack)).toEqual([
    'delete terraform_data.gone',
    'replace terraform_data.replaced',
    'update terraform_data.changed',
    'create terraform_data.added',
  ]);
  expect(stack.actions).toMatchObject({ create: 1, update: 1, replace: 1, delete: 1, move: 0, forget: 0, import: 0 });
  const [gone, replaced, changed] = stack.resources;
  expect(gone?.reason).toBe('no longer in the configuration');
  expect(replaced?.forcedBy).toEqual(['triggers_replace']);
  expect(replaced?.attributes.find(({ path }) => path === 'triggers_replace')).toMatchObject({
    before: 'a',
    after: 'b',
    forces: true,
  });
  expect(changed?.attributes).toContainEqual(expect.objectContaining({ path: 'input', before: 'a', after: 'b' }));
  expect(changed?.attributes).toContainEqual(expect.objectContaining({ path: 'output', before: 'a', unknown: true }));
});

test('a plan without changes says nothing', async () => {
  const same = data({ kept: { input: { list: [1, 2], text: 'x' } } });
  await lab.apply(same);
  const stack = reviewed(await lab.plan(same));
  expect(stack.resources).toEqual([]);
  expect(everyText(stack)).toContain('nothing to do');
});

test('a taint forces a replacement without any attribute', async () => {
  const same = data({ one: { input: 1 } });
  await lab.apply(same);
  await lab.run('taint', 'terraform_data.one');
  const [one] = reviewed(await lab.plan(same)).resources;
  expect(one).toMatchObject({
    action: 'replace',
    forcedBy: [],
    reason: 'tainted: an earlier apply left it incomplete',
  });
});

test('a replacement that makes the new one first, and one that was asked for, say so', async () => {
  const first = (trigger: string) =>
    data({ one: { triggers_replace: trigger, lifecycle: { create_before_destroy: true } } });
  await lab.apply(first('a'));
  expect(reviewed(await lab.plan(first('b'))).resources[0]).toMatchObject({ action: 'replace', order: 'create-first' });
  expect(reviewed(await lab.plan(first('a'), '-replace=terraform_data.one')).resources[0]).toMatchObject({
    reason: 'asked for',
  });
});

test('a move is no change, and one that changes too is', async () => {
  await lab.apply(data({ old: { input: 1 }, older: { input: 1 } }));
  const stack = reviewed(
    await lab.plan({
      ...data({ new: { input: 1 }, newer: { input: 2 } }),
      moved: [
        { from: 'terraform_data.old', to: 'terraform_data.new' },
        { from: 'terraform_data.older', to: 'terraform_data.newer' },
      ],
    }),
  );
  expect(fates(stack)).toEqual(['update terraform_data.newer', 'move terraform_data.new']);
  expect(stack.resources.map(({ previousAddress }) => previousAddress)).toEqual([
    'terraform_data.older',
    'terraform_data.old',
  ]);
  expect(stack.actions).toMatchObject({ move: 1, update: 1 });
});

test('an import is no creation', async () => {
  const stack = reviewed(
    await lab.plan({ ...data({ one: {} }), import: [{ to: 'terraform_data.one', id: 'known-elsewhere' }] }),
  );
  expect(stack.resources).toMatchObject([{ action: 'import', imported: true }]);
  expect(stack.actions).toMatchObject({ import: 1, create: 0 });
});

test('what leaves the state and stays in the world is forgotten, not destroyed', async () => {
  await lab.apply(data({ one: { input: 1 }, two: { input: 1 } }));
  const stack = reviewed(
    await lab.plan({
      ...data({ two: { input: 1 } }),
      removed: [{ from: 'terraform_data.one', lifecycle: { destroy: false } }],
    }),
  );
  expect(stack.resources).toMatchObject([{ action: 'forget', address: 'terraform_data.one' }]);
  expect(everyText(stack)).toContain('left in the world');
});

test('a failed check and a condition that only an apply can tell are findings', async () => {
  await lab.apply(data({ known: { input: 1 } }));
  const stack = reviewed(
    await lab.plan({
      ...data({
        known: { input: 1 },
        one: { input: 1, lifecycle: { postcondition: [{ condition: '${self.id != ""}', error_message: 'no id' }] } },
      }),
      check: {
        always: { assert: [{ condition: '${terraform_data.known.input == 2}', error_message: 'numbers differ' }] },
      },
    }),
  );
  expect(stack.checks).toContainEqual({ address: 'check.always', status: 'fail', problems: ['numbers differ'] });
  expect(stack.checks).toContainEqual({ address: 'terraform_data.one', status: 'unknown', problems: [] });
  expect(everyText(stack)).toContain('check check.always fails: numbers differ');
});

test('outputs alone are a change, sensitive ones without their value', async () => {
  const outputs = (value: string, secret: string) => ({
    output: { open: { value }, closed: { value: secret, sensitive: true }, gone: { value: 'x' } },
  });
  await lab.apply(outputs('a', `${CANARY}-1`));
  const { gone: _, ...kept } = outputs('b', `${CANARY}-2`).output;
  const stack = reviewed(await lab.plan({ output: kept }));
  expect(stack.outputs.map(({ name, action }) => [name, action])).toEqual([
    ['closed', 'update'],
    ['gone', 'delete'],
    ['open', 'update'],
  ]);
  expect(stack.outputs[0]?.attribute).toMatchObject({ before: null, after: null, sensitive: true });
  expect(stack.outputs[2]?.attribute).toMatchObject({ before: 'a', after: 'b' });
  expect(everyText(stack)).not.toContain(CANARY);
});

test('nothing of a secret is shown: nested, in a list, copied, in a variable, in either side', async () => {
  const configuration = (suffix: string) => ({
    variable: { token: { type: 'string', sensitive: true } },
    resource: {
      terraform_data: {
        nested: { input: { list: ['open', `\${sensitive("${'${var.token}'}-${suffix}")}`], open: suffix } },
        // a copy without the flag, as a provider would compute one
        copy: { input: `\${nonsensitive(var.token)}-${suffix} and \${base64encode("x\${nonsensitive(var.token)}")}` },
        whole: { input: '${nonsensitive(var.token)}', triggers_replace: suffix },
      },
    },
  });
  await lab.apply(configuration('a'));
  const stack = reviewed(await lab.plan(configuration('b')));
  expect(fates(stack)).toEqual([
    'replace terraform_data.whole',
    'update terraform_data.copy',
    'update terraform_data.nested',
  ]);
  const texts = everyText(stack);
  expect(texts).not.toContain(CANARY);
  expect(texts).not.toContain(Buffer.from(CANARY).toString('base64').replace(/=+$/, '').slice(0, -2));
  expect(texts).not.toContain(Buffer.from(`x${CANARY}`).toString('base64').slice(4, -4));
  // what is open beside it stays readable
  const nested = stack.resources.find(({ address }) => address.endsWith('nested'));
  expect(nested?.attributes).toContainEqual(expect.objectContaining({ path: 'input.open', before: 'a', after: 'b' }));
  expect(nested?.attributes).toContainEqual(
    expect.objectContaining({ path: 'input.list[1]', sensitive: true, before: null }),
  );
});

test('unknown values in lists, maps and whole stand where they will be', async () => {
  await lab.apply(data({ reader: { input: { list: ['a'], map: { a: 1 } } } }));
  const stack = reviewed(
    await lab.plan(
      data({
        source: {},
        reader: {
          input: { list: ['a', '${terraform_data.source.id}'], map: { a: 1, b: '${terraform_data.source.id}' } },
        },
        whole: { input: '${terraform_data.source.id}' },
      }),
    ),
  );
  const reader = stack.resources.find(({ address }) => address.endsWith('reader'));
  expect(reader?.attributes.map(({ path, unknown }) => [path, unknown])).toEqual([
    ['input.list[1]', true],
    ['input.map.b', true],
    ['output', true],
  ]);
  expect(everyText(stack)).toContain('(known after apply)');
});

test('instances, modules and their keys keep their addresses', async () => {
  const module = { resource: { terraform_data: { inner: { input: '${var.value}' } } }, variable: { value: {} } };
  const { mkdirSync, writeFileSync } = await import('node:fs');
  mkdirSync(`${lab.folder}/inner`);
  writeFileSync(`${lab.folder}/inner/main.tf.json`, JSON.stringify(module));
  const configuration = (keys: readonly string[], value: number) => ({
    resource: {
      terraform_data: { many: { for_each: `\${toset(${JSON.stringify(keys)})}` }, counted: { count: keys.length } },
    },
    module: { child: { source: './inner', value } },
  });
  await lab.apply(configuration(['a b', 'c"d'], 1));
  const stack = reviewed(await lab.plan(configuration(['a b'], 2)));
  expect(stack.resources.map(({ address, reason }) => [address, reason])).toEqual([
    ['terraform_data.counted[1]', 'count is smaller'],
    ['terraform_data.many["c\\"d"]', 'its key is no longer in for_each'],
    ['module.child.terraform_data.inner', undefined],
  ]);
});

test('a plan to destroy, and one that only refreshes, are read as what they are', async () => {
  const same = data({ one: { input: 1 } });
  await lab.apply(same);
  expect(fates(reviewed(await lab.plan(same, '-destroy')))).toEqual(['delete terraform_data.one']);
  expect(reviewed(await lab.plan(same, '-refresh-only')).resources).toEqual([]);
});

test('an errored plan shows what it had found', async () => {
  await lab.apply(data({ known: { input: 1 } }));
  const stack = reviewed(
    await lab.plan(
      data({
        known: { input: 1 },
        fine: { input: 1 },
        broken: {
          input: '${terraform_data.fine.id}',
          lifecycle: { precondition: [{ condition: '${terraform_data.known.input == 2}', error_message: 'never' }] },
        },
      }),
    ),
  );
  expect(stack.outcome).toBe('partial');
  expect(stack.digest).toBeNull();
  expect(everyText(stack)).toContain('failed after it had found: 1 new');
});

test('a partial plan says that another one is needed', async () => {
  const stack = reviewed(await lab.plan(data({ one: {}, two: {} }), '-target=terraform_data.one'));
  expect(stack.incomplete).toBe(true);
  expect(everyText(stack)).toContain('needs another plan afterwards');
});

test('a JSON text is compared by what it holds, and keeps secrets in it', async () => {
  const text = (value: object) => data({ one: { input: JSON.stringify(value) } });
  await lab.apply(text({ title: 'a', panels: [{ id: 1 }, { id: 2 }], same: true }));
  const [one] = reviewed(await lab.plan(text({ same: true, panels: [{ id: 1 }, { id: 3 }], title: 'b' }))).resources;
  expect(one?.attributes.filter(({ path }) => path !== 'output')).toMatchObject([
    { path: 'input.panels[1].id', before: 2, after: 3 },
    { path: 'input.title', before: 'a', after: 'b' },
  ]);
});

/** What only Terraform's experimental builds print (`plan -allow-deferral`), by its documented form, in a real plan. */
test('by the documented format alone, since no stable Terraform prints it: a change that is put off is told apart', async () => {
  const plan = JSON.parse(await lab.plan(data({ one: { input: 1 }, later: { input: 1 } }))) as {
    resource_changes: { address: string }[];
    complete?: boolean;
  };
  const [later, ...rest] = plan.resource_changes.sort((a) => (a.address.endsWith('later') ? -1 : 1));
  const resource_change = { ...later, address: 'terraform_data.later[*]', index: '*' };
  const stack = reviewed(
    JSON.stringify({
      ...plan,
      resource_changes: rest,
      deferred_changes: [{ reason: 'instance_count_unknown', resource_change }],
      complete: false,
    }),
  );
  expect(fates(stack)).toEqual(['create terraform_data.one']);
  expect(stack.deferred).toMatchObject([
    { address: 'terraform_data.later[*]', deferral: 'instance count unknown', action: 'create' },
  ]);
  expect(everyText(stack)).toContain('terraform_data.later[*] is put off to a later plan: instance count unknown');
  expect(everyText(stack)).toContain('1 new, 1 deferred');
});

test.each([
  [['create', 'forget'], 'forgets-old', 'the old one stays in the world'],
  [['forget', 'create'], 'forgets-old', 'the old one stays in the world'],
])(
  'by the documented format alone, since Terraform 1.11 prints none: %j replaces, and leaves something behind',
  async (actions, order, words) => {
    await lab.apply(data({ one: { triggers_replace: 'a' } }));
    const plan = JSON.parse(await lab.plan(data({ one: { triggers_replace: 'b' } }))) as {
      resource_changes: { change: { actions: readonly string[] } }[];
    };
    for (const { change } of plan.resource_changes) change.actions = actions;
    const stack = reviewed(JSON.stringify(plan));
    expect(stack.resources).toMatchObject([{ action: 'replace', order, address: 'terraform_data.one' }]);
    expect(everyText(stack)).toContain(words);
  },
);

test('nothing of a stack that was never applied was there before; of any other, something was', async () => {
  expect(reviewed(await lab.plan(data({ one: {} }))).fresh).toBe(true);
  await lab.apply(data({ one: {} }));
  expect(reviewed(await lab.plan(data({ one: {}, two: {} }))).fresh).toBe(false);
});
