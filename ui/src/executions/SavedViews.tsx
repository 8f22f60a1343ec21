import { ActionIcon, Button, Group, Menu, TextInput } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { IconBookmark, IconTrash } from "../components/icons";
import { type ExecutionsSearch, executionsSearch } from "./search";

const route = getRouteApi("/executions");

interface View {
  readonly name: string;
  readonly search: ExecutionsSearch;
}

/** Filters kept under a name in this browser; to share one, share its address. */
export function SavedViews() {
  const [views, setViews] = useLocalStorage<View[]>({ key: "heddle.executions.views", defaultValue: [] });
  const [name, setName] = useState("");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const save = () => {
    const chosen = name.trim();
    if (!chosen) return;
    setViews((before) => [...before.filter((view) => view.name !== chosen), { name: chosen, search }]);
    setName("");
  };
  return (
    <Menu shadow="md" width={280} closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconBookmark size={16} />}>
          Views
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.length === 0 && <Menu.Label>No saved view yet</Menu.Label>}
        {views.map((view) => (
          <Menu.Item
            key={view.name}
            onClick={() =>
              void navigate({ search: executionsSearch(view.search as Record<string, unknown>) })
            }
            rightSection={
              <ActionIcon
                component="span"
                variant="subtle"
                color="red"
                size="sm"
                aria-label={`Forget ${view.name}`}
                onClick={(event) => {
                  event.stopPropagation();
                  setViews((before) => before.filter((each) => each.name !== view.name));
                }}
              >
                <IconTrash size={14} />
              </ActionIcon>
            }
          >
            {view.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Group gap="xs" p="xs" wrap="nowrap">
          <TextInput
            size="xs"
            aria-label="Name of the view"
            placeholder="Save this filter as …"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === "Enter") save();
            }}
          />
          <Button size="xs" onClick={save} disabled={!name.trim()}>
            Save
          </Button>
        </Group>
      </Menu.Dropdown>
    </Menu>
  );
}
