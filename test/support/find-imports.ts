import { parseSync } from '@swc/core';

/** One import or re-export of a module. */
export interface Import {
  /** `null` where it is computed while the program runs. */
  from: string | null;
  /** Leaves no trace when the types are erased. */
  typeOnly: boolean;
}

type Node = Record<string, unknown> & { type: string };

/** Every import in a TypeScript source: static, dynamic, of types, and re-exports. */
export function findImports(source: string, { tsx = false } = {}): Import[] {
  const found: Import[] = [];
  visit(parseSync(source, { syntax: 'typescript', tsx, target: 'es2022' }), (node) => {
    const one = toImport(node);
    if (one) found.push(one);
  });
  return found;
}

function toImport(node: Node): Import | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node['source'] ? { from: textOf(node['source']), typeOnly: node['typeOnly'] === true } : null;
    case 'CallExpression':
      return isImportCall(node) ? { from: textOf(firstArgument(node)), typeOnly: false } : null;
    case 'TsImportType':
      return { from: textOf(node['argument']), typeOnly: true };
    default:
      return null;
  }
}

function isImportCall({ callee }: Node): boolean {
  return isNode(callee) && callee.type === 'Import';
}

function firstArgument({ arguments: list }: Node): unknown {
  const [first] = list as { expression: unknown }[];
  return first?.expression;
}

function textOf(literal: unknown): string | null {
  return isNode(literal) && literal.type === 'StringLiteral' ? String(literal['value']) : null;
}

function visit(value: unknown, enter: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) enter(value);
  for (const child of Object.values(value)) visit(child, enter);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
