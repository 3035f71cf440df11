import { Box, Button, Flex } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';

import { useHealth } from '../../api/status';
import { NarrowContext } from '../../components/NarrowTo';
import { PageMessages } from '../../wording/PageMessages';
import { useTranslate } from '../../wording/translation';
import { ChartStrip } from './chart/ChartStrip';
import { ColumnsMenu } from './columns/ColumnsMenu';
import { useHiddenColumns } from './columns/useHiddenColumns';
import { EventDetailsModal } from './details/EventDetailsModal';
import { EventListView } from './EventListView';
import { ExportMenu } from './export/ExportMenu';
import { ExportNotice } from './export/ExportNotice';
import { useExport } from './export/useExport';
import { FindBar } from './find/FindBar';
import { NewEvents } from './NewEvents';
import { Forbidden } from './states/Forbidden';
import { LogStatus } from './status/LogStatus';
import { LostEvents } from './status/LostEvents';
import { useEventList } from './useEventList';

function AuditLogs() {
  const t = useTranslate();
  const list = useEventList();
  const health = useHealth();
  const columns = useHiddenColumns();
  const { start: startExport, ...eventExport } = useExport(list.filters);
  const { state, reload, openEventId, closeEvent } = list;

  if (state.status === 'failed' && state.failure.kind === 'forbidden') return <Forbidden />;

  return (
    // Not `Layouts.Header`: on this address it links to the manual of the Enterprise feature.
    <Page.Main aria-busy={state.status === 'loading'}>
      <Page.Title>{t('page.title')}</Page.Title>
      <Layouts.BaseHeader
        title={t('page.title')}
        subtitle={t('page.subtitle')}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            <ExportMenu
              isDisabled={!list.isUnderstood || eventExport.state.status === 'running'}
              onExport={startExport}
            />
            <Button variant="tertiary" startIcon={<ArrowClockwise />} onClick={reload}>
              {t('page.refresh')}
            </Button>
          </Flex>
        }
      />
      <Layouts.Content>
        <LostEvents health={health.state} />
        <ExportNotice {...eventExport} />
        <FindBar list={list} />
        <ChartStrip list={list} />
        <Flex gap={2}>
          <Box flex="1">
            <NewEvents list={list} />
          </Box>
          <ColumnsMenu {...columns} />
        </Flex>
        <NarrowContext.Provider value={list.narrowTo}>
          <EventListView list={list} hidden={columns.hidden} />
        </NarrowContext.Provider>
        <LogStatus health={health.state} />
      </Layouts.Content>
      {openEventId !== null && (
        <EventDetailsModal
          id={openEventId}
          filters={list.filters}
          onOpen={list.stepToEvent}
          onClose={closeEvent}
        />
      )}
    </Page.Main>
  );
}

/** Settings > Audit Logs. */
export default function AuditLogsPage() {
  return (
    <PageMessages loading={<Page.Loading />}>
      <AuditLogs />
    </PageMessages>
  );
}
