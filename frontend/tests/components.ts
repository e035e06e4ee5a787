// Reads a source file: its components with their length, requests whose error nobody looks at, and hooks that ask the
// server without their problem being shown.
import { parseAst } from "vite";

interface Node {
  type: string;
  start: number;
  end: number;
  [name: string]: unknown;
}

interface Found {
  components: { name: string; lines: number }[];
  /** The lines of careless requests. */
  careless: number[];
  /** The names of what shows no problem. */
  silent: string[];
}

const HOOKS = new Set(["useSending", "useRequest", "useCard", "useLoaded", "useBuilder"]);

export function parseComponents(path: string, text: string): Found {
  const program = parseAst(text, { lang: path.endsWith("x") ? "tsx" : "ts" }) as unknown as Node;
  const found: Found = { components: [], careless: [], silent: [] };
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  visit(program, [], (node, parents) => {
    const name = componentOf(node);
    if (name) found.components.push({ name, lines: lineAt(node.end) - lineAt(node.start) + 1 });
    if (isRequest(node) && isCareless(parents)) found.careless.push(lineAt(node.start));
    const silent = silentHook(node, text);
    if (silent) found.silent.push(silent);
  });
  return found;
}

function visit(value: unknown, parents: Node[], look: (node: Node, parents: Node[]) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, parents, look);
  else if (isNode(value)) {
    look(value, parents);
    for (const part of Object.values(value)) visit(part, [...parents, value], look);
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

const nameOf = (node: unknown): string => (isNode(node) ? String(node.name ?? "") : "");

function componentOf(node: Node): string | null {
  const isFunction = node.type === "FunctionDeclaration";
  const isArrow = node.type === "VariableDeclarator" && isNode(node.init) && /Function/.test(node.init.type);
  const name = isFunction || isArrow ? nameOf(node.id) : "";
  return /^[A-Z]/.test(name) ? name : null;
}

/** `api.GET(...)` and its like. */
function isRequest({ type, callee }: Node): boolean {
  return (
    type === "CallExpression" &&
    isNode(callee) &&
    callee.type === "MemberExpression" &&
    nameOf(callee.object) === "api"
  );
}

/** Only part of the answer is taken, or none: `const { data } = await …`, `.then(`, `.catch(`, a statement of its own. */
function isCareless(parents: Node[]): boolean {
  const [at, above] = parents
    .filter(({ type }) => type !== "AwaitExpression")
    .slice(-2)
    .reverse() as [Node, Node];
  if (at.type === "VariableDeclarator") {
    const { id } = at;
    const taken =
      isNode(id) && id.type === "ObjectPattern"
        ? (id.properties as Node[]).map(({ key }) => nameOf(key))
        : null;
    return taken !== null && !taken.includes("error") && !taken.includes("response");
  }
  return (
    at.type === "MemberExpression" || at.type === "ExpressionStatement" || above?.type === "UnaryExpression"
  );
}

/** What a hook gave, when neither its problem is taken nor the whole is handed on. */
function silentHook(node: Node, text: string): string | null {
  const { type, id, init } = node;
  if (type !== "VariableDeclarator" || !isNode(init) || init.type !== "CallExpression" || !isNode(id))
    return null;
  const hook = nameOf(init.callee);
  if (!HOOKS.has(hook)) return null;
  if (id.type === "ObjectPattern") {
    const taken = (id.properties as Node[]).map(({ key }) => nameOf(key));
    return taken.includes("problem") ? null : hook;
  }
  const name = nameOf(id);
  const isShown = new RegExp(
    `\\b${name}\\.problem|of=\\{${name}\\}|\\.\\.\\.${name}\\b|return \\{[^}]*\\b${name}\\b`,
  );
  return isShown.test(text) ? null : name;
}
