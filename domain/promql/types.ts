import type { SyntaxNode } from '@lezer/common';
import { durationSeconds } from './duration';
import { aggregationParameter, type PromqlType, signatureOf } from './functions';
import { matcherFaults } from './matchers';
import { children, isWindow, type PromqlFault, type PromqlSyntax, textOf } from './syntax';

const called: Readonly<Record<PromqlType, string>> = {
  scalar: 'a number',
  vector: 'an instant vector',
  matrix: 'a range vector',
  string: 'a string',
};
const setOperators = ['And', 'Or', 'Unless'];
const comparisons = ['Eql', 'Neq', 'Gte', 'Gtr', 'Lte', 'Lss'];
const modifiers = ['BoolModifier', 'MatchingModifierClause', 'FillModifier', 'LineComment'];

/**
 * What Prometheus checks after its grammar (promql/parser/parse.go, checkAST): the type of every argument and operand.
 * Returns the type of the whole and every fault found.
 */
export function typeOf(syntax: PromqlSyntax): { readonly type: PromqlType; readonly faults: readonly PromqlFault[] } {
  const faults: PromqlFault[] = [];
  const type = checked(syntax.expr);
  return { type, faults };

  function fault(node: SyntaxNode, message: string, expected: string, suggestion?: string): void {
    const found = textOf(syntax, node);
    faults.push({ offset: node.from, message, found, expected, ...(suggestion === undefined ? {} : { suggestion }) });
  }

  function want(node: SyntaxNode, type: PromqlType, by: string): void {
    const got = checked(node);
    if (got === type) return;
    const range = got === 'vector' && type === 'matrix' && node.name === 'VectorSelector';
    const suggestion = range ? `${textOf(syntax, node)}[5m]` : undefined;
    fault(node, `${by} takes ${called[type]}, and this is ${called[got]}`, called[type], suggestion);
  }

  function checked(node: SyntaxNode): PromqlType {
    const parts = children(node).filter((child) => child.name !== 'LineComment');
    const [first] = parts;
    switch (node.name) {
      case 'NumberDurationLiteral':
        return 'scalar';
      case 'StringLiteral':
        return 'string';
      case 'VectorSelector':
        faults.push(...matcherFaults(syntax, node));
        return 'vector';
      case 'MatrixSelector':
        if (first?.name !== 'VectorSelector') fault(node, 'A range stands behind a selector only', 'metric{…}[5m]');
        else checked(first);
        range(parts[1]);
        return 'matrix';
      case 'SubqueryExpr':
        want(first as SyntaxNode, 'vector', 'A subquery');
        for (const part of parts.slice(1)) range(part);
        return 'matrix';
      case 'AggregateExpr':
        return aggregation(parts);
      case 'FunctionCall':
        return call(parts);
      case 'BinaryExpr':
        return binary(node, parts);
      case 'UnaryExpr': {
        const operand = parts.at(-1) as SyntaxNode;
        const type = checked(operand);
        if (type === 'matrix' || type === 'string') fault(operand, `A sign before ${called[type]}`, called.vector);
        return type;
      }
      case 'OffsetExpr':
      case 'StepInvariantExpr':
        return shifted(node, parts);
      default:
        // parentheses, anchored and smoothed keep the type of what they hold
        return first === undefined ? 'vector' : checked(first);
    }
  }

  /** `offset` and `@` stand behind a selector or a subquery, once each. */
  function shifted(node: SyntaxNode, parts: readonly SyntaxNode[]): PromqlType {
    const [of, keyword, instant] = parts as [SyntaxNode, SyntaxNode, SyntaxNode];
    const type = checked(of);
    const names = shiftsOf(of);
    const by = textOf(syntax, keyword);
    if (names.base === undefined) {
      fault(keyword, `${by} stands behind a selector or a subquery only`, `metric{…} ${by} …`);
    } else if (names.shifts.includes(node.name)) {
      fault(keyword, `${by} stands once behind a selector`, `one ${by}`);
    }
    const moment = node.name === 'StepInvariantExpr' ? textOf(syntax, instant) : '';
    if (/^[+-]?(?:nan|inf)$/i.test(moment)) fault(instant, `${moment} is no instant`, 'seconds since 1970');
    return type;
  }

  function range(node: SyntaxNode | undefined): void {
    const literal = node?.firstChild;
    if (!node || !literal || literal.name !== 'NumberDurationLiteralInDurationContext' || isWindow(syntax, literal))
      return;
    const seconds = durationSeconds(textOf(syntax, literal));
    if (seconds === undefined || seconds > 0) return;
    fault(literal, 'A range is longer than zero', 'a duration such as 5m');
  }

  function aggregation(parts: readonly SyntaxNode[]): PromqlType {
    const operator = parts[0] as SyntaxNode;
    const name = textOf(syntax, operator).toLowerCase();
    const body = parts.find((part) => part.name === 'FunctionCallBody') as SyntaxNode;
    const given = children(body).filter((child) => child.name !== 'LineComment');
    const parameter = aggregationParameter[name];
    const wanted: PromqlType[] = parameter === undefined ? ['vector'] : [parameter, 'vector'];
    if (given.length !== wanted.length) {
      fault(
        operator,
        `${name} takes ${wanted.length} argument(s), and got ${given.length}`,
        wanted.map((one) => called[one]).join(', '),
      );
    }
    const counted = given.length === wanted.length;
    given.forEach((node, index) => {
      if (counted) want(node, wanted[index] as PromqlType, name);
      else checked(node);
    });
    return 'vector';
  }

  function call(parts: readonly SyntaxNode[]): PromqlType {
    const identifier = parts[0] as SyntaxNode;
    const name = textOf(syntax, identifier);
    const signature = signatureOf(name);
    const given = children(parts[1] as SyntaxNode).filter((child) => child.name !== 'LineComment');
    if (signature === undefined) return 'vector';
    const most = signature.arguments.length;
    if (given.length < most - signature.optional || (given.length > most && !signature.repeated)) {
      const expected = signature.arguments.map((one) => called[one]).join(', ') || 'no argument';
      fault(identifier, `${name} takes ${most} argument(s), and got ${given.length}`, expected);
    }
    given.forEach((node, index) => {
      const type = signature.arguments[Math.min(index, most - 1)];
      if (type !== undefined) want(node, type, name);
    });
    return signature.returns;
  }

  function binary(node: SyntaxNode, parts: readonly SyntaxNode[]): PromqlType {
    const left = parts[0] as SyntaxNode;
    const operator = parts[1] as SyntaxNode;
    const right = parts.at(-1) as SyntaxNode;
    const modifier = parts.slice(2, -1).filter((part) => modifiers.includes(part.name));
    const types = [left, right].map((operand) => {
      const type = checked(operand);
      if (type === 'matrix' || type === 'string') fault(operand, `An operator beside ${called[type]}`, called.vector);
      return type;
    });
    const isBool = modifier.some((part) => part.name === 'BoolModifier');
    const scalars = types.every((type) => type === 'scalar');
    if (setOperators.includes(operator.name) && types.includes('scalar')) {
      fault(
        node,
        `${textOf(syntax, operator)} joins instant vectors, and one side is a number`,
        called.vector,
        'vector(…)',
      );
    }
    if (comparisons.includes(operator.name) && scalars && !isBool) {
      fault(
        operator,
        'Two numbers are compared with bool only',
        `${textOf(syntax, operator)} bool`,
        `${textOf(syntax, operator)} bool`,
      );
    }
    const grouping = modifier.flatMap(children).find((part) => ['GroupLeft', 'GroupRight'].includes(part.name));
    if (grouping !== undefined && setOperators.includes(operator.name)) {
      const name = textOf(syntax, grouping);
      fault(grouping, `${textOf(syntax, operator)} takes no ${name.split(/\W/)[0]}`, 'on or ignoring alone');
    }
    if (isBool && !comparisons.includes(operator.name)) fault(operator, 'bool belongs to comparisons only', 'no bool');
    if (types.includes('scalar') && modifier.some((part) => part.name === 'MatchingModifierClause')) {
      fault(node, 'on, ignoring and group_… stand between two instant vectors only', called.vector);
    }
    return scalars ? 'scalar' : 'vector';
  }
}

const selectors = ['VectorSelector', 'MatrixSelector', 'SubqueryExpr'];
const operations = ['UnaryExpr', 'BinaryExpr'];
const suffixes = ['OffsetExpr', 'StepInvariantExpr', 'AnchoredExpr', 'SmoothedExpr'];

/**
 * What stands behind a selector or a subquery, and whether there is one. The editor's grammar puts `offset` and `@`
 * around a whole operation; in Prometheus' they belong to what is directly in front of them.
 */
function shiftsOf(node: SyntaxNode): { readonly base?: SyntaxNode; readonly shifts: readonly string[] } {
  const shifts: string[] = [];
  let base: SyntaxNode | null = node;
  while (base !== null) {
    if (suffixes.includes(base.name)) {
      shifts.push(base.name);
      base = base.firstChild;
    } else if (operations.includes(base.name)) base = base.lastChild;
    else break;
  }
  return base !== null && selectors.includes(base.name) ? { base, shifts } : { shifts };
}
