import { PassThrough } from 'node:stream';
import { confirm, insistOnTerminal } from '../../../../../server/src/upkeep/removal/confirm';

const terminal = (isTTY = true) => ({
  input: Object.assign(new PassThrough(), { isTTY }),
  output: new PassThrough(),
});

describe('the confirmation', () => {
  it('goes on when the name is typed', async () => {
    const { input, output } = terminal();
    const asked = confirm({ input, output }, 'shop');
    input.write('shop\n');
    await expect(asked).resolves.toBeUndefined();
    expect(String(output.read())).toContain('Type shop to go on: ');
  });

  it.each(['', 'y', 'Shop', 'shop2'])('refuses "%s"', async (answer) => {
    const { input, output } = terminal();
    const asked = confirm({ input, output }, 'shop');
    input.write(`${answer}\n`);
    await expect(asked).rejects.toThrow('That was not shop: nothing has been removed.');
  });

  it('refuses where the input ends without an answer', async () => {
    const { input, output } = terminal();
    const asked = confirm({ input, output }, 'shop');
    input.end();
    await expect(asked).rejects.toThrow('nothing has been removed');
  });

  it('needs a terminal', () => {
    expect(() => insistOnTerminal(terminal(false))).toThrow('pass --yes');
    expect(() => insistOnTerminal(terminal(true))).not.toThrow();
  });
});
