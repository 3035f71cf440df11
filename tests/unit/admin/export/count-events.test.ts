import { createEventCounter } from '../../../../admin/src/pages/AuditLogsPage/export/count-events';

const bytes = (text: string) => new TextEncoder().encode(text);

/** The count after each piece. */
const counts = (format: 'csv' | 'jsonl', ...pieces: string[]) => {
  const count = createEventCounter(format);
  return pieces.map((piece) => count(bytes(piece)));
};

describe('the events in a file that comes in pieces', () => {
  it('are the lines of a table without the first', () => {
    expect(counts('csv', '\uFEFFid,na', 'me\r\n', '1,Kim\r\n2,Ola\r\n')).toEqual([0, 0, 2]);
  });

  it('may have line ends inside quoted cells', () => {
    expect(counts('csv', 'id\r\n"one\r', '\ntwo ""x""\n"\r\n', '"2"\r\n')).toEqual([0, 1, 2]);
  });

  it('are the lines of JSON, whose quotes mean nothing here', () => {
    expect(counts('jsonl', '{"a":"\\""}\n{"a', '":"b"}\n')).toEqual([1, 2]);
  });
});
