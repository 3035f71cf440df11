import { Flex, SearchForm, Searchbar, TextButton, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { JsonView } from 'react-json-view-lite';

import type { Json } from '../../../server/src/contracts';
import { searchJson } from '../wording/search-json';
import { useTranslate } from '../wording/translation';
import { CopyButton } from './CopyButton';
import { JsonFrame } from './json-frame';

const OPEN_LEVELS = 2;
/** Smaller values are read faster than searched. */
const SEARCHABLE_LENGTH = 200;

const openFew = (level: number) => level < OPEN_LEVELS;
const openAll = () => true;
const openRoot = (level: number) => level < 1;

const isTree = (value: Json | undefined): value is Json[] | { [key: string]: Json } =>
  typeof value === 'object' && value !== null;

const isNested = (value: Json): boolean =>
  isTree(value) && Object.values(value).some((child) => isTree(child));

interface JsonTreeProps {
  value: Json;
  label: string;
}

/** Any JSON, read only: it opens and closes by mouse and arrow keys, can be searched and copied. */
export function JsonTree({ value, label }: JsonTreeProps) {
  const t = useTranslate();
  const [shouldOpen, setShouldOpen] = useState(() => openFew);
  const [search, setSearch] = useState('');
  const choose = (rule: typeof openFew) => setShouldOpen(() => rule);
  const text = () => JSON.stringify(value, null, 2);
  const isSearching = search.trim() !== '';
  const found = searchJson(value, search);

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex justifyContent="space-between" gap={4} wrap="wrap">
        <Typography tag="h3" variant="sigma" textColor="neutral600">
          {label}
        </Typography>
        <Flex gap={4} wrap="wrap">
          {isNested(value) && (
            <>
              <TextButton onClick={() => choose(openAll)}>{t('json.expand-all')}</TextButton>
              <TextButton onClick={() => choose(openRoot)}>{t('json.collapse-all')}</TextButton>
            </>
          )}
          <CopyButton
            size="S"
            variant="tertiary"
            text={text}
            label={t('json.copy', { label })}
            copied={t('json.copied')}
            failed={t('json.copy-failed')}
          />
        </Flex>
      </Flex>
      {isTree(value) && text().length > SEARCHABLE_LENGTH && (
        <Flex gap={4} wrap="wrap">
          <SearchForm onSubmit={(event) => event.preventDefault()}>
            <Searchbar
              size="S"
              name={`search-${label}`}
              placeholder={t('json.search.placeholder')}
              clearLabel={t('filters.date.clear')}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              onClear={() => setSearch('')}
            >
              {t('json.search', { label })}
            </Searchbar>
          </SearchForm>
          <Typography textColor="neutral600" role="status">
            {isSearching && t('json.matches', { count: found.count })}
          </Typography>
        </Flex>
      )}
      <JsonFrame dir="ltr" background="neutral100" borderColor="neutral150" hasRadius padding={4}>
        {isTree(found.value) ? (
          <JsonView
            data={found.value}
            aria-label={label}
            clickToExpandNode
            shouldExpandNode={isSearching ? openAll : shouldOpen}
            style={{
              container: 'json-tree',
              basicChildStyle: 'json-row',
              childFieldsContainer: 'json-fields',
              label: 'json-key',
              clickableLabel: 'json-key json-key-open',
              punctuation: 'json-mark',
              stringValue: 'json-string',
              numberValue: 'json-number',
              booleanValue: 'json-boolean',
              nullValue: 'json-null',
              undefinedValue: 'json-null',
              otherValue: 'json-string',
              expandIcon: 'json-toggle json-closed',
              collapseIcon: 'json-toggle json-open',
              collapsedContent: 'json-folded',
              quotesForFieldNames: false,
              noQuotesForStringValues: false,
              stringifyStringValues: true,
              ariaLables: { expandJson: t('json.expand'), collapseJson: t('json.collapse') },
            }}
          />
        ) : (
          JSON.stringify(found.value)
        )}
      </JsonFrame>
    </Flex>
  );
}
