import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

export interface Plural {
  argument: string;
  /** `one`, `few`, `=0` … as the message has them. */
  arms: string[];
}

export interface MessageShape {
  /** The names of the values it needs, sorted. */
  args: string[];
  plurals: Plural[];
}

// What is in them keeps its own direction, whatever stands around it.
const ISOLATED = /[\u2066\u2068]\{\w+\}\u2069/g;

function walk(elements: MessageFormatElement[], shape: MessageShape): void {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    if (element.type === TYPE.tag) throw new Error(`A tag, <${element.value}>, is no argument.`);
    shape.args.push(element.value);
    if (element.type === TYPE.plural) {
      shape.plurals.push({ argument: element.value, arms: Object.keys(element.options) });
    }
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const { value } of Object.values(element.options)) walk(value, shape);
    }
  }
}

/** What a message asks for; throws where it does not parse. */
export function shapeOf(message: string): MessageShape {
  const shape: MessageShape = { args: [], plurals: [] };
  walk(parse(message), shape);
  return { ...shape, args: [...new Set(shape.args)].sort() };
}

/** The plain values of a message that stand in its text without marks around them. */
export function bareArguments(message: string): string[] {
  const outsidePlurals = parse(message).filter(({ type }) => type === TYPE.argument).length;
  return outsidePlurals === (message.match(ISOLATED) ?? []).length ? [] : [message];
}
