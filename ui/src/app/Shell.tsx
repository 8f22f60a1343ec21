import {
  ActionIcon,
  AppShell,
  Badge,
  Button,
  Burger,
  Group,
  Menu,
  NavLink,
  Text,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Schemas } from "../api/client";
import { inquiryQueries } from "../api/inquiries";
import { sessionActions } from "../api/session";
import {
  IconBolt,
  IconBook2,
  IconFiles,
  IconGauge,
  IconHome,
  IconInbox,
  IconKey,
  IconListCheck,
  IconMoon,
  IconPackage,
  IconPlayerPlay,
  IconSearch,
  IconServer,
  IconSitemap,
  IconStack2,
  IconSun,
  IconUser,
} from "../components/icons";
import logo from "./heddle.svg";
import { refused } from "../components/notify";
import { Palette } from "./Palette";

/** Where one can go, in groups: what happens, what is defined, what it runs on. */
const PLACES = [
  {
    title: "Runs",
    places: [
      { to: "/", label: "Home", icon: IconHome },
      { to: "/executions", label: "Executions", icon: IconPlayerPlay },
      { to: "/inbox", label: "Inbox", icon: IconInbox },
      { to: "/artifacts", label: "Artifacts", icon: IconFiles },
    ],
  },
  {
    title: "Definitions",
    places: [
      { to: "/workflows", label: "Workflows", icon: IconSitemap },
      { to: "/rules", label: "Rules and events", icon: IconBolt },
      { to: "/packs", label: "Packs", icon: IconPackage },
      { to: "/keys", label: "Keys", icon: IconKey },
    ],
  },
  {
    title: "Operations",
    places: [
      { to: "/queues", label: "Work queues", icon: IconStack2 },
      { to: "/workers", label: "Workers", icon: IconServer },
      { to: "/policies", label: "Policies", icon: IconGauge },
      { to: "/identities", label: "Identities", icon: IconUser },
      { to: "/audit", label: "Audit", icon: IconListCheck },
    ],
  },
] as const;

/** What surrounds every page: where one can go, the palette, light and dark. */
export function Shell({ who }: { who: Schemas["Caller"] }) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => close(), [path, close]);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding="md"
    >
      <AppShell.Header>
        <a href="#main" className="skip-link">
          Skip to content
        </a>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Menu" />
            <Link to="/" className="brand">
              <Group gap="xs" wrap="nowrap">
                <img src={logo} width={26} height={26} alt="" />
                <Text fw={700} size="lg">
                  Heddle
                </Text>
              </Group>
            </Link>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <UnstyledButton
              onClick={spotlight.open}
              className="search-button"
              aria-label="Search or run a command"
            >
              <IconSearch size={16} />
              <Text size="sm" visibleFrom="xs">
                Search
              </Text>
              <kbd>Ctrl K</kbd>
            </UnstyledButton>
            <Tooltip label="API reference">
              <ActionIcon
                component="a"
                href="/docs"
                variant="subtle"
                color="gray"
                size="lg"
                aria-label="API reference"
              >
                <IconBook2 size={18} />
              </ActionIcon>
            </Tooltip>
            <SchemeToggle />
            {who.guard != null && <Account login={who.login} />}
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" className="navigation">
        {PLACES.map((group) => (
          <div key={group.title} className="nav-group">
            <Text size="xs" fw={650} c="dimmed" px="sm" pb={2}>
              {group.title}
            </Text>
            {group.places.map((place) => (
              <NavLink
                key={place.to}
                component={Link}
                to={place.to}
                label={place.label}
                leftSection={<place.icon size={18} stroke={1.7} />}
                rightSection={place.to === "/inbox" ? <Waiting /> : undefined}
                active={place.to === "/" ? path === "/" : path.startsWith(place.to)}
              />
            ))}
          </div>
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="main">
        <Outlet />
      </AppShell.Main>
      <Palette />
    </AppShell>
  );
}

function Waiting() {
  const { data } = useQuery(inquiryQueries.list({ status: "pending", per_page: 1 }));
  const count = data?.pagination.total_items ?? 0;
  return count > 0 ? (
    <Badge size="sm" circle={count < 10} aria-label={`${count} questions wait`}>
      {count}
    </Badge>
  ) : null;
}

function Account({ login }: { login: string }) {
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: sessionActions.logout,
    onError: refused,
    onSuccess: () => queries.resetQueries(),
  });
  return (
    <Menu>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-md" leftSection={<IconUser size={18} />}>
          {login}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account">
          Tokens
        </Menu.Item>
        <Menu.Item onClick={() => leave.mutate()}>Log out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const label = dark ? "Light theme" : "Dark theme";
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(dark ? "light" : "dark")}
      >
        {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
