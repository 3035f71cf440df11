import type { Json } from '../../../server/src/contracts';

type Node = { [key: string]: Json };

const isNode = (value: Json | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const childrenOf = (node: Node): Node[] =>
  Array.isArray(node.children) ? node.children.filter(isNode) : [];

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Whether a value has the shape of Strapi's rich text (blocks). */
export const isBlocks = (value: Json | undefined): value is Node[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((block) => isNode(block) && typeof block.type === 'string' && 'children' in block);

function inlineText(node: Node): string {
  if (node.type !== 'link') return textOf(node.text) || childrenOf(node).map(inlineText).join('');
  const words = childrenOf(node).map(inlineText).join('');
  return node.url ? `${words} (${textOf(node.url)})` : words;
}

function listLines(list: Node, indent: string): string[] {
  let place = 0;
  return childrenOf(list).flatMap((item) => {
    if (item.type === 'list') return listLines(item, `${indent}  `);
    place += 1;
    const mark = list.format === 'ordered' ? `${place}.` : '•';
    return [`${indent}${mark} ${inlineText(item)}`];
  });
}

function blockLines(block: Node): string[] {
  switch (block.type) {
    case 'list':
      return listLines(block, '');
    case 'heading':
      return [`${'#'.repeat(Number(block.level) || 1)} ${inlineText(block)}`];
    case 'quote':
      return [`> ${inlineText(block)}`];
    case 'image': {
      const image = isNode(block.image) ? block.image : {};
      return [`[${textOf(image.alternativeText) || textOf(image.name) || textOf(image.url)}]`];
    }
    default:
      return [inlineText(block)];
  }
}

/** Rich text as plain text, one block a line, so that it can be read and compared by words. */
export const blocksText = (blocks: Node[]): string => blocks.flatMap(blockLines).join('\n');
