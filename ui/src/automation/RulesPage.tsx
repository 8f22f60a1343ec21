import { Button, Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { RulesSearch } from "../app/search";
import { IconPlus } from "../components/icons";
import { Page } from "../components/Page";
import { Enforcements } from "./Enforcements";
import { Events } from "./Events";
import { RuleForm } from "./RuleForm";
import { Rules } from "./Rules";
import { Schedules } from "./Schedules";
import { Sensors } from "./Sensors";
import { Triggers } from "./Triggers";

const route = getRouteApi("/rules");

/** What happens when something happens: rules, schedules, what came in, and what became of it. */
export function RulesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<RulesSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const turn = (page: number) => change({ page });
  const [making, setMaking] = useState(false);
  return (
    <Page
      title="Rules and events"
      lead="What starts by itself, what came in, and why it did or did not start anything."
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
          Make a rule
        </Button>
      }
    >
      {making && (
        <RuleForm
          onClose={() => setMaking(false)}
          onDone={(rule) => void navigate({ search: { tab: "rules", rule } })}
        />
      )}
      <Tabs
        value={search.tab ?? "rules"}
        onChange={(next) => void navigate({ search: { tab: next as RulesSearch["tab"] }, replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="rules">Rules</Tabs.Tab>
          <Tabs.Tab value="schedules">Schedules</Tabs.Tab>
          <Tabs.Tab value="events">Events</Tabs.Tab>
          <Tabs.Tab value="enforcements">What became of them</Tabs.Tab>
          <Tabs.Tab value="triggers">Triggers</Tabs.Tab>
          <Tabs.Tab value="sensors">Sensors</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="rules">
          <Rules
            page={search.page}
            onPage={turn}
            chosen={search.rule}
            onChoose={(rule) => change({ rule })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="schedules">
          <Schedules
            page={search.page}
            onPage={turn}
            chosen={search.rule}
            onChoose={(rule) => change({ rule, backfill: undefined })}
            backfill={search.backfill}
            onBackfill={(backfill) => change({ backfill })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <Events
            page={search.page}
            onPage={turn}
            chosen={search.event}
            onChoose={(event) => change({ event })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="enforcements">
          <Enforcements rule={search.rule} page={search.page} onPage={turn} />
        </Tabs.Panel>
        <Tabs.Panel value="triggers">
          <Triggers
            page={search.page}
            onPage={turn}
            chosen={search.trigger}
            onChoose={(trigger) => change({ trigger })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="sensors">
          <Sensors
            page={search.page}
            onPage={turn}
            chosen={search.sensor}
            onChoose={(sensor) => change({ sensor })}
          />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
