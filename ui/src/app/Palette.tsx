import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { workflowQueries } from "../api/workflows";
import { IconInbox, IconPackage, IconPlayerPlay, IconSearch, IconSitemap } from "../components/icons";
import { EXECUTION_STATES, lookOf } from "../components/states";

const EXECUTION_ID = /^[0-9a-z]{13,26}$/;

const PLACES = [
  { to: "/rules", label: "Rules and events" },
  { to: "/policies", label: "Policies" },
  { to: "/queues", label: "Work queues" },
  { to: "/keys", label: "Keys" },
  { to: "/artifacts", label: "Artifacts" },
  { to: "/workers", label: "Workers" },
  { to: "/identities", label: "Identities" },
  { to: "/audit", label: "Audit" },
] as const;

/** Ctrl+K: go anywhere, start any workflow, open an execution by its id. */
export function Palette() {
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const search = query.trim().replace(/^(start|open) +/i, "");
  const { data } = useQuery(workflowQueries.list({ per_page: 20, ...(search ? { search } : {}) }));
  const actions: SpotlightActionData[] = [
    ...(EXECUTION_ID.test(search)
      ? [
          {
            id: `execution:${search}`,
            label: `Open execution ${search}`,
            leftSection: <IconPlayerPlay size={18} />,
            onClick: () => navigate({ to: "/executions/$id", params: { id: search } }),
          },
        ]
      : []),
    ...(data?.data ?? []).flatMap((workflow) => [
      {
        id: `start:${workflow.ref}`,
        label: `Start ${workflow.ref}`,
        description: workflow.label,
        keywords: [workflow.label, ...workflow.tags],
        leftSection: <IconPlayerPlay size={18} />,
        onClick: () =>
          navigate({ to: "/workflows/$ref", params: { ref: workflow.ref }, search: { tab: "start" } }),
      },
      {
        id: `workflow:${workflow.ref}`,
        label: `Open ${workflow.ref}`,
        description: workflow.label,
        leftSection: <IconSitemap size={18} />,
        onClick: () => navigate({ to: "/workflows/$ref", params: { ref: workflow.ref } }),
      },
    ]),
    ...EXECUTION_STATES.map((status) => ({
      id: `executions:${status}`,
      label: `Executions: ${lookOf(status).word}`,
      leftSection: <IconPlayerPlay size={18} />,
      onClick: () => navigate({ to: "/executions", search: { status } }),
    })),
    {
      id: "inbox",
      label: "Inbox",
      leftSection: <IconInbox size={18} />,
      onClick: () => navigate({ to: "/inbox" }),
    },
    ...PLACES.map(({ to, label }) => ({ id: to, label, onClick: () => navigate({ to }) })),
    {
      id: "packs",
      label: "Packs",
      leftSection: <IconPackage size={18} />,
      onClick: () => navigate({ to: "/packs" }),
    },
  ];
  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      shortcut={["mod + K", "/"]}
      limit={12}
      highlightQuery
      nothingFound="Nothing fits"
      searchProps={{ leftSection: <IconSearch size={18} />, placeholder: "Workflow, execution id, page …" }}
    />
  );
}
