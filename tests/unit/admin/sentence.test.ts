import type { Actor, Resource } from '../../../server/src/contracts';
import { actionGroupLabel, actionLabel } from '../../../admin/src/wording/action';
import { actorLabel } from '../../../admin/src/wording/actor';
import { resourceLabel } from '../../../admin/src/wording/resource';
import { sentenceText, type SentenceEvent } from '../../../admin/src/wording/sentence';
import { intlIn } from './translated';

const en = intlIn('en');

const ANNA: Actor = { type: 'admin-user', id: '1', name: 'Anna Berg', email: 'anna@example.com' };
const NOTHING: Resource = {
  type: null,
  id: null,
  documentId: null,
  locale: null,
  status: null,
  name: null,
};
const SALE: Resource = {
  ...NOTHING,
  type: 'api::article.article',
  id: '12',
  documentId: 'kq3v',
  locale: 'de',
  name: 'Spring sale',
};

const event = (change: Partial<SentenceEvent>): SentenceEvent => ({
  action: 'entry.publish',
  actionLabel: null,
  outcome: 'success',
  actor: ANNA,
  resource: SALE,
  ...change,
});

describe('the sentence of an event', () => {
  it('says who did what to what, with its locale', () => {
    expect(sentenceText(en, event({}))).toBe('Anna Berg published Spring sale (de)');
  });

  it('speaks the language of the reader', () => {
    expect(sentenceText(intlIn('de'), event({}))).toBe(
      'Anna Berg hat Spring sale (de) veröffentlicht'
    );
  });

  it('does not read as done what was refused', () => {
    expect(sentenceText(en, event({ outcome: 'denied' }))).toBe(
      'Anna Berg tried “Publish entry” on Spring sale (de): refused'
    );
  });

  it('does not read as done what failed', () => {
    expect(sentenceText(en, event({ outcome: 'failure', resource: NOTHING }))).toBe(
      'Anna Berg tried “Publish entry”: it failed'
    );
  });

  it('has words of its own for a failed sign-in', () => {
    const actor: Actor = { type: 'anonymous', id: null, name: null, email: 'eve@example.com' };
    const failed = event({
      action: 'admin.auth.error',
      outcome: 'failure',
      actor,
      resource: NOTHING,
    });
    expect(sentenceText(en, failed)).toBe('eve@example.com failed to sign in');
  });

  it('makes a sentence for an action it does not know', () => {
    expect(sentenceText(en, event({ action: 'order.partial-refund' }))).toBe(
      'Anna Berg: Order partial refund, Spring sale (de)'
    );
  });

  it('makes a sentence for an unknown action on nothing', () => {
    expect(sentenceText(en, event({ action: 'cache.clear', resource: NOTHING }))).toBe(
      'Anna Berg: Cache clear'
    );
  });
});

describe('the label of an action', () => {
  it('is translated where the action is known', () => {
    expect(actionLabel(intlIn('de'), 'entry.publish', 'Publish')).toBe('Eintrag veröffentlichen');
  });

  it('is what its source declared where the page does not know it', () => {
    expect(actionLabel(en, 'order.refund', 'Refund an order')).toBe('Refund an order');
  });

  it('is made of the code where nobody declared one', () => {
    expect(actionLabel(en, 'order.refund')).toBe('Order refund');
  });

  it('stands under its noun as words', () => {
    expect(actionGroupLabel(en, 'gift-card')).toBe('Gift card');
  });
});

describe('the label of an actor', () => {
  it.each<[string, Partial<Actor>]>([
    ['Anna Berg', {}],
    ['anna@example.com', { name: ' ' }],
    ['Administrator 1', { name: null, email: null }],
    ['System', { type: 'system', id: null, name: null, email: null }],
  ])('is "%s" for %j', (label, change) => {
    expect(actorLabel(en, { ...ANNA, ...change })).toBe(label);
  });
});

describe('the label of a resource', () => {
  it.each<[string, Partial<Resource>]>([
    ['Spring sale (de)', {}],
    ['article kq3v (de)', { name: null }],
    ['article 12', { name: '', documentId: null, locale: null }],
    ['api token 12', { type: 'admin::api-token', name: null, documentId: null, locale: null }],
    ['something unnamed', NOTHING],
  ])('is "%s" for %j', (label, change) => {
    expect(resourceLabel(en, { ...SALE, ...change })).toBe(label);
  });
});
